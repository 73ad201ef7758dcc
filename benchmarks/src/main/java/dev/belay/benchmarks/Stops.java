package dev.belay.benchmarks;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** How long a position is without a confirmed stop after its first fill was booked. */
final class Stops {
  static final double TARGET_S = 5;

  private Stops() {}

  /** Seconds, of positions first booked and confirmed between the times. */
  static List<Double> confirmed(LedgerProbe ledger, Instant from, Instant to) throws SQLException {
    return ledger.numbers(
        "SELECT extract(epoch FROM stop_confirmed_at - first_booked_at) FROM belay.positions"
            + " WHERE first_booked_at >= ? AND stop_confirmed_at < ?",
        from,
        to);
  }
}
