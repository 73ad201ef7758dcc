package dev.belay.activities.venue;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An exchange's candles, asked for once: the latest of a symbol and interval are kept, and only
 * what is new is fetched, whoever asks. Thread-safe.
 */
public final class LiveCandles {
  private static final int KEPT = 200;
  private static final int MOST = 1500;

  /** For so long a candle that forms is shown as it was fetched, in milliseconds. */
  private static final long FORMING = 5_000;

  private final BinanceTransport transport;
  private final ToLongFunction<Symbol> last;
  private final Map<Key, Series> series = new ConcurrentHashMap<>();

  private record Key(Symbol symbol, Interval interval) {}

  /**
   * @param last the symbol's latest price in fixed point; 0 where there is none
   */
  public LiveCandles(BinanceTransport transport, ToLongFunction<Symbol> last) {
    this.transport = transport;
    this.last = last;
  }

  /**
   * Candles that open between the two times, both inclusive, oldest first; the one still forming at
   * {@code now} goes to the latest price. With the limit reached, the latest or the earliest.
   *
   * @throws VenueException if the exchange does not answer
   */
  public List<Bar> between(
      Symbol symbol, Interval interval, long start, long end, long now, boolean latest, int limit) {
    long size = interval.millis();
    long forming = Math.floorDiv(now, size) * size;
    boolean recent = latest && end >= forming - size && limit < KEPT;
    if (!recent) {
      Params params = params(symbol, interval, limit).with("endTime", Math.min(end, now));
      return fetch(latest ? params : params.with("startTime", start), size);
    }
    Series known = series.computeIfAbsent(new Key(symbol, interval), Series::new);
    List<Bar> found =
        known.at(forming, now, end >= forming).stream()
            .filter(bar -> bar.openTime() >= start && bar.openTime() <= end)
            .toList();
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  private static Params params(Symbol symbol, Interval interval, int limit) {
    return Params.of("symbol", symbol)
        .with("interval", interval)
        .with("limit", Math.min(MOST, limit));
  }

  private List<Bar> fetch(Params params, long size) {
    List<Bar> bars = new ArrayList<>();
    for (Fields row : transport.get("/fapi/v1/klines", params).list()) {
      Bar bar = row.checked(LiveCandles::bar);
      boolean fits =
          bar.openTime() % size == 0
              && (bars.isEmpty() || bar.openTime() > bars.getLast().openTime());
      if (!fits) {
        throw new VenueException.Unknown(
            "Malformed answer at %s: expected candles of %d ms in order of time"
                .formatted(row.where(), size));
      }
      bars.add(bar);
    }
    return bars;
  }

  static Bar bar(Fields row) {
    return new Bar(
        row.numberAt(0),
        Fixed.of(row.decimalAt(1)),
        Fixed.of(row.decimalAt(2)),
        Fixed.of(row.decimalAt(3)),
        Fixed.of(row.decimalAt(4)),
        row.decimalAt(5).setScale(6, RoundingMode.DOWN).movePointRight(6).longValueExact());
  }

  /** The latest candles of one symbol and interval. */
  private final class Series {
    private final Key key;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Bar> closed = List.of();
    private @Nullable Bar forming;
    private long formingAt;

    Series(Key key) {
      this.key = key;
    }

    /** Those closed, and the one that opened at the time if it is wanted. */
    List<Bar> at(long opened, long now, boolean withForming) {
      lock.lock();
      try {
        long size = key.interval().millis();
        long lastOpen = closed.isEmpty() ? 0 : closed.getLast().openTime();
        long missing = (opened - size - lastOpen) / size;
        boolean old = withForming && (forming == null || now - formingAt > FORMING);
        if (missing > 0 || old) {
          extend(missing, opened, now);
        }
        if (!withForming) {
          return closed;
        }
        List<Bar> all = new ArrayList<>(closed);
        Bar open = forming;
        if (open != null && open.openTime() == opened) {
          all.add(moved(open));
        }
        return all;
      } finally {
        lock.unlock();
      }
    }

    private void extend(long missing, long opened, long now) {
      long size = key.interval().millis();
      boolean joins = !closed.isEmpty() && missing < KEPT / 2;
      int limit = joins ? (int) Math.max(2, missing + 2) : KEPT;
      List<Bar> fetched = fetch(params(key.symbol(), key.interval(), limit), size);
      List<Bar> joined = new ArrayList<>();
      // Only what joins on without a hole may be appended.
      if (joins
          && !fetched.isEmpty()
          && fetched.getFirst().openTime() <= closed.getLast().openTime() + size) {
        long first = fetched.getFirst().openTime();
        closed.stream().filter(bar -> bar.openTime() < first).forEach(joined::add);
      }
      fetched.stream().filter(bar -> bar.openTime() < opened).forEach(joined::add);
      closed = List.copyOf(joined.subList(Math.max(0, joined.size() - KEPT), joined.size()));
      forming = fetched.stream().filter(bar -> bar.openTime() == opened).findFirst().orElse(null);
      formingAt = now;
    }

    /** The candle with the latest price as its close. */
    private Bar moved(Bar bar) {
      long price = last.applyAsLong(key.symbol());
      return price == 0
          ? bar
          : new Bar(
              bar.openTime(),
              bar.open(),
              Math.max(bar.high(), price),
              Math.min(bar.low(), price),
              price,
              bar.volume());
    }
  }
}
