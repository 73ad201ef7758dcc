package dev.belay.domain.market;

import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One candle. Known only at {@code openTime + interval}; before that only its open is.
 *
 * @param openTime market time of the open, UTC
 * @param volume in base units, at least 0
 */
public record Candle(
    Instant openTime, Price open, Price high, Price low, Price close, BigDecimal volume) {
  public Candle {
    if (high.isBelow(open) || high.isBelow(close) || low.isAbove(open) || low.isAbove(close)) {
      throw new IllegalArgumentException(
          "Expected low <= open, close <= high at %s, was open %s high %s low %s close %s"
              .formatted(openTime, open, high, low, close));
    }
    if (volume.signum() < 0) {
      throw new IllegalArgumentException(
          "Expected a volume of at least 0 at %s, was %s"
              .formatted(openTime, volume.toPlainString()));
    }
  }
}
