package dev.belay.simulator.market;

import dev.belay.data.CandleDirectory;
import dev.belay.data.CandleSeries;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.fill.Bar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Recorded candles, lived through again. What lies before the start is history for klines; where
 * candles are missing nobody trades and the last price stays; at the end of the data the market
 * stands still. Funding and open interest are not in the data.
 */
public final class ReplayMarket implements Market {
  // What one step of a quantity is worth at most; about what it is on the exchange.
  private static final BigDecimal STEP_VALUE = BigDecimal.ONE;
  private static final int MAX_STEP_DECIMALS = 3;

  private final CandleDirectory candles;
  private final long from;
  private final long to;
  private final List<Instrument> instruments = new ArrayList<>();

  /**
   * @param from where trading starts; rounded down to the interval, within the data of at least one
   *     symbol
   */
  public ReplayMarket(CandleDirectory candles, Instant from) {
    this.candles = candles;
    this.from = candles.interval().floor(from).toEpochMilli();
    Instant first = Instant.MAX;
    Instant end = Instant.MIN;
    for (CandleSeries series : candles.series().values()) {
      Instant last = series.last().plus(series.interval().duration());
      first = series.first().isBefore(first) ? series.first() : first;
      end = last.isAfter(end) ? last : end;
      instruments.add(instrument(series));
    }
    this.to = end.toEpochMilli();
    if (from.isBefore(first) || !from.isBefore(end)) {
      throw new IllegalArgumentException(
          "Expected a start from %s until before %s, was %s".formatted(first, end, from));
    }
  }

  /** From the first candle on. */
  public static ReplayMarket fromStart(CandleDirectory candles) {
    Instant first =
        candles.series().values().stream()
            .map(CandleSeries::first)
            .min(Instant::compareTo)
            .orElseThrow();
    return new ReplayMarket(candles, first);
  }

  @Override
  public MarketSpec spec() {
    return new MarketSpec.Replay(candles.path(), candles.fingerprint(), Instant.ofEpochMilli(from));
  }

  @Override
  public String kind() {
    return "replay";
  }

  @Override
  public String label() {
    return "REPLAY of recorded %s candles %s to %s, funding 0: not in the data"
        .formatted(interval(), date(from), date(to));
  }

  private static LocalDate date(long time) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }

  @Override
  public List<Instrument> instruments() {
    return List.copyOf(instruments);
  }

  @Override
  public Interval interval() {
    return candles.interval();
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public OptionalLong to() {
    return OptionalLong.of(to);
  }

  @Override
  public long historyFrom(Symbol symbol) {
    return series(symbol).openTime(0);
  }

  @Override
  public @Nullable Bar bar(Symbol symbol, long openTime) {
    CandleSeries series = series(symbol);
    int index = series.indexOf(openTime);
    return index < 0
        ? null
        : new Bar(
            openTime,
            series.open(index),
            series.high(index),
            series.low(index),
            series.close(index),
            series.volume(index));
  }

  @Override
  public OptionalLong price(Symbol symbol, long time) {
    CandleSeries series = series(symbol);
    int index = series.floorIndex(time);
    if (index < 0) {
      return OptionalLong.empty();
    }
    boolean inside = time < series.openTime(index) + interval().millis();
    return OptionalLong.of(inside ? series.open(index) : series.close(index));
  }

  @Override
  public OptionalLong fundingRate(Symbol symbol, long stamp) {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong openInterest(Symbol symbol, long time) {
    return OptionalLong.empty();
  }

  private CandleSeries series(Symbol symbol) {
    CandleSeries series = candles.series().get(symbol);
    if (series == null) {
      throw new IllegalArgumentException(
          "Expected one of %s, was %s".formatted(candles.series().keySet(), symbol));
    }
    return series;
  }

  /** Filters are not in the data: tick from the prices' decimals, the rest as is usual. */
  private static Instrument instrument(CandleSeries series) {
    BigDecimal price = BigDecimal.valueOf(series.close(series.size() - 1), 8);
    BigDecimal step = BigDecimal.ONE;
    for (int i = 0; i < MAX_STEP_DECIMALS && step.multiply(price).compareTo(STEP_VALUE) > 0; i++) {
      step = step.movePointLeft(1);
    }
    return new Instrument(
        series.symbol(),
        BigDecimal.ONE.movePointLeft(series.priceDecimals()),
        step,
        Quantity.of(step),
        Quantity.of(step.multiply(BigDecimal.valueOf(10_000_000_000L))),
        Usdt.of("5"),
        50,
        new BigDecimal("0.005"),
        new BigDecimal("0.0125"));
  }
}
