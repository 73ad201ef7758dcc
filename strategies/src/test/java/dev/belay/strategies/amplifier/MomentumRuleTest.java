package dev.belay.strategies.amplifier;

import static dev.belay.strategies.amplifier.Markets.BTC;
import static dev.belay.strategies.amplifier.Markets.FIVE;
import static dev.belay.strategies.amplifier.Markets.HOUR;
import static dev.belay.strategies.amplifier.Markets.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MomentumRuleTest {
  private static final AmplifierSettings STANDARD = AmplifierSettings.standard();

  private static double[] flat(int size) {
    double[] closes = new double[size];
    Arrays.fill(closes, 100);
    return closes;
  }

  private static BtcMomentum at(CoinBars btc, long asOf) {
    return new MomentumRule(STANDARD).at(btc, asOf).orElseThrow();
  }

  private static BtcMomentum last(double... closes) {
    return at(CoinBars.hourly(BTC, hours(closes)), closes.length * HOUR);
  }

  /** Periods so short that every part can be computed by hand. */
  private static AmplifierSettings small() {
    MomentumSettings momentum =
        new MomentumSettings(
            5,
            0,
            new MomentumSettings.Parts(25, 20, 20, 20, 15),
            4,
            -3,
            5,
            2,
            30,
            70,
            2,
            0.5,
            2,
            1,
            3,
            1,
            1,
            3,
            1,
            0.2,
            new MomentumSettings.Bands(80, 65, 45, 25));
    return new AmplifierSettings(
        STANDARD.capital(),
        momentum,
        STANDARD.scanner(),
        STANDARD.regime(),
        STANDARD.entry(),
        STANDARD.limits(),
        STANDARD.profiles(),
        STANDARD.profile());
  }

  @Test
  void isTheSumOfFivePartsAsComputedByHand() {
    double[] closes = {100, 101, 100, 102, 103};
    double[] volumes = {1, 1, 1, 3, 2};
    CoinBars btc = CoinBars.hourly(BTC, Markets.bars(HOUR, 0, closes, volumes));

    BtcMomentum momentum = new MomentumRule(small()).at(btc, 5 * HOUR).orElseThrow();

    // Since the open of the second hour, 100: +3 %, which is 6/8 of the way from −3 to 5.
    assertThat(momentum.change().input()).isCloseTo(3, within(1e-9));
    assertThat(momentum.change().points()).isCloseTo(25 * 6.0 / 8, within(1e-9));
    // Changes 1, −1, 2, 1; each mean moves half way: gains 1, 0.5, 1.25, 1.125, losses 0, 0.5,
    // 0.25,
    // 0.125. So 100 − 100 / (1 + 9) = 90, beyond 70.
    assertThat(momentum.rsi().input()).isCloseTo(90, within(1e-9));
    assertThat(momentum.rsi().points()).isEqualTo(20);
    // The last two hours 2.5 on average, all five 1.6: 1.5625, on the way from 0.5 to 2.
    assertThat(momentum.volume().input()).isCloseTo(1.5625, within(1e-9));
    assertThat(momentum.volume().points()).isCloseTo(20 * 1.0625 / 1.5, within(1e-9));
    // The fast average is the price itself, which is not above itself; the slow one is 100, 100.5,
    // 100.25, 101.125, 102.0625: below the fast one, and above the one before.
    assertThat(momentum.trend().input()).isEqualTo(2);
    assertThat(momentum.trend().points()).isCloseTo(20 * 2.0 / 3, within(1e-9));
    // With a signal of one value there is never a difference: half way.
    assertThat(momentum.macd().input()).isZero();
    assertThat(momentum.macd().points()).isEqualTo(7.5);
    assertThat(momentum.value())
        .isCloseTo(18.75 + 20 + 20 * 1.0625 / 1.5 + 40.0 / 3 + 7.5, within(1e-9));
    assertThat(momentum.band()).isEqualTo(Band.HOT);
    assertThat(momentum.price()).isEqualTo(103);
    assertThat(momentum.dropPct()).isZero();
  }

  @Test
  void isDeadWhereNothingMoves() {
    BtcMomentum momentum = last(flat(96));

    // 3/8 of the change and half of the convergence; all else needs a move.
    assertThat(momentum.value()).isCloseTo(25 * 0.375 + 7.5, within(1e-9));
    assertThat(momentum.band()).isEqualTo(Band.DEAD);
  }

  @Test
  void burnsInASteadyRiseAndDiesInAFall() {
    double[] closes = DoubleStream.iterate(100, c -> c * 1.004).limit(120).toArray();
    BtcMomentum risen = last(closes);
    double[] fallen = Arrays.copyOf(closes, 122);
    fallen[120] = closes[119] * 0.95;
    fallen[121] = closes[119] * 0.9;

    assertThat(risen.value()).isGreaterThanOrEqualTo(72);
    assertThat(risen.trend().points()).isEqualTo(20);
    assertThat(last(fallen).value()).isLessThan(30);
    assertThat(last(fallen).dropPct()).isCloseTo(10, within(1e-9));
  }

  @Test
  void countsVolumeOnlyWhereThePriceRises() {
    double[] closes = flat(96);
    closes[95] = 99;
    double[] volumes = new double[96];
    Arrays.fill(volumes, 1);
    volumes[95] = 50;

    BtcMomentum momentum =
        at(CoinBars.hourly(BTC, Markets.bars(HOUR, 0, closes, volumes)), 96 * HOUR);

    assertThat(momentum.volume().points()).isZero();
    assertThat(momentum.volume().input()).isNegative();
  }

  @Test
  void seesWhatHappensBetweenTwoHours() {
    double[] closes = flat(96);
    double[] fives = new double[288 + 6];
    Arrays.fill(fives, 100);
    Arrays.fill(fives, 288, fives.length, 93);
    double[] volumes = new double[fives.length];
    Arrays.fill(volumes, 1.0 / 12);
    CoinBars btc = new CoinBars(BTC, hours(closes), Markets.bars(FIVE, 72 * HOUR, fives, volumes));

    BtcMomentum momentum = at(btc, 96 * HOUR + 6 * FIVE);

    assertThat(momentum.price()).isEqualTo(93);
    assertThat(momentum.dropPct()).isCloseTo(7, within(1e-9));
    assertThat(momentum.value()).isLessThan(10);
  }

  @Test
  void isNotKnownWithTooFewOrOldCandles() {
    MomentumRule rule = new MomentumRule(STANDARD);
    CoinBars short89 = CoinBars.hourly(BTC, hours(flat(89)));
    CoinBars full = CoinBars.hourly(BTC, hours(flat(96)));

    assertThat(rule.at(short89, 89 * HOUR)).isEmpty();
    assertThat(rule.missing(short89, 89 * HOUR))
        .isEqualTo("Expected at least 90 of the last 96 hours of BTCUSDT, found 89");
    assertThat(rule.at(CoinBars.hourly(BTC, hours(flat(90))), 90 * HOUR)).isPresent();
    assertThat(rule.at(full, 97 * HOUR)).isPresent();
    assertThat(rule.at(full, 97 * HOUR + 10 * 60_000)).isEmpty();
    assertThat(rule.missing(full, 97 * HOUR + 10 * 60_000)).contains("70 minutes old");
  }

  @Test
  void namesBandsFromTheirLowerEdge() {
    MomentumSettings.Bands bands = STANDARD.momentum().bands();

    assertThat(Band.of(80, bands)).isEqualTo(Band.FIRE);
    assertThat(Band.of(79.99, bands)).isEqualTo(Band.HOT);
    assertThat(Band.of(65, bands)).isEqualTo(Band.HOT);
    assertThat(Band.of(45, bands)).isEqualTo(Band.WARM);
    assertThat(Band.of(25, bands)).isEqualTo(Band.COOL);
    assertThat(Band.of(24.99, bands)).isEqualTo(Band.DEAD);
  }

  @Property(tries = 200)
  void staysWithin0And100WhateverThePrices(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -0.02, max = 0.02) double drift,
      @ForAll @DoubleRange(min = 0, max = 0.1) double wildness) {
    BtcMomentum momentum = last(Markets.walk(new Random(seed), 100, drift, wildness));

    assertThat(momentum.value()).isBetween(0.0, 100.0 + 1e-9);
    for (BtcMomentum.Part part :
        new BtcMomentum.Part[] {
          momentum.change(), momentum.rsi(), momentum.volume(), momentum.trend(), momentum.macd()
        }) {
      assertThat(part.points()).isBetween(0.0, part.most() + 1e-9);
    }
    assertThat(momentum.dropPct()).isBetween(0.0, 100.0);
  }

  @Property(tries = 100)
  void knowsNothingOfTheFuture(@ForAll long seed) {
    double[] closes = Markets.walk(new Random(seed), 150, 0, 0.01);
    CoinBars all = CoinBars.hourly(BTC, hours(closes));
    CoinBars known = CoinBars.hourly(BTC, hours(Arrays.copyOf(closes, 110)));

    assertThat(at(all, 110 * HOUR)).isEqualTo(at(known, 110 * HOUR));
  }
}
