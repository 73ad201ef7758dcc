package dev.belay.domain.fund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fund.CapitalFacts.Holding;
import dev.belay.domain.fund.CapitalFacts.Line;
import dev.belay.domain.fund.CapitalSteps.Cut;
import dev.belay.domain.fund.CapitalSteps.Transfer;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapitalStepsTest {
  private static final Instrument BTC =
      new Instrument(
          Symbol.of("BTCUSDT"),
          new BigDecimal("0.1"),
          new BigDecimal("0.001"),
          Quantity.of("0.001"),
          Quantity.of("1000"),
          Usdt.of("5"),
          20,
          new BigDecimal("0.004"),
          new BigDecimal("0.0125"));

  @Test
  void takesFreeMarginFirstAndGivesWhenAllIsTaken() {
    Line loser = line(move("a", "-200"), "0", "500", true);
    Line winner = line(move("b", "200"), "0", "800", true);

    CapitalSteps first = CapitalSteps.next(facts("0.01", loser, winner), false);
    assertThat(first.transfers()).containsExactly(new Transfer("a", Usdt.of("-200")));
    assertThat(first.finished()).isFalse();

    Line taken = line(move("a", "-200"), "-200", "300", true);
    assertThat(CapitalSteps.next(facts("200.01", taken, winner), false).transfers())
        .containsExactly(new Transfer("b", Usdt.of("200")));

    Line given = line(move("b", "200"), "200", "1000", true);
    CapitalSteps last = CapitalSteps.next(facts("0.01", taken, given), false);
    assertThat(last.finished()).isTrue();
    assertThat(last.left()).isEmpty();
  }

  @Test
  void waitsForATransferThatIsNotAnswered() {
    Line pending =
        new Line(
            move("a", "-200"), Usdt.of("-200"), true, Usdt.ZERO, true, Usdt.of("12"), List.of());

    CapitalSteps steps =
        CapitalSteps.next(facts("200", pending, line(move("b", "200"), "0", "0", true)), false);

    assertThat(steps.transfers()).isEmpty();
    assertThat(steps.finished()).isFalse();
  }

  @Test
  void reducesEveryPositionByTheSamePartWhenFreeMarginDoesNotDo() {
    Line bound =
        new Line(
            move("a", "-200"),
            Usdt.ZERO,
            false,
            Usdt.of("100"),
            true,
            Usdt.of("12"),
            List.of(holding("p1", "2", "200", false), holding("p2", "1", "100", false)));

    CapitalSteps steps = CapitalSteps.next(facts("0", bound), false);

    assertThat(steps.transfers()).containsExactly(new Transfer("a", Usdt.of("-100")));
    // 102 of the 300 that are bound: 34 % of each.
    assertThat(steps.cuts())
        .containsExactly(new Cut("p1", Quantity.of("0.68")), new Cut("p2", Quantity.of("0.34")));
  }

  @Test
  void neverOrdersLessThanTheMinimumNorLeavesLess() {
    Holding holding = holding("p", "1", "100", false);

    assertThat(CapitalSteps.quantity(holding, new BigDecimal("0.01"), Usdt.of("12")))
        .isEqualTo(Quantity.of("0.12"));
    assertThat(CapitalSteps.quantity(holding, new BigDecimal("0.89"), Usdt.of("12"))).isNull();
    assertThat(
            CapitalSteps.quantity(
                holding("p", "0.2", "20", false), new BigDecimal("0.1"), Usdt.of("12")))
        .isNull();
  }

  @Test
  void doesNotReduceAgainWhileAnOrderIsOnItsWay() {
    Line busy =
        new Line(
            move("a", "-200"),
            Usdt.ZERO,
            false,
            Usdt.ZERO,
            true,
            Usdt.of("12"),
            List.of(holding("p1", "2", "200", true)));

    CapitalSteps steps = CapitalSteps.next(facts("0", busy), false);

    assertThat(steps.cuts()).isEmpty();
    assertThat(steps.finished()).isFalse();
  }

  @Test
  void releasingClosesEverythingAndThenTakesWhateverIsLeft() {
    CapitalMove release = CapitalMove.release("a", Usdt.of("1000"));
    Line held =
        new Line(
            release,
            Usdt.ZERO,
            false,
            Usdt.of("800"),
            false,
            Usdt.of("12"),
            List.of(holding("p1", "2", "200", false)));

    assertThat(CapitalSteps.next(facts("0", held), false).cuts())
        .containsExactly(new Cut("p1", null));
    assertThat(CapitalSteps.next(facts("0", held), false).transfers()).isEmpty();

    Line flat = line(release, "0", "990.12345678", false);
    assertThat(CapitalSteps.next(facts("0", flat), false).transfers())
        .containsExactly(new Transfer("a", Usdt.of("-990.12345678")));
    assertThat(CapitalSteps.next(facts("0", line(release, "-990.12345678", "0", false)), false))
        .isEqualTo(new CapitalSteps(List.of(), List.of(), true, List.of()));
  }

  @Test
  void afterItsTimeItGivesWhatIsThereAndSaysWhatIsLeft() {
    Line bound =
        new Line(
            move("a", "-200"),
            Usdt.of("-50"),
            false,
            Usdt.ZERO,
            true,
            Usdt.of("12"),
            List.of(holding("p1", "2", "200", false)));
    Line winner = line(move("b", "200"), "0", "800", true);

    assertThat(CapitalSteps.next(facts("50", bound, winner), true).transfers())
        .containsExactly(new Transfer("b", Usdt.of("50")));

    CapitalSteps last =
        CapitalSteps.next(facts("0", bound, line(move("b", "200"), "50", "850", true)), true);
    assertThat(last.finished()).isTrue();
    assertThat(last.left())
        .containsExactly(
            "a: -150 USDT of -200 were not moved", "b: 150 USDT of 200 were not moved");
  }

  @Test
  void givesNothingToAnAgentThatWasDisabledMeanwhile() {
    CapitalSteps steps =
        CapitalSteps.next(facts("500", line(move("b", "200"), "0", "0", false)), false);

    assertThat(steps.finished()).isTrue();
    assertThat(steps.left()).containsExactly("b: 200 USDT of 200 were not moved");
  }

  private static CapitalMove move(String agent, String amount) {
    return CapitalMove.to(agent, Usdt.of("1000"), Usdt.of("1000").plus(Usdt.of(amount)));
  }

  private static Line line(CapitalMove move, String moved, String free, boolean accepts) {
    return new Line(move, Usdt.of(moved), false, Usdt.of(free), accepts, Usdt.of("12"), List.of());
  }

  private static Holding holding(String id, String held, String margin, boolean busy) {
    return new Holding(
        id, Quantity.of(held), busy, Price.of("100"), Usdt.of(margin), Usdt.ZERO, BTC);
  }

  private static CapitalFacts facts(String unallocated, Line... lines) {
    return new CapitalFacts(List.of(lines), Usdt.of(unallocated));
  }
}
