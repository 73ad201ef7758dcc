package dev.belay.api.portfolio;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What BTC would have brought, bought when the fund began and held. */
@Singleton
final class BuyAndHold {
  static final Symbol BTC = Symbol.of("BTCUSDT");

  private final MarketData market;
  private final AtomicReference<@Nullable Bought> bought = new AtomicReference<>();

  BuyAndHold(MarketData market) {
    this.market = market;
  }

  private record Bought(Instant at, double price) {}

  /** Percent; null while it can't be told. */
  @Nullable Double returnPct(Instant started, List<Quote> quotes) {
    Double now = null;
    for (Quote quote : quotes) {
      if (quote.symbol().equals(BTC)) {
        now = quote.mark().value().doubleValue();
      }
    }
    Bought then = at(started);
    return now == null || then == null ? null : (now / then.price() - 1) * 100;
  }

  /** The price at which it would have been bought; null while it can't be told. */
  @Nullable Double boughtAt(Instant started) {
    Bought then = at(started);
    return then == null ? null : then.price();
  }

  private @Nullable Bought at(Instant started) {
    Bought known = bought.get();
    if (known != null && known.at().equals(started)) {
      return known;
    }
    for (Interval interval : List.of(Interval.M1, Interval.M5, Interval.M15, Interval.H1)) {
      try {
        List<Candle> candles = market.candles(BTC, interval, started, 1);
        if (!candles.isEmpty()) {
          Bought found = new Bought(started, candles.getLast().close().value().doubleValue());
          bought.set(found);
          return found;
        }
      } catch (RuntimeException e) {
        // The market has no such candles, or is away: the page says that it is not known.
      }
    }
    return null;
  }
}
