package dev.belay.data;

import dev.belay.domain.market.Candles;

/** What becomes of missing candles when candles are read; what is stored keeps its gaps. */
public enum GapPolicy {
  /** Gaps stay gaps. */
  LEAVE,
  /** Every missing candle of the data stands still at the close before it, with volume 0. */
  FLAT;

  public Candles apply(Candles candles) {
    return switch (this) {
      case LEAVE -> candles;
      case FLAT -> CandleGaps.filled(candles);
    };
  }
}
