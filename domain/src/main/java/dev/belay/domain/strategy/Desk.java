package dev.belay.domain.strategy;

import dev.belay.domain.position.Direction;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy sees of its position in one symbol, and where it says what it wants. Prices are
 * fixed point in units of 1e-8. The last word before the next candle holds; an entry while a
 * position of the same direction is open, and an exit while there is none, do nothing.
 */
public interface Desk {

  /** Of the open position; null when flat. */
  @Nullable Direction direction();

  default boolean isFlat() {
    return direction() == null;
  }

  /** The average entry price; 0 when flat. */
  long entryPrice();

  /** Market time of the entry in epoch milliseconds; 0 when flat. */
  long entryTime();

  /** Enters with all that the desk may use; a position of the other direction is closed first. */
  default void enter(Direction direction) {
    enter(direction, 1);
  }

  /**
   * Enters with a share of what the desk may use.
   *
   * @param share above 0, at most 1
   * @throws IllegalArgumentException if the share is not
   */
  void enter(Direction direction, double share);

  /** Closes the position. */
  void exit();

  /**
   * Puts the protective stop of the position, or of the entry wanted, at a price; a price that the
   * market has already reached closes at the next open. 0 takes the stop away.
   */
  void stopAt(long price);

  /** The same for the target at which the gain is taken. */
  void targetAt(long price);

  /**
   * Lets a stop follow the best price since the entry.
   *
   * @param callback the fraction of the best price by which it lags: 0.001 to 0.1 in steps of
   *     0.001; 0 takes it away
   * @throws IllegalArgumentException if it is out of range
   */
  void trail(double callback);
}
