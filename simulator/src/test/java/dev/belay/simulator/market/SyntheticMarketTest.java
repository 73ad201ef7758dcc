package dev.belay.simulator.market;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticMarketTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long FROM = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final Symbol BTC = Symbol.of("BTCUSDT");

  private static SyntheticMarket market(Scenario scenario) {
    return new SyntheticMarket(7, scenario, FROM);
  }

  private static Bar candle(Market market, Symbol symbol, long time) {
    return requireNonNull(market.candle(symbol, time));
  }

  @Test
  void saysWhatItIs() {
    assertThat(market(Scenario.MIXED).label()).isEqualTo("SIMULATED synthetic mixed, seed 7");
    assertThat(market(Scenario.MIXED).kind()).isEqualTo("synthetic");
    assertThat(Scenario.of("crash")).isEqualTo(Scenario.CRASH);
    assertThatThrownBy(() -> Scenario.of("MIXED"))
        .hasMessage("Expected a scenario of mixed, calm, bull or crash, was \"MIXED\"");
    assertThatThrownBy(() -> new SyntheticMarket(1, Scenario.CALM, 0))
        .hasMessageContaining("was 1970-01-01T00:00:00Z");
  }

  @Test
  void answersTheSameInAnyOrderAndFromAnyThread() throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      times.add(FROM + (i % 2 == 0 ? i * MINUTE : i * 7 * HOUR));
    }
    SyntheticMarket ordered = market(Scenario.CRASH);
    List<Bar> expected = times.stream().map(t -> candle(ordered, BTC, t)).toList();
    SyntheticMarket shuffled = market(Scenario.CRASH);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < times.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(thread));
      tasks.add(
          () -> {
            for (int i : order) {
              assertThat(shuffled.candle(BTC, times.get(i))).isEqualTo(expected.get(i));
            }
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  @Test
  void differsFromSeedToSeed() {
    SyntheticMarket other = new SyntheticMarket(8, Scenario.MIXED, FROM);
    assertThat(other.price(BTC, FROM)).isNotEqualTo(market(Scenario.MIXED).price(BTC, FROM));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void opensEveryCandleAtThePreviousCloseAndOnTheTick(Scenario scenario) {
    SyntheticMarket market = market(scenario);
    for (Instrument instrument : market.instruments()) {
      long tick = Fixed.of(instrument.tickSize());
      Symbol symbol = instrument.symbol();
      Bar before = candle(market, symbol, FROM - MINUTE);
      for (long t = FROM; t < FROM + 200 * MINUTE; t += MINUTE) {
        Bar bar = candle(market, symbol, t);
        assertThat(bar.open()).isEqualTo(before.close()).isEqualTo(market.price(symbol, t));
        assertThat(market.price(symbol, t + MINUTE - 1)).isEqualTo(bar.open());
        for (long price : new long[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
          assertThat(price % tick).isZero();
        }
        assertThat(bar.volume()).isPositive();
        before = bar;
      }
    }
  }

  @Test
  void reachesBeyondOpenAndCloseInMostMinutes() {
    SyntheticMarket market = market(Scenario.MIXED);
    int beyond = 0;
    for (long t = FROM; t < FROM + DAY; t += MINUTE) {
      Bar bar = candle(market, BTC, t);
      if (bar.high() > Math.max(bar.open(), bar.close())
          || bar.low() < Math.min(bar.open(), bar.close())) {
        beyond++;
      }
    }
    assertThat(beyond).isGreaterThan(1100);
  }

  @ParameterizedTest
  @CsvSource({"MIXED, 0.55, 0.85", "CRASH, 0.55, 2", "CALM, 0.2, 0.4", "BULL, 0.35, 0.7"})
  void movesAsMuchAsItsScenarioSays(Scenario scenario, double least, double most) {
    assertThat(volatility(scenario, HOUR)).isBetween(least, most);
    assertThat(volatility(scenario, 5 * MINUTE)).isBetween(least * 0.9, most);
  }

  private static double volatility(Scenario scenario, long step) {
    SyntheticMarket market = market(scenario);
    double sum = 0;
    int count = 0;
    for (long t = FROM; t < FROM + 180 * DAY; t += step) {
      double change = Math.log((double) market.price(BTC, t + step) / market.price(BTC, t));
      sum += change * change;
      count++;
    }
    return Math.sqrt(sum / count * (365.25 * DAY / step));
  }

  @Test
  void changesTheRegimeEveryOneToThreeHours() {
    Hours hours = new Hours(7, Scenario.MIXED, FROM, new double[] {0.65});
    int changes = 0;
    for (int h = 1; h < 10_000; h++) {
      if (hours.regime(h) != hours.regime(h - 1)) {
        changes++;
      }
    }
    assertThat(10_000.0 / changes).isBetween(1.0, 3.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void crashesAfterFortyMinutesAndEveryThreeDays(long seed) {
    SyntheticMarket market = new SyntheticMarket(seed, Scenario.CRASH, FROM);
    for (int crash = 0; crash < 3; crash++) {
      long begin = FROM + 40 * MINUTE + crash * 3 * DAY;
      double change =
          (double) market.price(BTC, begin + 30 * MINUTE) / market.price(BTC, begin) - 1;
      assertThat(change).isBetween(-0.25, -0.13);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void risesVisiblyWhenBullish(long seed) {
    SyntheticMarket market = new SyntheticMarket(seed, Scenario.BULL, FROM);
    double times = (double) market.price(BTC, FROM + 30 * DAY) / market.price(BTC, FROM);
    assertThat(times).isBetween(1.2, 6.0);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void isPlausibleYearsLater(Scenario scenario) {
    SyntheticMarket market = market(scenario);
    for (Coin coin : Coin.ALL) {
      for (int days = 0; days < 5 * 365; days += 10) {
        long price = market.price(coin.instrument().symbol(), FROM + days * DAY);
        assertThat((double) price / Fixed.ONE / coin.level())
            .as("%s after %s days", coin.instrument().symbol(), days)
            .isBetween(0.15, 40.0);
      }
    }
  }

  @Test
  void chargesFundingAtItsStampsOnly() {
    SyntheticMarket market = market(Scenario.MIXED);
    assertThat(market.fundingRate(BTC, FROM + HOUR)).isEmpty();
    boolean positive = false;
    boolean negative = false;
    for (long stamp = FROM; stamp < FROM + 60 * DAY; stamp += 8 * HOUR) {
      long rate = market.fundingRate(BTC, stamp).orElseThrow();
      assertThat(rate).isBetween(-Fixed.ONE / 1000, Fixed.ONE / 1000);
      positive |= rate > 0;
      negative |= rate < 0;
    }
    assertThat(positive && negative).isTrue();
  }

  @Test
  void knowsOpenInterest() {
    double btc = requireNonNull(market(Scenario.MIXED).openInterest(BTC, FROM)).doubleValue();
    assertThat(btc).isBetween(50_000.0, 150_000.0);
  }

  @Test
  void knowsNothingBeforeItsOriginAndOfOtherSymbols() {
    SyntheticMarket market = market(Scenario.MIXED);
    assertThat(market.candle(BTC, Hours.ORIGIN - MINUTE)).isNull();
    assertThat(market.price(BTC, Hours.ORIGIN - 1)).isZero();
    assertThat(market.candle(BTC, Hours.ORIGIN)).isNotNull();
    assertThat(market.candle(Symbol.of("PEPEUSDT"), FROM)).isNull();
    assertThat(market.price(Symbol.of("PEPEUSDT"), FROM)).isZero();
  }

  @Test
  void answersAMillionPricesWithinSeconds() {
    SyntheticMarket market = market(Scenario.MIXED);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      market.price(BTC, FROM + random.nextLong(365 * DAY));
    }
    long begin = System.nanoTime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 1_000_000; i++) {
      least = Math.min(least, market.price(BTC, FROM + random.nextLong(365 * DAY)));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(least).isPositive();
    // Four times the target: the machine may be busy.
    assertThat(seconds).isLessThan(8);
  }
}
