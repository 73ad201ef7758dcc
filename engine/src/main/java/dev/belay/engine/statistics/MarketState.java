package dev.belay.engine.statistics;

import java.util.Arrays;
import java.util.Locale;

/** What a market was like at a moment, by the hourly candles that had closed until then. */
public enum MarketState {
  /** It went somewhere: the net move is a good part of all moves. */
  TRENDING,
  /** It went back and forth. */
  RANGING,
  /** It moved much more than it had been moving. */
  VOLATILE,
  /** There are too few candles to tell. */
  UNKNOWN;

  public static final String CONVENTION =
      "by BTC's hourly closes before the entry: volatile where the deviation of the last 24 returns is at least 1.5 times that of up to 168; else trending where the net move of the last 24 is at least 0.3 of the sum of all; else ranging";

  /** How many closes are looked at, at most. */
  public static final int CLOSES = 169;

  private static final int WINDOW = 24;
  private static final int BASELINE = 72;
  private static final double WILD = 1.5;
  private static final double STRAIGHT = 0.3;

  /**
   * @param closes hourly closes, oldest first, the last one the newest that had closed; all
   *     positive
   */
  public static MarketState of(double[] closes) {
    double[] used = Arrays.copyOfRange(closes, Math.max(0, closes.length - CLOSES), closes.length);
    if (used.length <= WINDOW) {
      return UNKNOWN;
    }
    double[] returns = new double[used.length - 1];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = Math.log(used[i + 1] / used[i]);
    }
    double[] recent = Arrays.copyOfRange(returns, returns.length - WINDOW, returns.length);
    if (returns.length >= BASELINE
        && Moments.deviation(recent) >= WILD * Moments.deviation(returns)) {
      return VOLATILE;
    }
    double net = 0;
    double all = 0;
    for (double move : recent) {
      net += move;
      all += Math.abs(move);
    }
    return all > Moments.STILL && Math.abs(net) / all >= STRAIGHT ? TRENDING : RANGING;
  }

  /** In reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
