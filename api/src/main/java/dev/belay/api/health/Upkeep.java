package dev.belay.api.health;

import dev.belay.ledger.read.DatabaseSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the process keeps an eye on.
 *
 * @param database as measured within the last minutes; null before the first time
 * @param textsKept wall time for which prompts and replies are kept; null for ever
 */
public record Upkeep(Disk disk, @Nullable DatabaseSize database, @Nullable Duration textsKept) {

  /**
   * The disk of the home.
   *
   * @param freeBytes null where the system does not tell
   * @param low too little to go on like this for long
   * @param entriesRefused so little that no position is opened
   * @param detail in words
   */
  public record Disk(
      @Nullable Long freeBytes, boolean low, boolean entriesRefused, String detail) {}
}
