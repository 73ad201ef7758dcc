package dev.belay.simulator.venue;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.simulator.market.CandleSource;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.QuotedMarket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Candles of any interval, from the base candles that are known at a market time. */
public final class Klines implements CandleSource {
  private static final int CACHED_HOURS = 200_000;

  private final Market market;
  private final Map<Hour, Optional<Bar>> hours = new ConcurrentHashMap<>();

  private record Hour(Symbol symbol, long openTime) {}

  public Klines(Market market) {
    this.market = market;
  }

  /** Whether the market's base candles make up candles of the interval. */
  @Override
  public boolean supports(Interval interval) {
    return interval.millis() % market.interval().millis() == 0;
  }

  /** What was traded, in base units. */
  public static BigDecimal volume(Bar bar) {
    return BigDecimal.valueOf(bar.volume(), 6);
  }

  /** What was traded, in the quote asset: at the typical price, as trades are not kept. */
  public static BigDecimal quoteVolume(Bar bar) {
    long typical = (bar.high() + bar.low() + bar.close()) / 3;
    return volume(bar).multiply(BigDecimal.valueOf(typical, 8)).setScale(8, RoundingMode.HALF_EVEN);
  }

  /** What is to be had of the market: its own candles, or what its base candles make up. */
  public static CandleSource of(Market market) {
    return market instanceof QuotedMarket quoted ? quoted.candles() : new Klines(market);
  }

  @Override
  public List<Bar> between(
      Symbol symbol, Interval interval, long start, long end, long now, boolean latest, int limit) {
    long size = interval.millis();
    long first = Math.max(start, market.historyFrom(symbol));
    // Where the history starts inside a candle, that candle is left out.
    long from = Math.ceilDiv(first, size) * size;
    if (latest) {
      List<Bar> found = new ArrayList<>();
      for (long at = Math.floorDiv(Math.min(end, now), size) * size;
          at >= from && found.size() < limit;
          at -= size) {
        addIfAny(found, candle(symbol, interval, at, now));
      }
      return found.reversed();
    }
    List<Bar> found = new ArrayList<>();
    for (long at = from; at <= Math.min(end, now) && found.size() < limit; at += size) {
      addIfAny(found, candle(symbol, interval, at, now));
    }
    return found;
  }

  private static void addIfAny(List<Bar> bars, @Nullable Bar bar) {
    if (bar != null) {
      bars.add(bar);
    }
  }

  private @Nullable Bar candle(Symbol symbol, Interval interval, long openTime, long now) {
    long hour = Interval.H1.millis();
    if (interval.millis() > hour && hour % market.interval().millis() == 0) {
      return merge(
          openTime, openTime + interval.millis(), hour, at -> cachedHour(symbol, at, now), now);
    }
    return interval == Interval.H1
        ? cachedHour(symbol, openTime, now)
        : fromBase(symbol, openTime, interval.millis(), now);
  }

  private @Nullable Bar cachedHour(Symbol symbol, long openTime, long now) {
    if (openTime + Interval.H1.millis() > now) {
      return fromBase(symbol, openTime, Interval.H1.millis(), now);
    }
    if (hours.size() > CACHED_HOURS) {
      hours.clear();
    }
    Hour key = new Hour(symbol, openTime);
    Optional<Bar> known = hours.get(key);
    if (known == null) {
      known = Optional.ofNullable(fromBase(symbol, openTime, Interval.H1.millis(), now));
      hours.put(key, known);
    }
    return known.orElse(null);
  }

  private @Nullable Bar fromBase(Symbol symbol, long openTime, long size, long now) {
    long base = market.interval().millis();
    return merge(openTime, openTime + size, base, at -> base(symbol, at, now), now);
  }

  /** Of the base candle that is still forming, only the open is known. */
  private @Nullable Bar base(Symbol symbol, long openTime, long now) {
    Bar bar = market.bar(symbol, openTime);
    if (bar == null || openTime + market.interval().millis() <= now) {
      return bar;
    }
    return new Bar(openTime, bar.open(), bar.open(), bar.open(), bar.open(), 0);
  }

  private interface Part {
    @Nullable Bar at(long openTime);
  }

  private static @Nullable Bar merge(long openTime, long end, long size, Part part, long now) {
    Bar sum = null;
    for (long at = openTime; at < end && at <= now; at += size) {
      Bar next = part.at(at);
      if (next != null) {
        sum =
            sum == null
                ? new Bar(
                    openTime, next.open(), next.high(), next.low(), next.close(), next.volume())
                : new Bar(
                    openTime,
                    sum.open(),
                    Math.max(sum.high(), next.high()),
                    Math.min(sum.low(), next.low()),
                    next.close(),
                    sum.volume() + next.volume());
      }
    }
    return sum;
  }
}
