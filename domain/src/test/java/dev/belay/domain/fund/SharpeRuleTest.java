package dev.belay.domain.fund;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharpeRuleTest {
  @Test
  void disablesBelowMinusOneHalfOnEnoughEvidence() {
    assertThat(SharpeRule.judge(-0.51, 72, 5).disable()).isTrue();
    assertThat(SharpeRule.judge(-0.51, 72, 5).reason())
        .isEqualTo("Sharpe -0.51 is below -0.5 on 72 hourly returns and 5 closed trades");
  }

  @Test
  void keepsOnEveryBoundary() {
    assertThat(SharpeRule.judge(-0.5, 168, 100).disable()).isFalse();
    assertThat(SharpeRule.judge(-9.0, 71, 100).disable()).isFalse();
    assertThat(SharpeRule.judge(-9.0, 168, 4).disable()).isFalse();
    assertThat(SharpeRule.judge(null, 168, 100).disable()).isFalse();
  }
}
