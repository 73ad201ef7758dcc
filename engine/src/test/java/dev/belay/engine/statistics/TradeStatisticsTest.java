package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TradeStatisticsTest {
  private static ClosedTrade trade(double pnl, double cost, int bars) {
    return new ClosedTrade(pnl, cost, 0.5, 1000, 1000 + bars * 60_000L, bars);
  }

  @Test
  void figuresAreThoseComputedByHand() {
    TradeStatistics trades =
        TradeStatistics.of(
            List.of(trade(30, 100, 1), trade(-10, 200, 2), trade(0, 100, 3), trade(20, 100, 6)));

    assertThat(trades.count()).isEqualTo(4);
    assertThat(trades.wins()).isEqualTo(2);
    assertThat(trades.losses()).isEqualTo(1);
    assertThat(trades.winRate().value()).isEqualTo(0.5);
    assertThat(trades.profitFactor().value()).isEqualTo(5);
    assertThat(trades.expectancy().value()).isEqualTo(10);
    assertThat(trades.averageWin().value()).isEqualTo(25);
    assertThat(trades.averageLoss().value()).isEqualTo(10);
    assertThat(trades.payoff().value()).isEqualTo(2.5);
    assertThat(trades.best().value()).isEqualTo(30);
    assertThat(trades.worst().value()).isEqualTo(-10);
    assertThat(trades.averageReturn().value()).isCloseTo((0.3 - 0.05 + 0.2) / 4, within(1e-15));
    assertThat(trades.sqn().value())
        .isCloseTo(2 * 10 / Math.sqrt((400 + 400 + 100 + 100) / 3.0), within(1e-12));
    assertThat(trades.averageBars().value()).isEqualTo(3);
    assertThat(trades.fees()).isEqualTo(2);
    assertThat(trades.invested()).isEqualTo(500);
  }

  @Test
  void whatNoTradeTellsIsUnknown() {
    TradeStatistics none = TradeStatistics.of(List.of());
    TradeStatistics won = TradeStatistics.of(List.of(trade(5, 10, 1)));
    TradeStatistics same = TradeStatistics.of(List.of(trade(5, 10, 1), trade(5, 10, 1)));

    assertThat(none.winRate().reason()).isEqualTo("no trade");
    assertThat(none.profitFactor().reason()).isEqualTo("no trade");
    assertThat(none.best().reason()).isEqualTo("no trade");
    assertThat(none.sqn().reason()).isEqualTo("too few trades: 0 of at least 2");
    assertThat(won.profitFactor().reason()).isEqualTo("no trade lost");
    assertThat(won.payoff().reason()).isEqualTo("no trade lost");
    assertThat(won.averageLoss().reason()).isEqualTo("no trade lost");
    assertThat(won.worst().value()).isEqualTo(5);
    assertThat(same.sqn().reason()).isEqualTo("the gains do not differ");
  }

  @Test
  void refusesATradeThatCannotBe() {
    assertThatThrownBy(() -> new ClosedTrade(1, 0, 0, 0, 1, 1)).hasMessageContaining("cost 0.0");
    assertThatThrownBy(() -> new ClosedTrade(1, 1, 0, 2, 1, 1)).hasMessageContaining("exit 1");
  }
}
