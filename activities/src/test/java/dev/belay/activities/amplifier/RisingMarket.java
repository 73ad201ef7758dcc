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
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bitcoin has risen for four days, busier at the end, and thirty coins took over 1 to 6.8 times its
 * return; a test can let it fall, or lose coins.
 */
final class RisingMarket implements MarketData {
  static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Instant SINCE = LedgerFixture.NOON.minus(Duration.ofDays(4));

  final Set<Symbol> away = new HashSet<>();
  final AtomicInteger asked = new AtomicInteger();
  private final Map<Symbol, Integer> coins = new TreeMap<>();

  /** By how much bitcoin has fallen since the time, in logarithms. */
  double fall;

  Instant fellAt = Instant.MAX;

  RisingMarket() {
    coins.put(BTC, -1);
    for (int i = 0; i < 30; i++) {
      coins.put(coin(i), i);
    }
  }

  static Symbol coin(int number) {
    return Symbol.of("C%02dUSDT".formatted(number));
  }

  static double beta(Symbol symbol) {
    return symbol.equals(BTC) ? 1 : 1 + 0.2 * Integer.parseInt(symbol.value().substring(1, 3));
  }

  private double bitcoin(Instant at) {
    double hours = Math.max(0, Duration.between(SINCE, at).toMinutes() / 60.0);
    return 0.002 * hours + 0.003 * Math.sin(1.3 * hours) - (at.isBefore(fellAt) ? 0 : fall);
  }

  double price(Symbol symbol, Instant at) {
    int number = coins.getOrDefault(symbol, -1);
    double hours = Duration.between(SINCE, at).toMinutes() / 60.0;
    return number < 0
        ? 50_000 * Math.exp(bitcoin(at))
        : 10 * Math.exp(beta(symbol) * bitcoin(at) + 0.002 * Math.sin((number + 2.1) * hours));
  }

  private static Price rounded(double value) {
    return Price.of(BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN));
  }

  @Override
  public MarketTime time() {
    return new MarketTime(LedgerFixture.NOON, 1, false);
  }

  @Override
  public List<Instrument> instruments() {
    return coins.keySet().stream()
        .map(
            symbol ->
                new Instrument(
                    symbol,
                    new BigDecimal("0.001"),
                    new BigDecimal("0.1"),
                    Quantity.of("0.1"),
                    Quantity.of("1000000"),
                    Usdt.of("5"),
                    20,
                    new BigDecimal("0.01"),
                    new BigDecimal("0.0125")))
        .toList();
  }

  @Override
  public List<Quote> quotes() {
    return coins.keySet().stream()
        .map(
            symbol -> {
              Price price = rounded(price(symbol, LedgerFixture.NOON));
              return new Quote(symbol, price, price, LedgerFixture.NOON);
            })
        .toList();
  }

  @Override
  public List<Candle> candles(Symbol symbol, Interval interval, Instant asOf, int limit) {
    asked.incrementAndGet();
    if (away.contains(symbol)) {
      throw new IllegalStateException("Expected candles of %s, it is away".formatted(symbol));
    }
    List<Candle> candles = new ArrayList<>();
    Instant open = interval.floor(asOf).minusSeconds(interval.seconds() * limit);
    for (int i = 0; i < limit; i++) {
      Instant close = open.plus(interval.duration());
      Price from = rounded(price(symbol, open));
      Price to = rounded(price(symbol, close));
      boolean busy = Duration.between(close, LedgerFixture.NOON).toHours() < 4;
      BigDecimal volume =
          BigDecimal.valueOf(interval.seconds() * (symbol.equals(BTC) ? 1L : 20L) * (busy ? 2 : 1));
      candles.add(
          new Candle(
              open, from, from.isAbove(to) ? from : to, from.isBelow(to) ? from : to, to, volume));
      open = close;
    }
    return candles;
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
