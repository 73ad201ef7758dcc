package dev.belay.domain.amplifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.amplifier.DeskSpec.Seat;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeskSpecTest {
  private static ModelSpec model(String id, String name) {
    return new ModelSpec(
        id, id, "f", "groq", name, null, "KEY", BigDecimal.ONE, BigDecimal.ONE, 100);
  }

  private static DeskSpec spec(String main, String a, String b) {
    return new DeskSpec(
        "amplifier",
        Usdt.of("10000"),
        Usdt.of("5"),
        List.of(model("x", "qwen"), model("y", "llama"), model("z", "gpt"), model("q", "qwen")),
        List.of(new Seat(Voter.MAIN, main), new Seat(Voter.A, a), new Seat(Voter.B, b)),
        VoteRules.DEFAULT,
        DeskLimits.DEFAULT,
        List.of("conservative", "moderate", "aggressive"),
        "moderate");
  }

  @Test
  void warnsOfVotersWithTheSameModelAlsoUnderAnotherName() {
    assertThat(spec("x", "y", "z").warnings()).isEmpty();
    assertThat(spec("x", "q", "z").warnings())
        .singleElement()
        .asString()
        .contains("main", "a", "qwen", "not independent");
  }

  @Test
  void refusesAVoterWithoutAModelAndAProfileThatThereIsNot() {
    assertThatThrownBy(() -> spec("x", "y", "nobody")).hasMessageContaining("nobody");
    assertThatThrownBy(
            () ->
                new DeskSpec(
                    "d",
                    Usdt.of("1"),
                    Usdt.ZERO,
                    List.of(model("x", "m")),
                    List.of(new Seat(Voter.MAIN, "x"), new Seat(Voter.A, "x")),
                    VoteRules.DEFAULT,
                    DeskLimits.DEFAULT,
                    List.of("p"),
                    "p"))
        .hasMessageContaining("once each");
  }

  @Test
  void theLedgerHoldsItToWhatNoDecisionGetsPast() {
    PortfolioSpec portfolio = spec("x", "y", "z").portfolio(List.of(Symbol.of("SOLUSDT")));

    assertThat(portfolio.agents()).hasSize(1);
    var limits = portfolio.agents().getFirst().limits();
    assertThat(limits.maxPositions()).isEqualTo(8);
    assertThat(limits.maxLeverage()).isEqualTo(1);
    assertThat(limits.otherNotionalMultiple()).isEqualByComparingTo("0.225");
    assertThat(portfolio.fundLimits().grossMultiple()).isEqualByComparingTo("0.4");
  }

  @Test
  void limitsCanBeTightenedNotSwitchedOff() {
    assertThatThrownBy(() -> limits("0", "15", 24, "20", 8)).hasMessageContaining("switched off");
    assertThatThrownBy(() -> limits("5.1", "15", 24, "20", 8)).hasMessageContaining("daily_loss");
    assertThatThrownBy(() -> limits("5", "16", 24, "20", 8)).hasMessageContaining("drawdown_pct");
    assertThatThrownBy(() -> limits("5", "15", 23, "20", 8)).hasMessageContaining("cool-off");
    assertThatThrownBy(() -> limits("5", "15", 24, "19", 8)).hasMessageContaining("reserve");
    assertThatThrownBy(() -> limits("5", "15", 24, "20", 9)).hasMessageContaining("positions");
    assertThat(limits("3", "10", 48, "50", 2).maxPositions()).isEqualTo(2);
  }

  private static DeskLimits limits(
      String day, String drawdown, int hours, String cash, int positions) {
    return new DeskLimits(
        new BigDecimal(day),
        new BigDecimal(drawdown),
        Duration.ofHours(hours),
        new BigDecimal(cash),
        positions,
        BigDecimal.valueOf(15),
        BigDecimal.valueOf(40));
  }

  @Test
  void aFifthOfTheEquityStaysCash() {
    DeskLimits limits = DeskLimits.DEFAULT;

    assertThat(limits.reserve(Usdt.of("1000"), Usdt.of("300"), Usdt.of("100"))).isEmpty();
    assertThat(limits.reserve(Usdt.of("1000"), Usdt.of("300"), Usdt.of("100.01")))
        .get()
        .asString()
        .contains("20 %", "199.99");
  }
}
