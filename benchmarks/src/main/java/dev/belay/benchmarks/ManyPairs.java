package dev.belay.benchmarks;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A synthetic market on the clock with more pairs: each is one of its coins by another name. */
final class ManyPairs implements Market {
  private final SyntheticMarket market;
  private final Map<Symbol, Symbol> coins = new TreeMap<>();
  private final List<Instrument> instruments;

  ManyPairs(int pairs, Instant now) {
    market = SyntheticMarket.beginningAt(7, Scenario.MIXED, now);
    List<Instrument> listed = market.instruments();
    for (int i = 0; i < pairs; i++) {
      Symbol coin = listed.get(i % listed.size()).symbol();
      coins.put(i < listed.size() ? coin : Symbol.of("P%02d%s".formatted(i, coin)), coin);
    }
    instruments = coins.keySet().stream().map(this::instrument).toList();
  }

  private Instrument instrument(Symbol symbol) {
    Instrument of =
        market.instruments().stream()
            .filter(each -> each.symbol().equals(coin(symbol)))
            .findFirst()
            .orElseThrow();
    return new Instrument(
        symbol,
        of.tickSize(),
        of.stepSize(),
        of.minQuantity(),
        of.maxQuantity(),
        of.minNotional(),
        of.maxLeverage(),
        of.maintenanceMarginRate(),
        of.liquidationFeeRate());
  }

  private Symbol coin(Symbol symbol) {
    Symbol coin = coins.get(symbol);
    if (coin == null) {
      throw new IllegalArgumentException(
          "Expected one of %s, was %s".formatted(coins.keySet(), symbol));
    }
    return coin;
  }

  @Override
  public MarketSpec spec() {
    return market.spec();
  }

  @Override
  public String kind() {
    return market.kind();
  }

  @Override
  public String label() {
    return market.label() + ", %d pairs".formatted(coins.size());
  }

  @Override
  public boolean followsClock() {
    return true;
  }

  @Override
  public List<Instrument> instruments() {
    return instruments;
  }

  @Override
  public Interval interval() {
    return market.interval();
  }

  @Override
  public long from() {
    return market.from();
  }

  @Override
  public OptionalLong to() {
    return market.to();
  }

  @Override
  public long historyFrom(Symbol symbol) {
    return market.historyFrom(coin(symbol));
  }

  @Override
  public @Nullable Bar bar(Symbol symbol, long openTime) {
    return market.bar(coin(symbol), openTime);
  }

  @Override
  public OptionalLong price(Symbol symbol, long time) {
    return market.price(coin(symbol), time);
  }

  @Override
  public OptionalLong fundingRate(Symbol symbol, long stamp) {
    return market.fundingRate(coin(symbol), stamp);
  }

  @Override
  public OptionalLong openInterest(Symbol symbol, long time) {
    return market.openInterest(coin(symbol), time);
  }
}
