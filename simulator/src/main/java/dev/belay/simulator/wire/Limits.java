package dev.belay.simulator.wire;

/**
 * How much may be asked. 0 is no limit.
 *
 * @param weight of all calls from one address in a minute
 * @param ordersPer10s taken from one account in ten seconds
 * @param ordersPerMinute taken from one account in a minute
 */
public record Limits(int weight, int ordersPer10s, int ordersPerMinute) {
  /** The exchange's own. */
  public static final Limits BINANCE = new Limits(2_400, 300, 1_200);

  /** What is used is counted and said; nothing is refused. */
  public static final Limits NONE = new Limits(0, 0, 0);

  public Limits {
    if (weight < 0 || ordersPer10s < 0 || ordersPerMinute < 0) {
      throw new IllegalArgumentException("Expected limits of at least 0");
    }
  }
}
