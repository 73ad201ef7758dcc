package dev.belay.strategies.amplifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegimeTest {
  private static final RegimeSettings SETTINGS = RegimeSettings.standard();
  private static final RegimeRule RULE = new RegimeRule(SETTINGS);
  private static final long BAR = 4 * Markets.HOUR;

  private static RegimeInputs inputs(
      @Nullable Double aboveSlow,
      @Nullable Double fastAbove,
      @Nullable Double drawdown,
      @Nullable Double breadth,
      @Nullable Double funding,
      @Nullable Double fear) {
    return new RegimeInputs(0, aboveSlow, fastAbove, drawdown, breadth, funding, fear);
  }

  @Test
  void tellsABullMarketFromABearMarket() {
    assertThat(RULE.read(inputs(5.0, 2.0, 3.0, 0.7, 0.01, 65.0)).regime()).isEqualTo(Regime.BULL);
    assertThat(RULE.read(inputs(-5.0, -2.0, 30.0, 0.2, 0.0, 15.0)).regime()).isEqualTo(Regime.BEAR);
    assertThat(RULE.read(inputs(5.0, -2.0, 15.0, 0.5, 0.0, 50.0)).regime())
        .isEqualTo(Regime.TRANSITION);
  }

  @Test
  void countsWhatIsKnownAlone() {
    assertThat(RULE.read(inputs(null, null, null, 0.6, null, null)).regime())
        .isEqualTo(Regime.BULL);
    assertThat(RULE.read(inputs(-5.0, -2.0, null, null, null, null)).score()).isEqualTo(-1);
    RegimeReading nothing = RULE.read(inputs(null, null, null, null, 0.1, null));
    assertThat(nothing.regime()).isNull();
    assertThat(nothing.signs()).hasSize(5);
  }

  @Test
  void isOverheatedWhereHalfOfTheSignsOfHeatAreThere() {
    // The stretch alone is all that can be told.
    assertThat(RULE.read(inputs(40.0, 20.0, 0.0, 0.8, null, null)).regime())
        .isEqualTo(Regime.OVERHEATED);
    assertThat(RULE.read(inputs(40.0, 20.0, 0.0, 0.8, 0.01, 70.0)).regime()).isEqualTo(Regime.BULL);
    assertThat(RULE.read(inputs(40.0, 20.0, 0.0, 0.8, 0.05, 70.0)).regime())
        .isEqualTo(Regime.OVERHEATED);
    // Heat makes no bull market.
    assertThat(RULE.read(inputs(40.0, -1.0, 15.0, 0.5, 0.1, 50.0)).regime())
        .isEqualTo(Regime.TRANSITION);
  }

  @Test
  void explainsItself() {
    RegimeReading reading = RULE.read(inputs(5.0, 2.0, 30.0, 0.5, null, null));

    assertThat(reading.score()).isCloseTo(0, within(1e-12));
    assertThat(reading.signs())
        .extracting(each -> each.name() + " " + each.vote())
        .containsExactly(
            "above_slow_pct 1",
            "drawdown_pct -1",
            "breadth 0",
            "fear_greed null",
            "funding_pct null");
  }

  @Test
  void measuresBtcAsComputedByHand() {
    double[] closes = new double[540];
    Arrays.fill(closes, 100);
    closes[0] = 200;
    closes[539] = 130;
    double[] volumes = new double[540];
    RegimeInputs inputs =
        RegimeInputs.of(Markets.bars(BAR, 0, closes, volumes), null, null, null, SETTINGS);

    // The slow mean is 100 + 30 / 300, the fast one 100 + 30 / 120.
    assertThat(inputs.aboveSlowPct()).isCloseTo(100 * (130 / 100.1 - 1), within(1e-9));
    assertThat(inputs.fastAboveSlowPct()).isCloseTo(100 * (100.25 / 100.1 - 1), within(1e-9));
    assertThat(inputs.drawdownPct()).isCloseTo(35, within(1e-9));
    assertThat(inputs.barClose()).isEqualTo(540 * BAR);

    RegimeInputs few =
        RegimeInputs.of(
            Markets.bars(BAR, 0, Arrays.copyOf(closes, 299), new double[299]),
            0.5,
            null,
            null,
            SETTINGS);
    assertThat(few.aboveSlowPct()).isNull();
    assertThat(few.drawdownPct()).isNull();
    assertThat(few.breadth()).isEqualTo(0.5);
  }

  private static RegimeState after(RegimeState state, long bar, @Nullable Regime said) {
    return state.after(new RegimeReading(bar * BAR, said, 0, 0, 0, List.of()), SETTINGS);
  }

  @Test
  void entersARegimeAfterTwoClosedBarsInARow() {
    RegimeState state = after(RegimeState.UNKNOWN, 1, Regime.BULL);
    assertThat(state.inForce()).isEqualTo(Regime.TRANSITION);
    assertThat(after(state, 2, Regime.BULL).inForce()).isEqualTo(Regime.BULL);

    RegimeState broken = after(state, 2, Regime.BEAR);
    assertThat(broken.inForce()).isEqualTo(Regime.TRANSITION);
    assertThat(after(broken, 3, Regime.BULL).inForce()).isEqualTo(Regime.TRANSITION);
    assertThat(after(broken, 3, Regime.BEAR).inForce()).isEqualTo(Regime.BEAR);
    assertThat(after(after(state, 2, null), 3, Regime.BULL).inForce()).isEqualTo(Regime.TRANSITION);
  }

  @Test
  void countsABarOnce() {
    RegimeState state = after(RegimeState.UNKNOWN, 1, Regime.BULL);

    assertThat(after(state, 1, Regime.BULL)).isEqualTo(state);
    assertThat(after(state, 0, Regime.BEAR)).isEqualTo(state);
  }

  @Test
  void makesPositionsSmallerAndStopsTighterWhenOverheated() {
    assertThat(Regime.OVERHEATED.sizeFactor(SETTINGS)).isEqualByComparingTo("0.5");
    assertThat(Regime.OVERHEATED.stopFactor(SETTINGS)).isEqualByComparingTo("0.75");
    assertThat(Regime.BULL.sizeFactor(SETTINGS)).isEqualByComparingTo("1");
    assertThat(Regime.BEAR.sizeFactor(SETTINGS)).isEqualByComparingTo("0");
    assertThat(Regime.BEAR.allowsEntries()).isFalse();
  }

  @Property(tries = 500)
  void neverFollowsASingleBar(@ForAll @Size(min = 2, max = 40) List<Regime> said) {
    RegimeState state = RegimeState.UNKNOWN;
    for (int i = 0; i < said.size(); i++) {
      Regime before = state.inForce();
      state = after(state, i, said.get(i));
      if (state.inForce() != before) {
        assertThat(said.get(i)).isEqualTo(state.inForce());
        assertThat(i).isPositive();
        assertThat(said.get(i - 1)).isEqualTo(state.inForce());
      }
    }
  }
}
