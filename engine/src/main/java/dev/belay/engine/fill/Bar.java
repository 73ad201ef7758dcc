package dev.belay.engine.fill;

/**
 * A base candle in fixed point.
 *
 * @param openTime market time in epoch milliseconds
 * @param volume in units of 1e-6 of the base asset: coarser than all else, so that a day of a penny
 *     coin fits
 */
public record Bar(long openTime, long open, long high, long low, long close, long volume) {
  public Bar {
    if (low <= 0 || low > Math.min(open, close) || high < Math.max(open, close)) {
      throw new IllegalArgumentException(
          "Expected 0 < low <= open, close <= high at %d, was open %d high %d low %d close %d"
              .formatted(openTime, open, high, low, close));
    }
  }

  long clamp(long price) {
    return Math.clamp(price, low, high);
  }
}
