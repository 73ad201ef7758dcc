package dev.belay.activities.amplifier;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Symbol;
import dev.belay.strategies.amplifier.Bars;
import dev.belay.strategies.amplifier.CoinBars;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The candles of a universe, kept from look to look: the first one reads all that is needed, the
 * next ones only what has closed since. What could not be read is named and tried again at the next
 * look. Candles are those that had closed at the market time that is asked for; nothing later is
 * ever returned.
 */
public final class UniverseFeed implements AutoCloseable {
  private static final int MOST = 1_000;
  private static final long FIVE = Interval.M5.millis();
  private static final long HOUR = Interval.H1.millis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final MarketData market;
  private final int hours;
  private final ExecutorService readers;
  private final Map<Symbol, Kept> kept = new HashMap<>();

  /**
   * @param hours how many closed hours are kept; at least 24, at most 1000
   * @param readers how many symbols are asked for at a time
   */
  public UniverseFeed(MarketData market, int hours, int readers) {
    if (hours < 24 || hours > MOST) {
      throw new IllegalArgumentException("Expected 24 to 1000 hours, was " + hours);
    }
    this.market = market;
    this.hours = hours;
    this.readers =
        Executors.newFixedThreadPool(
            readers, Thread.ofPlatform().daemon().name("universe-", 0).factory());
  }

  /**
   * What was read.
   *
   * @param coins in the order in which they were asked for, those that failed with what is known
   * @param failed why a symbol could not be read now
   */
  public record Look(List<CoinBars> coins, SortedMap<Symbol, String> failed) {
    public Look {
      coins = List.copyOf(coins);
    }
  }

  private record Kept(Bars hours, Bars fives) {
    static final Kept NOTHING = new Kept(none(HOUR), none(FIVE));

    private static Bars none(long interval) {
      return Bars.of(interval, new long[0], new double[0], new double[0], new double[0]);
    }
  }

  private record Read(Kept candles, String failure) {}

  /** Reads what has closed until the market time. */
  public synchronized Look at(List<Symbol> symbols, Instant asOf) {
    List<Future<Read>> reads = new ArrayList<>();
    for (Symbol symbol : symbols) {
      Kept before = kept.getOrDefault(symbol, Kept.NOTHING);
      reads.add(readers.submit(() -> read(symbol, before, asOf)));
    }
    List<CoinBars> coins = new ArrayList<>();
    SortedMap<Symbol, String> failed = new TreeMap<>();
    for (int i = 0; i < reads.size(); i++) {
      Symbol symbol = symbols.get(i);
      Read read = taken(reads.get(i));
      if (!read.failure().isEmpty()) {
        failed.put(symbol, read.failure());
      }
      kept.put(symbol, read.candles());
      coins.add(new CoinBars(symbol, read.candles().hours(), read.candles().fives()));
    }
    // Of what is no longer asked for nothing is kept.
    kept.keySet().retainAll(symbols);
    return new Look(coins, failed);
  }

  private static Read taken(Future<Read> read) {
    try {
      return read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while candles were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Read read(Symbol symbol, Kept before, Instant asOf) {
    Kept candles = before;
    try {
      candles = new Kept(before.hours(), fives(symbol, before.fives(), asOf));
      candles = new Kept(hours(symbol, candles, asOf), candles.fives());
      return new Read(candles, "");
    } catch (RuntimeException e) {
      String message = e.getMessage();
      return new Read(candles, message == null ? e.getClass().getSimpleName() : message);
    }
  }

  /** Of the last day, and of the hour that is running. */
  private Bars fives(Symbol symbol, Bars before, Instant asOf) {
    long end = Interval.M5.floor(asOf).toEpochMilli();
    long first = Interval.H1.floor(asOf).toEpochMilli() - DAY;
    long from = Math.max(first, before.end());
    if (from >= end) {
      return before;
    }
    List<Candle> fresh = market.candles(symbol, Interval.M5, asOf, (int) ((end - from) / FIVE));
    return joined(before, fresh, Interval.M5, first, end);
  }

  /** An hour that has all its parts is made of them, without being asked for. */
  private Bars hours(Symbol symbol, Kept known, Instant asOf) {
    Bars before = known.hours();
    long end = Interval.H1.floor(asOf).toEpochMilli();
    long first = end - hours * HOUR;
    if (before.end() >= end) {
      return before;
    }
    long from = Math.max(first, before.end());
    if (from == end - HOUR && known.fives().between(from, end).size() == HOUR / FIVE) {
      return joined(before, known.fives().between(from, end).coarser(HOUR, end), first);
    }
    List<Candle> fresh = market.candles(symbol, Interval.H1, asOf, (int) ((end - from) / HOUR));
    return joined(before, fresh, Interval.H1, first, end);
  }

  private static Bars joined(
      Bars before, List<Candle> fresh, Interval interval, long first, long end) {
    int size = fresh.size();
    long[] times = new long[size];
    double[] opens = new double[size];
    double[] closes = new double[size];
    double[] volumes = new double[size];
    for (int i = 0; i < size; i++) {
      Candle candle = fresh.get(i);
      times[i] = candle.openTime().toEpochMilli();
      opens[i] = candle.open().value().doubleValue();
      closes[i] = candle.close().value().doubleValue();
      volumes[i] = candle.volume().doubleValue() * closes[i];
    }
    Bars later = Bars.of(interval.millis(), times, opens, closes, volumes);
    return joined(before, later.between(Math.max(first, before.end()), end), first);
  }

  /** Those before and those after, without what is too old. */
  private static Bars joined(Bars before, Bars later, long first) {
    Bars young = before.between(first, before.isEmpty() ? first : before.end());
    int size = young.size() + later.size();
    long[] times = new long[size];
    double[] opens = new double[size];
    double[] closes = new double[size];
    double[] volumes = new double[size];
    for (int i = 0; i < size; i++) {
      boolean old = i < young.size();
      Bars of = old ? young : later;
      int at = old ? i : i - young.size();
      times[i] = of.openTime(at);
      opens[i] = of.open(at);
      closes[i] = of.close(at);
      volumes[i] = of.volume(at);
    }
    return Bars.of(before.interval(), times, opens, closes, volumes);
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
