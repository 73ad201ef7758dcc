package dev.belay.api.portfolio;

import dev.belay.ledger.read.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next goes into `before` to read on; null at the end
 */
public record ListView<T>(List<T> items, @Nullable Long next) {

  static <R, T> ListView<T> of(Page<R> page, Function<R, T> view) {
    return new ListView<>(page.items().stream().map(view).toList(), page.next());
  }

  /** Of all there are. */
  public static <T> ListView<T> all(List<T> items) {
    return new ListView<>(items, null);
  }
}
