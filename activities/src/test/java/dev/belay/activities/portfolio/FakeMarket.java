package dev.belay.activities.portfolio;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.time.MarketTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A market whose price is a function of time; it counts what it is asked and, like a live venue, it
 * also returns the candle that has not closed yet.
 */
final class FakeMarket implements MarketData {
  final AtomicInteger fetches = new AtomicInteger();
  final AtomicInteger candles = new AtomicInteger();
  final Interval base;
  boolean gap;

  FakeMarket(Interval base) {
    this.base = base;
  }

  @Override
  public MarketTime time() {
    throw new UnsupportedOperationException("not asked for");
  }

  @Override
  public List<Instrument> instruments() {
    throw new UnsupportedOperationException("not asked for");
  }

  @Override
  public List<Quote> quotes() {
    Price price = Price.of("50000");
    return List.of(
        new Quote(FakeBooks.BTC, price, price, Instant.EPOCH),
        new Quote(FakeBooks.ETH, price, price, Instant.EPOCH),
        new Quote(Symbol.of("XRPUSDT"), price, price, Instant.EPOCH));
  }

  @Override
  public List<Candle> candles(Symbol symbol, Interval interval, Instant asOf, int limit) {
    fetches.incrementAndGet();
    if (interval.compareTo(base) < 0) {
      throw new IllegalArgumentException("Expected an interval of at least " + base);
    }
    List<Candle> all = new ArrayList<>();
    Instant open = interval.floor(asOf).minusSeconds(interval.seconds() * limit);
    for (int i = 0; i <= limit; i++) {
      if (!gap || i % 7 != 3) {
        all.add(candle(open));
      }
      open = open.plus(interval.duration());
    }
    candles.addAndGet(all.size());
    return all;
  }

  private static Candle candle(Instant open) {
    BigDecimal value = BigDecimal.valueOf(50_000 + open.getEpochSecond() / 60 % 997);
    Price price = Price.of(value);
    return new Candle(open, price, price, price, price, BigDecimal.TEN);
  }

  @Override
  public Optional<BigDecimal> fundingRate(Symbol symbol) {
    return Optional.of(new BigDecimal("0.0001"));
  }

  @Override
  public Optional<BigDecimal> openInterest(Symbol symbol) {
    return Optional.empty();
  }
}
