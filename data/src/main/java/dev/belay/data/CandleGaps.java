package dev.belay.data;

import dev.belay.domain.market.Candles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What candles are missing, and candles in their place where those are asked for. */
public final class CandleGaps {
  // Two billions of bytes in six columns.
  private static final long MOST = 40_000_000;

  private CandleGaps() {}

  /** Ranges in which candles are missing, in order. */
  public static List<CandleSeries.Gap> of(Candles candles) {
    List<CandleSeries.Gap> gaps = new ArrayList<>();
    if (candles.missing() == 0) {
      return gaps;
    }
    long step = candles.interval().millis();
    for (int i = 1; i < candles.size(); i++) {
      long expected = candles.openTime(i - 1) + step;
      long found = candles.openTime(i);
      if (found != expected) {
        gaps.add(
            new CandleSeries.Gap(
                Instant.ofEpochMilli(expected),
                Instant.ofEpochMilli(found),
                (found - expected) / step));
      }
    }
    return gaps;
  }

  /**
   * Candles without a gap: every missing one stands still at the close before it, with volume 0.
   *
   * @return the same where none is missing, else a copy
   * @throws CandlesRefused if that were tens of millions
   */
  public static Candles filled(Candles candles) {
    if (candles.missing() == 0) {
      return candles;
    }
    long all = candles.size() + candles.missing();
    if (all > MOST) {
      throw new CandlesRefused(
          "Expected at most %,d candles of %s %s with its gaps filled, but there were %,d; leave the gaps."
              .formatted(MOST, candles.symbol(), candles.interval(), all));
    }
    long step = candles.interval().millis();
    CandleSeries.Builder filled = new CandleSeries.Builder((int) all);
    filled.add(candles, 0);
    for (int i = 1; i < candles.size(); i++) {
      long close = candles.close(i - 1);
      long found = candles.openTime(i);
      for (long time = candles.openTime(i - 1) + step; time < found; time += step) {
        filled.add(time, close, close, close, close, 0);
      }
      filled.add(candles, i);
    }
    return filled.build(candles.symbol(), candles.interval(), candles.priceDecimals());
  }
}
