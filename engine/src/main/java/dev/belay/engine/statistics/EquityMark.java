package dev.belay.engine.statistics;

import java.time.Instant;

/**
 * Equity at a point of the market-time grid.
 *
 * @param transfers net of everything put in until then; a return leaves its change out
 */
public record EquityMark(Instant asOf, double equity, double transfers) {

  /** Whether a return can be computed from here: not on equity that is zero or below. */
  boolean isBase() {
    return equity > 0;
  }

  /**
   * The return from the earlier mark to this one, a fraction, net of transfers. What was put in in
   * between counts as if it had been there from the beginning, so that an account that starts again
   * with almost nothing has no returns without bounds.
   */
  double returnSince(EquityMark earlier) {
    double put = transfers - earlier.transfers;
    return (equity - earlier.equity - put) / (earlier.equity + Math.max(put, 0));
  }
}
