package dev.belay.engine.statistics;

/**
 * A round trip: a position from its entry until it was flat again.
 *
 * @param pnl what it gained, net of fees and funding
 * @param cost what was paid for the position without fees; above 0
 * @param fees of entry and exit; negative where there were rebates
 * @param entryTime market time in epoch milliseconds
 * @param exitTime not before the entry
 * @param bars between entry and exit; at least 0
 */
public record ClosedTrade(
    double pnl, double cost, double fees, long entryTime, long exitTime, int bars) {
  public ClosedTrade {
    if (!Double.isFinite(pnl) || !(cost > 0) || exitTime < entryTime || bars < 0) {
      throw new IllegalArgumentException(
          "Expected a gain, a cost above 0, an exit after the entry and bars of at least 0, was"
              + " gain %s, cost %s, entry %d, exit %d, bars %d"
                  .formatted(pnl, cost, entryTime, exitTime, bars));
    }
  }

  /** The gain as a fraction of the cost. */
  public double returned() {
    return pnl / cost;
  }
}
