package dev.belay.strategies.amplifier;

import static dev.belay.strategies.amplifier.AmplifierRuleTest.book;
import static dev.belay.strategies.amplifier.AmplifierRuleTest.holding;
import static dev.belay.strategies.amplifier.AmplifierRuleTest.input;
import static dev.belay.strategies.amplifier.AmplifierRuleTest.momentum;
import static dev.belay.strategies.amplifier.AmplifierRuleTest.scan;
import static dev.belay.strategies.amplifier.Markets.coin;
import static dev.belay.strategies.amplifier.Markets.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Defects that systems of this kind have had. Each test fails where the defect is planted. */
class KnownDefectsTest {
  private static final AmplifierRule RULE = new AmplifierRule(AmplifierSettings.standard());
  private static final Permit HALF = Permit.trade(new BigDecimal("0.5"));

  private static CycleDecision cycle(Permit permit, Regime regime) {
    return RULE.decide(
        input(momentum(60, 0), regime, permit, scan(score("A", 90, 4)), book("10000")));
  }

  /** There a vote's factor was written into the profile, so size shrank every five minutes. */
  @Test
  void sizeIsTheSameInEveryCycleOfAMandate() {
    for (int i = 0; i < 288; i++) {
      assertThat(cycle(HALF, Regime.BULL).entries().getFirst().notional())
          .isEqualTo(Usdt.of("500"));
    }
    assertThat(cycle(Permit.trade(BigDecimal.ONE), Regime.BULL).entries().getFirst().notional())
        .isEqualTo(Usdt.of("1000"));
    assertThat(AmplifierSettings.standard().chosen()).isEqualTo(Profile.MODERATE);
  }

  /** There the regime's factors stayed after the regime had gone. */
  @Test
  void anOverheatedMarketLeavesNothingBehind() {
    var hot = cycle(HALF, Regime.OVERHEATED);
    var after = cycle(HALF, Regime.BULL);

    assertThat(hot.entries().getFirst().notional()).isEqualTo(Usdt.of("250"));
    assertThat(after.entries().getFirst().notional()).isEqualTo(Usdt.of("500"));
    assertThat(after.entries().getFirst().plan().stopPct()).isEqualByComparingTo("4");
  }

  /** There a hold set the number of positions to 0 for good. */
  @Test
  void aHoldEntersNothingAndTheNextTradeDoes() {
    var held =
        RULE.decide(
            input(
                momentum(60, 0),
                Regime.BULL,
                Permit.HOLD,
                scan(score("A", 90, 4)),
                book("10000", holding("X", "500", 1))));

    assertThat(held.entries()).isEmpty();
    assertThat(held.exits()).isEmpty();
    assertThat(held.blocks()).containsExactly(Why.of(Reason.MANDATE_NO_ENTRIES));
    assertThat(cycle(HALF, Regime.BULL).entries()).hasSize(1);
  }

  /** There exits stopped during a hold. */
  @Test
  void aHoldLetsExitsGoOn() {
    var held =
        RULE.decide(
            input(
                momentum(60, 0),
                Regime.BULL,
                Permit.HOLD,
                scan(),
                book("10000", holding("X", "500", 96))));

    assertThat(held.exits()).hasSize(1);
  }

  /** There an exit was logged and nothing was sent. */
  @Test
  void anExitNamesEveryPosition() {
    var decision =
        RULE.decide(
            input(
                momentum(90, 0),
                Regime.BULL,
                Permit.EXIT,
                scan(score("A", 90, 4)),
                book("10000", holding("X", "500", 1), holding("Y", "1", 1))));

    assertThat(decision.exits())
        .containsExactly(
            new CycleDecision.Exit(coin("X"), Why.of(Reason.MANDATE_EXIT)),
            new CycleDecision.Exit(coin("Y"), Why.of(Reason.MANDATE_EXIT)));
    assertThat(decision.entries()).isEmpty();
  }

  /** There the shipped configuration entered and closed in the same cycle. */
  @Test
  void whatIsEnteredIsNotClosedByTheThreshold() {
    AmplifierSettings standard = AmplifierSettings.standard();
    for (Profile each : standard.profiles()) {
      assertThat(standard.entry().exitMomentum()).isLessThan(each.minimumMomentum());
    }
    assertThatThrownBy(
            () ->
                new AmplifierRule(
                    SettingsTest.withEntry(
                        new EntrySettings(
                            55, 5, 4, Usdt.of("20"), standard.entry().reentryAfter()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected the exit threshold below the minimum momentum");
  }
}
