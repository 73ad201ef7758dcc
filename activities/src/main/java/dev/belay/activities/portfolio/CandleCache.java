package dev.belay.activities.portfolio;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Symbol;
import dev.belay.strategies.indicators.Indicators;
import dev.belay.strategies.portfolio.TimeframeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Closed candles and their indicators, so that many agents that look at the same market ask the
 * venue once a candle, and then only for what is new.
 */
final class CandleCache {
  /** Enough for an EMA of 50 to settle. */
  private static final int DEPTH = 120;

  private final MarketData market;
  private final Map<Key, Series> all = new ConcurrentHashMap<>();

  CandleCache(MarketData market) {
    this.market = market;
  }

  private record Key(Symbol symbol, Interval interval) {}

  /** A timeframe's indicators and the closes behind them, at its last candle closed at asOf. */
  record Closed(Instant lastOpen, TimeframeView view, List<Candle> candles) {}

  /** Empty where the market does not have the timeframe, or no closed candle of it. */
  Optional<Closed> at(Symbol symbol, Interval interval, Instant asOf) {
    return all.computeIfAbsent(new Key(symbol, interval), Series::new).at(asOf);
  }

  private final class Series {
    private final Key key;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Candle> candles = List.of();
    private @Nullable Closed latest;

    Series(Key key) {
      this.key = key;
    }

    Optional<Closed> at(Instant asOf) {
      Instant expected = key.interval().floor(asOf).minus(key.interval().duration());
      lock.lock();
      try {
        if (candles.isEmpty() || candles.getLast().openTime().isBefore(expected)) {
          candles = extended(expected, asOf);
        }
        List<Candle> closed =
            candles.stream().filter(candle -> !candle.openTime().isAfter(expected)).toList();
        return closed.isEmpty() ? Optional.empty() : Optional.of(view(closed));
      } finally {
        lock.unlock();
      }
    }

    private Closed view(List<Candle> closed) {
      Instant lastOpen = closed.getLast().openTime();
      Closed known = latest;
      if (known != null && known.lastOpen().equals(lastOpen)) {
        return known;
      }
      List<Candle> used = closed.subList(Math.max(0, closed.size() - DEPTH), closed.size());
      Closed fresh =
          new Closed(
              lastOpen,
              new TimeframeView(key.interval(), Indicators.at(used, key.interval())),
              used);
      if (known == null || known.lastOpen().isBefore(lastOpen)) {
        latest = fresh;
      }
      return fresh;
    }

    private List<Candle> extended(Instant expected, Instant asOf) {
      if (!candles.isEmpty()) {
        Instant last = candles.getLast().openTime();
        long missing =
            (expected.getEpochSecond() - last.getEpochSecond()) / key.interval().seconds();
        List<Candle> fresh = missing < DEPTH / 2 ? fetch(asOf, (int) missing + 1) : List.of();
        // Only what joins on without a hole may be appended.
        if (!fresh.isEmpty() && !fresh.getFirst().openTime().isAfter(last)) {
          List<Candle> joined = new ArrayList<>(candles);
          fresh.stream().filter(c -> c.openTime().isAfter(last)).forEach(joined::add);
          return List.copyOf(
              joined.subList(Math.max(0, joined.size() - DEPTH - 10), joined.size()));
        }
      }
      return fetch(asOf, DEPTH);
    }

    /** Whatever the venue answers, nothing that was not closed at the time gets through. */
    private List<Candle> fetch(Instant asOf, int limit) {
      try {
        return market.candles(key.symbol(), key.interval(), asOf, limit).stream()
            .filter(c -> !c.openTime().plus(key.interval().duration()).isAfter(asOf))
            .toList();
      } catch (IllegalArgumentException e) {
        // The market does not know the interval: the agents do without it.
        return List.of();
      }
    }
  }
}
