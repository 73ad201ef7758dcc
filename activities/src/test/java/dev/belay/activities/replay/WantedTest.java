package dev.belay.activities.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Symbol ETH = Symbol.of("ETHUSDT");

  private static Decision open(Symbol symbol, String size, String words) {
    return new Decision(
        symbol,
        Action.OPEN_LONG,
        3,
        Usdt.of(size),
        Price.of("90"),
        Price.of("130"),
        80,
        Usdt.of("3"),
        words);
  }

  private static Decision idle(Symbol symbol, Action action) {
    return new Decision(symbol, action, null, null, null, null, null, null, "");
  }

  @Test
  void wordsZerosAndOrderDoNotCount() {
    assertThat(Wanted.of("TRADE", List.of(open(BTC, "300", "up"), open(ETH, "50", "up"))))
        .isEqualTo(Wanted.of("TRADE", List.of(open(ETH, "50.00", "why"), open(BTC, "300.0", ""))));
  }

  @Test
  void holdingWaitingAndSilenceAreTheSameButAbstainingIsNot() {
    Wanted held = Wanted.of("HOLD", List.of(idle(BTC, Action.HOLD), idle(ETH, Action.WAIT)));

    assertThat(held).isEqualTo(Wanted.of("HOLD", List.of()));
    assertThat(held).isEqualTo(Wanted.of("REFUSED", List.of()));
    assertThat(held).isNotEqualTo(Wanted.of("ABSTAIN", List.of()));
    assertThat(held.hasActionsOf(Wanted.of("NO_DECISION", List.of()))).isFalse();
  }

  @Test
  void anotherSizeIsAnotherDecisionWithTheSameActions() {
    Wanted one = Wanted.of("TRADE", List.of(open(BTC, "300", "")));
    Wanted other = Wanted.of("TRADE", List.of(open(BTC, "301", "")));

    assertThat(one).isNotEqualTo(other);
    assertThat(one.hasActionsOf(other)).isTrue();
    assertThat(one.hasActionsOf(Wanted.of("TRADE", List.of(open(ETH, "300", ""))))).isFalse();
    assertThat(one.hasActionsOf(Wanted.of("HOLD", List.of()))).isFalse();
  }
}
