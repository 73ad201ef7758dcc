package dev.belay.activities.venue;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Candles as the venue's arrays have them. */
final class Klines {
  private Klines() {}

  /** The question for a page. */
  static Params page(Symbol symbol, Interval interval, Instant from, Instant to) {
    return Params.of("symbol", symbol)
        .with("interval", interval)
        .with("startTime", from.toEpochMilli())
        .with("endTime", to.toEpochMilli() - 1)
        .with("limit", CandlePages.MOST);
  }

  /**
   * @throws VenueException.Unknown if there is one that can't be a candle, or is not in order
   */
  static List<Candle> read(Fields answer) {
    List<Candle> candles = new ArrayList<>();
    for (Fields row : answer.list()) {
      Candle candle = row.checked(Klines::candle);
      if (!candles.isEmpty() && !candle.openTime().isAfter(candles.getLast().openTime())) {
        throw new VenueException.Unknown(
            "Malformed answer at %s: expected candles in order of time".formatted(row.where()));
      }
      candles.add(candle);
    }
    return List.copyOf(candles);
  }

  private static Candle candle(Fields row) {
    return new Candle(
        Instant.ofEpochMilli(row.numberAt(0)),
        Price.of(row.decimalAt(1)),
        Price.of(row.decimalAt(2)),
        Price.of(row.decimalAt(3)),
        Price.of(row.decimalAt(4)),
        row.decimalAt(5));
  }
}
