package dev.belay.ledger.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows, newest first.
 *
 * @param next pass as {@code before} to read on; null at the end
 */
public record Page<T>(List<T> items, @Nullable Long next) {
  public Page {
    items = List.copyOf(items);
  }
}
