package dev.belay.api;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A market of one symbol that stands still; counts how often it is asked, and can be away. */
public final class FakeMarket implements MarketData {
  public final AtomicInteger asked = new AtomicInteger();
  public volatile @Nullable RuntimeException away;

  @Override
  public MarketTime time() {
    return new MarketTime(Fixtures.AS_OF, 60, false);
  }

  @Override
  public List<Instrument> instruments() {
    return List.of();
  }

  @Override
  public List<Quote> quotes() {
    asked.incrementAndGet();
    if (away != null) {
      throw away;
    }
    return List.of(
        new Quote(Symbol.of("BTCUSDT"), Price.of("49675"), Price.of("49675"), Fixtures.AS_OF));
  }

  @Override
  public List<Candle> candles(Symbol symbol, Interval interval, Instant asOf, int limit) {
    return List.of();
  }

  @Override
  public Optional<BigDecimal> fundingRate(Symbol symbol) {
    return Optional.empty();
  }

  @Override
  public Optional<BigDecimal> openInterest(Symbol symbol) {
    return Optional.empty();
  }
}
