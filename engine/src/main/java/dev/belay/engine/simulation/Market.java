package dev.belay.engine.simulation;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Tape;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.simulation.Chance.Draw;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two symbols that walk at random, in candles of a minute of market time. */
final class Market implements Tape {
  static final Symbol BTC = Symbol.of("BTCUSDT");
  static final Symbol SOL = Symbol.of("SOLUSDT");
  static final List<Symbol> SYMBOLS = List.of(BTC, SOL);

  /** Of a quantity, in fixed point. */
  static final long STEP_SIZE = Fixed.of("0.001");

  private static final List<String> TICKS = List.of("0.01", "0.05", "0.1");
  private static final List<String> STEPS = List.of("0.001", "0.01", "0.1");
  private static final List<String> LEAST_NOTIONALS = List.of("5", "20", "60");
  private static final Filters FIRST = new Filters("0.01", "0.001", "5");
  private static final long CANDLE = 60_000;
  private static final long TICK = Fixed.of("0.01");
  private static final double STEP = 0.006;
  private static final double JUMP = 0.03;

  private final Chance chance;
  private final long candleMillis;
  private final Map<Symbol, Bar> closed = new TreeMap<>();
  private final Map<Symbol, Bar> opened = new TreeMap<>();
  private Filters filters = FIRST;
  private Filters known = FIRST;
  private long knownFrom;
  private long at;
  private long openedAtWall;

  private record Filters(String tick, String step, String leastNotional) {
    Instrument of(Symbol symbol) {
      return new Instrument(
          symbol,
          new BigDecimal(tick),
          new BigDecimal(step),
          Quantity.of(step),
          Quantity.of("10000"),
          Usdt.of(leastNotional),
          50,
          new BigDecimal("0.005"),
          new BigDecimal("0.0125"));
    }
  }

  /**
   * @param candleMillis wall time of a candle
   */
  Market(Chance chance, long candleMillis) {
    this.chance = chance;
    this.candleMillis = candleMillis;
    opened.put(BTC, bar(Fixed.of("100")));
    opened.put(SOL, bar(Fixed.of("20")));
  }

  /** By which the venue judges orders. */
  List<Terms> terms() {
    return SYMBOLS.stream().map(symbol -> Terms.of(filters.of(symbol))).toList();
  }

  /** What everybody takes for the venue's filters. */
  Instrument known(Symbol symbol, long wallNow) {
    known = wallNow < knownFrom ? known : filters;
    return known.of(symbol);
  }

  void changeFilters(long wallNow) {
    known = wallNow < knownFrom ? known : filters;
    filters = new Filters(any(TICKS), any(STEPS), any(LEAST_NOTIONALS));
    knownFrom = wallNow + chance.between(Draw.SIZE_OF_FAULT, 0, 30_000);
  }

  private String any(List<String> choice) {
    return choice.get((int) chance.between(Draw.SIZE_OF_FAULT, 0, choice.size() - 1));
  }

  long candleMillis() {
    return candleMillis;
  }

  /** The next candle opens. */
  void advance(long wallNow) {
    at += CANDLE;
    openedAtWall = wallNow;
    for (Symbol symbol : SYMBOLS) {
      Bar before = current(symbol);
      closed.put(symbol, before);
      boolean jumps = chance.heads(Draw.MARKET, 0.02);
      opened.put(symbol, bar(jumps ? moved(before.close(), JUMP) : before.close()));
    }
  }

  private Bar bar(long open) {
    long close = moved(open, STEP);
    long high = Math.max(Math.max(open, close), moved(open, STEP));
    long low = Math.min(Math.min(open, close), moved(open, STEP));
    return new Bar(at, open, high, low, close, 0);
  }

  private long moved(long price, double most) {
    double by = (chance.share(Draw.MARKET) + chance.share(Draw.MARKET) - 1) * most;
    long ticks = Math.round(price * (1 + by) / TICK);
    return Math.max(1, ticks) * TICK;
  }

  Bar current(Symbol symbol) {
    Bar bar = opened.get(symbol);
    if (bar == null) {
      throw new IllegalArgumentException("Expected one of %s, was %s".formatted(SYMBOLS, symbol));
    }
    return bar;
  }

  /** What everybody can see: inside a candle its open. */
  long price(Symbol symbol) {
    return current(symbol).open();
  }

  Price visible(Symbol symbol) {
    return Price.of(Fixed.decimal(price(symbol)));
  }

  Quote quote(Symbol symbol, long wallNow) {
    Price price = visible(symbol);
    return new Quote(symbol, price, price, time(wallNow));
  }

  /** Market time. */
  Instant time(long wallNow) {
    return Instant.ofEpochMilli(millis(wallNow));
  }

  long millis(long wallNow) {
    return at + Math.min(CANDLE - 1, (wallNow - openedAtWall) * CANDLE / candleMillis);
  }

  @Override
  public long at() {
    return at;
  }

  @Override
  public @Nullable Bar closed(Symbol symbol) {
    return closed.get(symbol);
  }

  @Override
  public @Nullable Bar opened(Symbol symbol) {
    return opened.get(symbol);
  }

  @Override
  public OptionalLong fundingRate(Symbol symbol) {
    return OptionalLong.empty();
  }
}
