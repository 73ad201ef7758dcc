package dev.belay.strategies.amplifier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The universe at one time.
 *
 * @param asOf market time in epoch milliseconds
 * @param offered how many symbols were looked at
 * @param ranked those that could be measured, best first
 * @param leftOut the others, in order of symbol
 */
public record Scan(long asOf, int offered, List<CoinScore> ranked, List<LeftOut> leftOut) {
  public Scan {
    ranked = List.copyOf(ranked);
    leftOut = List.copyOf(leftOut);
  }

  /** The share of liquid coins whose price is above their mean; null where there is none. */
  public @Nullable Double breadth(ScannerSettings settings) {
    int all = 0;
    int above = 0;
    for (CoinScore each : ranked) {
      if (each.isLiquid(settings)) {
        all++;
        above += each.aboveMean() ? 1 : 0;
      }
    }
    return all == 0 ? null : (double) above / all;
  }
}
