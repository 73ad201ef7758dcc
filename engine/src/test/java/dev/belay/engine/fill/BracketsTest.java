package dev.belay.engine.fill;

import static dev.belay.engine.fill.World.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.order.Side;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Leverage and maintenance margin by the size of a position. */
class BracketsTest {
  private static final Brackets LARGEST = Brackets.of(125, fixed("0.004"));
  private static final Brackets OTHERS = Brackets.of(75, fixed("0.006"));
  private static final Terms TERMS =
      new Terms(
          World.ETH,
          fixed("0.01"),
          fixed("0.001"),
          fixed("0.001"),
          fixed("1000000"),
          fixed("20"),
          LARGEST,
          fixed("0.0125"));

  @Test
  void isTheLadderOfTheExchangesLargestContract() {
    assertThat(LARGEST.tiers().stream().map(Brackets.Tier::cum).limit(7))
        .containsExactly(
            0L,
            fixed("50"),
            fixed("950"),
            fixed("11450"),
            fixed("131450"),
            fixed("481450"),
            fixed("2981450"));
    assertThat(LARGEST.maintenance(fixed("50000"))).isEqualTo(fixed("200"));
    assertThat(LARGEST.maintenance(fixed("600000"))).isEqualTo(fixed("2950"));
    assertThat(LARGEST.most(125)).isEqualTo(fixed("50000"));
    assertThat(LARGEST.most(21)).isEqualTo(fixed("70000000"));
    assertThat(LARGEST.most(126)).isZero();
  }

  @Property(tries = 3_000)
  void liquidatesWhereTheMarginIsTheMaintenanceOfTheBracket(
      @ForAll @IntRange(min = 1, max = 100_000_000) int thousandths,
      @ForAll @IntRange(min = 1, max = 125) int leverage,
      @ForAll boolean buys,
      @ForAll boolean largest) {
    Brackets brackets = largest ? LARGEST : OTHERS;
    long quantity = thousandths * fixed("0.001");
    long cost = Amounts.notional(fixed("3000"), quantity);
    long margin = Amounts.initialMargin(cost, leverage);
    Position position = new Position(World.ETH, buys ? quantity : -quantity, cost, margin, 0, 0);

    long price = position.liquidationPrice(brackets);

    if (price == 0) {
      assertThat(buys && margin >= cost).isTrue();
      return;
    }
    long notional = Amounts.notional(price, quantity);
    Brackets.Tier own =
        brackets.tiers().stream()
            .filter(tier -> notional <= tier.cap())
            .findFirst()
            .orElse(brackets.tiers().getLast());
    long left = margin + position.unrealizedPnl(price) - own.maintenance(notional);
    assertThat(brackets.maintenance(notional))
        .isBetween(own.maintenance(notional) - 1, own.maintenance(notional) + 1);
    // What a price more or less in its last digit is worth.
    assertThat(Math.abs(left)).isLessThanOrEqualTo(2 * (quantity / Fixed.ONE) + 5);
  }

  @Test
  void refusesALeverageThatThePositionIsTooLargeFor() {
    World world = new World("3000", "1000000", TERMS, Depth.ENDLESS);
    assertThat(world.engine.setLeverage(world.account, World.ETH, 125))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(refusal(world.engine.setLeverage(world.account, World.ETH, 126)))
        .isEqualTo(Verdict.Reason.LEVERAGE_OUT_OF_RANGE);
    assertThat(refusal(world.market(Side.BUY, "16.7", false)))
        .isEqualTo(Verdict.Reason.POSITION_ABOVE_BRACKET);
    assertThat(world.market(Side.BUY, "10", false)).isInstanceOf(Verdict.Accepted.class);
    assertThat(refusal(world.market(Side.BUY, "6.7", false)))
        .isEqualTo(Verdict.Reason.POSITION_ABOVE_BRACKET);
    world.open("3000");
    assertThat(refusal(world.market(Side.BUY, "6.7", false)))
        .isEqualTo(Verdict.Reason.POSITION_ABOVE_BRACKET);
    assertThat(world.market(Side.SELL, "20", false)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void refusesMoreLeverageUnderAPositionThatIsTooLargeForIt() {
    World world = new World("3000", "1000000", TERMS, Depth.ENDLESS);
    assertThat(world.market(Side.BUY, "100", false)).isInstanceOf(Verdict.Accepted.class);
    world.open("3000");

    assertThat(refusal(world.engine.setLeverage(world.account, World.ETH, 101)))
        .isEqualTo(Verdict.Reason.POSITION_ABOVE_BRACKET);
    assertThat(world.engine.setLeverage(world.account, World.ETH, 100))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void liquidatesALargePositionEarlier() {
    World world = new World("3000", "1000000", TERMS, Depth.ENDLESS);
    world.engine.setLeverage(world.account, World.ETH, 50);
    world.market(Side.BUY, "1000", false);
    world.open("3000");
    Position position = world.position();
    long first = position.liquidationPrice(Brackets.single(125, fixed("0.004")));
    long own = position.liquidationPrice(LARGEST);
    assertThat(own).isGreaterThan(first + fixed("5"));

    world.close(fixed("3000"), own - fixed("0.01"), fixed("3000"), fixed("3000"));

    assertThat(world.position().isFlat()).isTrue();
    assertThat(world.lastTrade().price()).isEqualTo(TERMS.tickDown(own));
    assertThat(List.of(world.lastTrade().quantity())).containsExactly(fixed("1000"));
  }

  private static Verdict.Reason refusal(Verdict verdict) {
    return ((Verdict.Rejected) verdict).reason();
  }
}
