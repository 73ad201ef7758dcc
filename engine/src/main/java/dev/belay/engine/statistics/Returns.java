package dev.belay.engine.statistics;

import java.util.Arrays;

/** Returns per bar. */
public final class Returns {
  private Returns() {}

  /**
   * The change of equity from close to close as a fraction of the former; the first is from the
   * cash. They end with the bar in which equity fell to zero or below: nothing can be earned on it.
   *
   * @param cash above 0
   */
  public static double[] of(double[] equity, double cash) {
    double[] returns = new double[equity.length];
    double last = cash;
    for (int i = 0; i < returns.length; i++) {
      if (!(last > 0)) {
        return Arrays.copyOf(returns, i);
      }
      returns[i] = (equity[i] - last) / last;
      last = equity[i];
    }
    return returns;
  }
}
