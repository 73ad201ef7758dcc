package dev.belay.engine.fill;

import static dev.belay.engine.fill.World.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Verdict.Rejected;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FillEngineTest {
  private final World world = new World("3000", "1000");

  private void openLong(String quantity) {
    assertThat(world.market(Side.BUY, quantity, false)).isInstanceOf(Verdict.Accepted.class);
    world.open("3000");
  }

  private static Verdict.Reason reason(Verdict verdict) {
    return ((Rejected) verdict).reason();
  }

  private List<Order.State> states() {
    return world.events.stream()
        .filter(FillEvent.Closed.class::isInstance)
        .map(e -> ((FillEvent.Closed) e).state())
        .toList();
  }

  @Test
  void fillsAMarketOrderAtTheNextOpenAgainstTheAccount() {
    world.market(Side.BUY, "0.1", false);
    assertThat(world.trades()).isEmpty();

    world.close("3050", "2950", "3010", "3010");

    Trade trade = world.lastTrade();
    assertThat(trade.price()).isEqualTo(fixed("3010.61"));
    assertThat(trade.at()).isEqualTo(60_000);
    assertThat(trade.fee()).isEqualTo(fixed("0.1505305"));
    assertThat(world.position().quantity()).isEqualTo(fixed("0.1"));
    assertThat(world.position().margin()).isEqualTo(fixed("15.05305"));
  }

  @Test
  void firesTheStopBeforeTheTargetAndStampsTheClose() {
    openLong("0.1");
    world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2950");
    world.closeAt(Side.SELL, OrderType.TAKE_PROFIT_MARKET, "3100");

    world.close("3150", "2900", "3000", "3000");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("2949.41"));
    assertThat(world.lastTrade().at()).isEqualTo(world.now());
    assertThat(world.position().isFlat()).isTrue();
    assertThat(world.account.orders()).isEmpty();
    assertThat(states())
        .containsExactly(
            Order.State.FILLED, Order.State.FILLED, Order.State.EXPIRED, Order.State.FILLED);
  }

  @Test
  void fillsAStopAtTheOpenWhenTheCandleGappedThroughIt() {
    openLong("0.1");
    world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2950");
    world.close("3000", "2990", "2990", "2920");

    world.close("2930", "2900", "2925", "2925");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("2919.41"));
  }

  @Test
  void keepsAFillInsideTheCandle() {
    openLong("0.1");
    world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2950");

    world.close("3000", "2950", "2960", "2960");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("2950"));
  }

  @Test
  void liquidatesWhenTheMarginIsUsedUpAndTakesNoMoreThanTheMargin() {
    world.engine.setLeverage(world.account, World.ETH, 50);
    openLong("1");
    long margin = world.position().margin();
    long walletBefore = world.account.wallet();
    long liquidation = world.position().liquidationPrice(World.TERMS.brackets());
    assertThat(liquidation).isBetween(fixed("2955"), fixed("2956"));

    world.close("3000", "2900", "2950", "2950");

    assertThat(world.position().isFlat()).isTrue();
    assertThat(world.lastTrade().price()).isEqualTo(World.TERMS.tickDown(liquidation));
    assertThat(walletBefore - world.account.wallet()).isLessThanOrEqualTo(margin);
    assertThat(world.account.wallet()).isPositive();
  }

  @Test
  void firesAStopThatIsNearerThanTheLiquidationFirst() {
    world.engine.setLeverage(world.account, World.ETH, 50);
    openLong("1");
    world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2970");

    world.close("3000", "2900", "2950", "2950");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("2969.4"));
  }

  @Test
  void liquidatesBeforeAStopThatIsFartherAway() {
    world.engine.setLeverage(world.account, World.ETH, 50);
    openLong("1");
    world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2920");

    world.close("3000", "2900", "2950", "2950");

    assertThat(world.lastTrade().price()).isGreaterThan(fixed("2950"));
    assertThat(world.account.orders()).isEmpty();
  }

  @Test
  void chargesLongsAndPaysShortsWhenTheRateIsPositive() {
    openLong("0.1");
    long before = world.account.wallet();

    world.fundingDue(fixed("0.0001")).open("3000");

    assertThat(world.account.wallet() - before).isEqualTo(-fixed("0.03"));
    World shorts = new World("3000", "1000");
    shorts.market(Side.SELL, "0.1", false);
    shorts.open("3000");
    long short0 = shorts.account.wallet();
    shorts.fundingDue(fixed("0.0001")).open("3000");
    assertThat(shorts.account.wallet() - short0).isEqualTo(fixed("0.03"));
  }

  @Test
  void chargesNoFundingOnWhatOpensAtTheStamp() {
    world.market(Side.BUY, "0.1", false);

    world.fundingDue(fixed("0.01")).open("3000");

    assertThat(world.events).noneMatch(FillEvent.FundingSettled.class::isInstance);
  }

  @Test
  void restsALimitOrderAndMakes() {
    world.limit(Side.BUY, "0.1", "2950", TimeInForce.GTC);
    world.open("3000");
    world.close("3000", "2950", "2980", "2980");
    assertThat(world.trades()).isEmpty();

    world.close("3000", "2949.99", "2980", "2980");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("2950"));
    assertThat(world.lastTrade().maker()).isTrue();
    assertThat(world.lastTrade().fee()).isEqualTo(fixed("0.059"));
  }

  @Test
  void takesWithALimitOrderThatIsMarketableAtTheNextOpen() {
    world.limit(Side.BUY, "0.1", "3000.10", TimeInForce.GTC);

    world.open("3000");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("3000.10"));
    assertThat(world.lastTrade().maker()).isFalse();
  }

  @Test
  void expiresWhatMustTakeAtOnceOrNever() {
    world.limit(Side.BUY, "0.1", "2900", TimeInForce.IOC);

    world.open("3000");

    assertThat(states()).containsExactly(Order.State.EXPIRED);
    assertThat(reason(world.limit(Side.BUY, "0.1", "3100", TimeInForce.GTX)))
        .isEqualTo(Verdict.Reason.WOULD_TAKE);
  }

  @Test
  void turnsAPositionWithOneTrade() {
    openLong("0.1");
    world.market(Side.SELL, "0.3", false);

    world.open("3000");

    assertThat(world.position().quantity()).isEqualTo(fixed("-0.2"));
    assertThat(world.trades()).hasSize(2);
    assertThat(world.lastTrade().realizedPnl()).isNegative();
  }

  @Test
  void capsAReduceOnlyOrderAtThePosition() {
    openLong("0.1");
    world.market(Side.SELL, "0.3", true);

    world.open("3000");

    assertThat(world.position().isFlat()).isTrue();
    assertThat(world.lastTrade().quantity()).isEqualTo(fixed("0.1"));
  }

  @Test
  void expiresAMarketOrderThatTheAccountCannotCarryAtTheOpen() {
    world.engine.setLeverage(world.account, World.ETH, 1);
    world.market(Side.BUY, "0.33", false);

    world.open("3100");

    assertThat(world.trades()).isEmpty();
    assertThat(states()).containsExactly(Order.State.EXPIRED);
    assertThat(world.account.reserved()).isZero();
  }

  @Test
  void refusesWhatTheVenueWouldNotTake() {
    assertThat(reason(world.market(Side.BUY, "0.0005", false)))
        .isEqualTo(Verdict.Reason.QUANTITY_OFF_STEP);
    assertThat(reason(world.market(Side.BUY, "0.001", false)))
        .isEqualTo(Verdict.Reason.NOTIONAL_TOO_SMALL);
    assertThat(reason(world.market(Side.BUY, "10", false)))
        .isEqualTo(Verdict.Reason.MARGIN_INSUFFICIENT);
    assertThat(reason(world.market(Side.SELL, "0.1", true)))
        .isEqualTo(Verdict.Reason.NOTHING_TO_REDUCE);
    assertThat(reason(world.limit(Side.BUY, "0.1", "3000.001", TimeInForce.GTC)))
        .isEqualTo(Verdict.Reason.PRICE_OFF_TICK);
    openLong("0.1");
    assertThat(reason(world.closeAt(Side.SELL, OrderType.STOP_MARKET, "3001")))
        .isEqualTo(Verdict.Reason.WOULD_TRIGGER);
    assertThat(reason(world.closeAt(Side.SELL, OrderType.TAKE_PROFIT_MARKET, "2999")))
        .isEqualTo(Verdict.Reason.WOULD_TRIGGER);
    assertThat(reason(world.engine.setLeverage(world.account, World.ETH, 5)))
        .isEqualTo(Verdict.Reason.LEVERAGE_REDUCTION);
  }

  @Test
  void takesOneStopAndOneTargetWithoutAQuantityInADirection() {
    openLong("0.1");
    world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2950");

    assertThat(reason(world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2960")))
        .isEqualTo(Verdict.Reason.CLOSING_ORDER_EXISTS);
    assertThat(world.closeAt(Side.SELL, OrderType.TAKE_PROFIT_MARKET, "3100"))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(reason(world.closeAt(Side.SELL, OrderType.TAKE_PROFIT_MARKET, "3200")))
        .isEqualTo(Verdict.Reason.CLOSING_ORDER_EXISTS);
  }

  @Test
  void restoresAnAccountFromItsRows() {
    openLong("0.1");
    world.closeAt(Side.SELL, OrderType.STOP_MARKET, "2950");
    world.market(Side.BUY, "0.1", false);

    Account restored =
        Account.restore(
            "test",
            world.account.wallet(),
            world.account.positions(),
            world.account.orders(),
            Map.of());

    assertThat(restored).usingRecursiveComparison().isEqualTo(world.account);
  }
}
