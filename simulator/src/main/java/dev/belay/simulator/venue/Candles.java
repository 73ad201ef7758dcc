package dev.belay.simulator.venue;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.simulator.market.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Candles of every interval, put together from the market's base candles and remembered. */
public final class Candles {
  private static final int REMEMBERED = 100_000;

  private final Market market;
  private final ConcurrentHashMap<Key, Bar> closed = new ConcurrentHashMap<>();

  private record Key(Symbol symbol, Interval interval, long openTime) {}

  public Candles(Market market) {
    this.market = market;
  }

  /**
   * Candles that open in [from, to], at most the last {@code limit}; the last may still be forming:
   * of the current base candle only the open is known.
   *
   * @param now market time; nothing after it is shown
   */
  public List<Bar> list(Symbol symbol, Interval interval, long from, long to, int limit, long now) {
    long step = interval.millis();
    long last = Math.floorDiv(Math.min(to, now), step) * step;
    List<Bar> found = new ArrayList<>();
    int misses = 0;
    for (long open = last; open >= from && found.size() < limit && misses < limit; open -= step) {
      Bar bar = open + step <= now ? closed(symbol, interval, open) : forming(symbol, open, now);
      if (bar == null) {
        misses++;
      } else {
        found.add(bar);
      }
    }
    return found.reversed();
  }

  private @Nullable Bar closed(Symbol symbol, Interval interval, long open) {
    Key key = new Key(symbol, interval, open);
    Bar known = closed.get(key);
    if (known != null) {
      return known;
    }
    Bar bar = merged(symbol, open, open + interval.millis());
    if (bar != null) {
      if (closed.size() > REMEMBERED) {
        closed.clear();
      }
      closed.put(key, bar);
    }
    return bar;
  }

  private @Nullable Bar forming(Symbol symbol, long open, long now) {
    long base = market.base().millis();
    long current = Math.floorDiv(now, base) * base;
    Bar so = merged(symbol, open, current);
    long price = market.price(symbol, now);
    if (price == 0) {
      return so;
    }
    return so == null
        ? new Bar(open, price, price, price, price, 0)
        : new Bar(
            open,
            so.open(),
            Math.max(so.high(), price),
            Math.min(so.low(), price),
            price,
            so.volume());
  }

  private @Nullable Bar merged(Symbol symbol, long from, long to) {
    Bar merged = null;
    for (long open = from; open < to; open += market.base().millis()) {
      Bar bar = market.candle(symbol, open);
      if (bar != null) {
        merged =
            merged == null
                ? new Bar(from, bar.open(), bar.high(), bar.low(), bar.close(), bar.volume())
                : new Bar(
                    from,
                    merged.open(),
                    Math.max(merged.high(), bar.high()),
                    Math.min(merged.low(), bar.low()),
                    bar.close(),
                    merged.volume() + bar.volume());
      }
    }
    return merged;
  }
}
