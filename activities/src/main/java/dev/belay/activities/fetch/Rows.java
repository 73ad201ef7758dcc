package dev.belay.activities.fetch;

import dev.belay.data.CandleSeries;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Candles in a store's fixed point. */
final class Rows {
  private static final int PRICE_SCALE = 8;
  private static final int VOLUME_SCALE = 6;
  private static final Pattern PLAIN = Pattern.compile("\\d{1,20}(\\.\\d{1,20})?");

  private Rows() {}

  /**
   * @throws FetchException.Refused if one does not fit
   */
  static CandleSeries series(Symbol symbol, Interval interval, List<Candle> candles) {
    CandleSeries.Builder rows = new CandleSeries.Builder(candles.size());
    int decimals = 0;
    for (Candle candle : candles) {
      try {
        rows.add(
            candle.openTime().toEpochMilli(),
            fixed(candle.open()),
            fixed(candle.high()),
            fixed(candle.low()),
            fixed(candle.close()),
            candle
                .volume()
                .setScale(VOLUME_SCALE, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact());
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw new FetchException.Refused(
            "Expected a candle of %s %s that fits a store (prices above 0 with at most 8 decimals, 64 bits), was %s: %s. Leave the symbol out."
                .formatted(symbol, interval, candle, e.getMessage()),
            e);
      }
      for (Price price : List.of(candle.open(), candle.high(), candle.low(), candle.close())) {
        decimals = Math.max(decimals, price.value().stripTrailingZeros().scale());
      }
    }
    return rows.build(symbol, interval, decimals);
  }

  /**
   * A candle of texts.
   *
   * @throws IllegalArgumentException if it can't be one
   */
  static Candle candle(
      Instant openTime, String open, String high, String low, String close, String volume) {
    return new Candle(
        openTime, price(open), price(high), price(low), price(close), decimal(volume));
  }

  private static Price price(String text) {
    return Price.of(decimal(text));
  }

  private static BigDecimal decimal(String text) {
    String plain = text.strip();
    if (!PLAIN.matcher(plain).matches()) {
      throw new IllegalArgumentException("\"%s\" is no plain decimal".formatted(plain));
    }
    return new BigDecimal(plain);
  }

  private static long fixed(Price price) {
    BigDecimal exact = price.value().setScale(PRICE_SCALE, RoundingMode.UNNECESSARY);
    return exact.unscaledValue().longValueExact();
  }
}
