package dev.belay.activities.amplifier;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.time.MarketTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ether at a price and time that a test sets; Bitcoin beside it rises 1 % an hour. */
final class OneCoinMarket implements MarketData {
  static final Symbol ETH = Symbol.of("ETHUSDT");
  private static final Symbol BTC = Symbol.of("BTCUSDT");

  Instant now = LedgerFixture.NOON;
  Price price = Price.of("100");

  @Override
  public MarketTime time() {
    return new MarketTime(now, 1, false);
  }

  @Override
  public List<Instrument> instruments() {
    return List.of(
        new Instrument(
            ETH,
            new BigDecimal("0.1"),
            new BigDecimal("0.001"),
            Quantity.of("0.001"),
            Quantity.of("1000000"),
            Usdt.of("5"),
            20,
            new BigDecimal("0.004"),
            new BigDecimal("0.0125")));
  }

  @Override
  public List<Quote> quotes() {
    Price btc = Price.of("50000");
    return List.of(new Quote(BTC, btc, btc, now), new Quote(ETH, price, price, now));
  }

  @Override
  public List<Candle> candles(Symbol symbol, Interval interval, Instant asOf, int limit) {
    return java.util.stream.IntStream.rangeClosed(1, limit)
        .mapToObj(
            i -> {
              Price open = Price.of(BigDecimal.valueOf(50_000 - 500L * (limit - i + 1)));
              return new Candle(
                  interval.floor(asOf).minus(interval.duration().multipliedBy(limit - i + 1)),
                  open,
                  open,
                  open,
                  open,
                  BigDecimal.TEN);
            })
        .toList();
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
