package dev.belay.domain.book;

import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import org.jspecify.annotations.Nullable;

/** How a position's recorded state moves. */
public final class PositionBooking {
  private PositionBooking() {}

  /**
   * The status after a workflow reported one; states only ever go forward.
   *
   * @throws IllegalStateException if the position is reported over while fills say it is held
   */
  public static PositionStatus next(
      PositionStatus now, PositionStatus reported, PositionSums sums) {
    if (now.isTerminal() || reported.compareTo(now) <= 0) {
      return now;
    }
    boolean contradicted =
        switch (reported) {
          case OPENING, OPEN, CLOSING -> false;
          case CLOSED -> !sums.held().isZero();
          case NOT_OPENED -> !sums.quantityIn().isZero();
        };
    if (contradicted) {
      throw new IllegalStateException(
          "Expected a position without holdings to become %s, it holds %s of %s traded"
              .formatted(reported, sums.held(), sums.quantityIn()));
    }
    return reported;
  }

  /**
   * What it is closed for: the first wish to close stays until the end tells what really closed it.
   *
   * @param before what is recorded so far
   * @param next the status after what was reported
   */
  public static @Nullable ExitReason reason(
      PositionStatus now,
      @Nullable ExitReason before,
      PositionStatus next,
      @Nullable ExitReason reported) {
    boolean ends = next.isTerminal() && !now.isTerminal();
    return reported != null && (ends || before == null) ? reported : before;
  }

  /** The status after a fill was booked: a late one may show that a position is not over. */
  public static PositionStatus afterFill(PositionStatus now, PositionSums sums) {
    return switch (now) {
      case OPENING, OPEN, CLOSING -> now;
      case CLOSED, NOT_OPENED -> {
        if (!sums.held().isZero()) {
          yield PositionStatus.OPEN;
        }
        yield sums.isClosed() ? PositionStatus.CLOSED : now;
      }
    };
  }
}
