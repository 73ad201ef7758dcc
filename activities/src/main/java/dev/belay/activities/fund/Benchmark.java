package dev.belay.activities.fund;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.statistics.MarketState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What BTC did: buying and holding it, and what the market was like. */
public final class Benchmark {
  private static final Symbol BTC = Symbol.of("BTCUSDT");

  private final MarketData market;
  private final Map<Instant, MarketState> states = new ConcurrentHashMap<>();

  public Benchmark(MarketData market) {
    this.market = market;
  }

  /** Percent from buying at the one market time to the other; null without candles. */
  public @Nullable Double returnPct(Instant from, Instant until) {
    Double bought = closeAt(from);
    Double held = closeAt(until);
    return bought == null || held == null ? null : (held / bought - 1) * 100;
  }

  /** The close of the last candle that had closed by then; null where there is none. */
  public @Nullable Double closeAt(Instant asOf) {
    for (Interval interval : List.of(Interval.M5, Interval.M15, Interval.H1)) {
      List<Candle> candles = candles(interval, asOf, 1);
      if (!candles.isEmpty()) {
        return candles.getLast().close().value().doubleValue();
      }
    }
    return null;
  }

  /** By the hourly candles that had closed at the market time. */
  public MarketState state(Instant asOf) {
    return states.computeIfAbsent(
        Interval.H1.floor(asOf),
        hour ->
            MarketState.of(
                candles(Interval.H1, hour, MarketState.CLOSES).stream()
                    .mapToDouble(candle -> candle.close().value().doubleValue())
                    .toArray()));
  }

  private List<Candle> candles(Interval interval, Instant asOf, int limit) {
    try {
      return market.candles(BTC, interval, asOf, limit);
    } catch (IllegalArgumentException e) {
      // The market does not have the interval, or not BTC.
      return List.of();
    }
  }
}
