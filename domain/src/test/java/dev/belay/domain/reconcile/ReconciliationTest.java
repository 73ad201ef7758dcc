package dev.belay.domain.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.reconcile.AccountSides.Held;
import dev.belay.domain.reconcile.AccountSides.Holding;
import dev.belay.domain.reconcile.AccountSides.Order;
import dev.belay.domain.reconcile.AccountSides.Resting;
import dev.belay.domain.reconcile.Repair.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final String POSITION = "main.a/BTCUSDT/1";

  private final List<Order> orders = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();
  private final List<Resting> resting = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final Set<String> notRunning = new HashSet<>();
  private @Nullable Usdt cash = Usdt.of("1000");

  /** A short position with its stop, the same on all sides. */
  private void guarded() {
    orders.add(order("entry", Leg.ENTRY, OrderStatus.FILLED));
    orders.add(order("stop", Leg.STOP, OrderStatus.WORKING));
    holdings.add(new Holding(POSITION, BTC, new BigDecimal("-0.5"), true));
    resting.add(new Resting("stop", BTC, false));
    held.add(new Held(BTC, new BigDecimal("-0.50")));
  }

  private static Order order(String id, Leg leg, OrderStatus status) {
    return new Order(id, POSITION, BTC, leg, status, false);
  }

  private List<Difference> found() {
    return Reconciliation.of(
        new AccountSides(
            "main.a",
            new AccountSides.Ledger(cash, orders, holdings),
            new AccountSides.Venue(Usdt.of("1000.0"), resting, held),
            notRunning));
  }

  private Difference only() {
    assertThat(found()).hasSize(1);
    return found().getFirst();
  }

  @Test
  void equalSidesDifferInNothing() {
    guarded();

    assertThat(found()).isEmpty();
  }

  @Test
  void anOrderNobodyRecordedIsLeftToTheOperator() {
    guarded();
    resting.add(new Resting("by hand", BTC, false));

    assertThat(only().kind()).isEqualTo(CaseKind.UNKNOWN_ORDER);
    assertThat(only().subject()).isEqualTo("by hand");
    assertThat(only().repairs()).isEmpty();
  }

  @Test
  void anOrderThatIsOverInTheLedgerIsCancelledAndLookedAt() {
    guarded();
    orders.add(order("target", Leg.TARGET, OrderStatus.NOT_PLACED));
    resting.add(new Resting("target", BTC, false));

    assertThat(only().kind()).isEqualTo(CaseKind.STILL_OPEN);
    assertThat(only().repairs())
        .containsExactly(
            new Repair(Step.CANCEL_ORDER, "target"), new Repair(Step.LOOK_AT_ORDER, "target"));
  }

  @Test
  void aStopOfAPositionThatIsOverIsCancelled() {
    orders.add(new Order("stop", POSITION, BTC, Leg.STOP, OrderStatus.CANCELED, true));
    resting.add(new Resting("stop", BTC, false));

    assertThat(only().kind()).isEqualTo(CaseKind.ORPHAN_STOP);
    assertThat(only().repairs()).containsExactly(new Repair(Step.CANCEL_ORDER, "stop"));
  }

  @Test
  void anOrderThatTheVenueLacksIsLookedAt() {
    guarded();
    orders.add(order("target", Leg.TARGET, OrderStatus.WORKING));

    assertThat(only().kind()).isEqualTo(CaseKind.MISSING_ORDER);
    assertThat(only().repairs()).containsExactly(new Repair(Step.LOOK_AT_ORDER, "target"));
  }

  @Test
  void anOrderInDoubtIsNoDifference() {
    guarded();
    orders.add(order("target", Leg.TARGET, OrderStatus.SENT));
    orders.add(order("exit", Leg.EXIT, OrderStatus.RECORDED));

    assertThat(found()).isEmpty();
  }

  @Test
  void aStopThatHasTriggeredAndDoesNotTradeIsLookedAt() {
    guarded();
    resting.clear();
    resting.add(new Resting("algo-17", BTC, true));

    assertThat(only().kind()).isEqualTo(CaseKind.TRIGGERED_UNFILLED);
    assertThat(only().repairs()).containsExactly(new Repair(Step.LOOK_AT_ORDER, "stop"));
  }

  @Test
  void aStopThatIsKnownToHaveTriggeredIsTheMachinesToFollow() {
    guarded();
    orders.set(1, order("stop", Leg.STOP, OrderStatus.TRIGGERED));
    resting.clear();
    resting.add(new Resting("algo-17", BTC, true));

    assertThat(found()).isEmpty();
  }

  @Test
  void aStopThatIsGoneLeavesThePositionNaked() {
    guarded();
    resting.clear();

    assertThat(found())
        .extracting(Difference::kind)
        .containsExactly(CaseKind.MISSING_ORDER, CaseKind.NAKED_POSITION);
    assertThat(found().getLast().repairs())
        .containsExactly(
            new Repair(Step.LOOK_AT_ORDER, "stop"), new Repair(Step.TELL_POSITION, POSITION));
  }

  @Test
  void aPositionThatWasJustFilledMayBeWithoutItsStop() {
    orders.add(order("entry", Leg.ENTRY, OrderStatus.FILLED));
    holdings.add(new Holding(POSITION, BTC, new BigDecimal("0.5"), false));
    held.add(new Held(BTC, new BigDecimal("0.5")));

    assertThat(found()).isEmpty();
  }

  @Test
  void anotherQuantityIsLookedAtOrderByOrder() {
    guarded();
    held.clear();
    held.add(new Held(BTC, new BigDecimal("-0.3")));

    assertThat(only().kind()).isEqualTo(CaseKind.QUANTITY_MISMATCH);
    assertThat(only().detail()).isEqualTo("-0.5 in the ledger, -0.3 at the venue");
    assertThat(only().repairs())
        .containsExactly(
            new Repair(Step.LOOK_AT_ORDER, "entry"),
            new Repair(Step.LOOK_AT_ORDER, "stop"),
            new Repair(Step.TELL_POSITION, POSITION));
  }

  @Test
  void whatTheLedgerHasNoPositionForIsLeftToTheOperator() {
    held.add(new Held(BTC, new BigDecimal("2")));

    assertThat(only().kind()).isEqualTo(CaseKind.UNKNOWN_POSITION);
    assertThat(only().symbol()).isEqualTo(BTC);
    assertThat(only().repairs()).isEmpty();
  }

  @Test
  void otherCashIsADriftUnlessCapitalIsOnItsWay() {
    cash = Usdt.of("1001.5");

    assertThat(only().kind()).isEqualTo(CaseKind.BALANCE_DRIFT);
    assertThat(only().detail()).isEqualTo("the venue has -1.5 USDT");
    assertThat(only().repairs()).containsExactly(new Repair(Step.BOOK_FUNDING, "main.a"));

    cash = null;
    assertThat(found()).isEmpty();
  }

  @Test
  void whatNoWorkflowLooksAfterIsToldToStart() {
    guarded();
    notRunning.add("stop");
    notRunning.add(POSITION);

    assertThat(found())
        .extracting(Difference::kind, Difference::symbol, Difference::repairs)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                CaseKind.NOT_RUNNING, BTC, List.of(new Repair(Step.TELL_POSITION, POSITION))),
            org.assertj.core.groups.Tuple.tuple(
                CaseKind.NOT_RUNNING, BTC, List.of(new Repair(Step.LOOK_AT_ORDER, "stop"))));
  }

  @Test
  void onlyWhatStandsStillIsADifference() {
    guarded();
    held.clear();
    held.add(new Held(BTC, new BigDecimal("-0.3")));
    List<Difference> first = found();
    held.clear();
    held.add(new Held(BTC, new BigDecimal("-0.2")));
    List<Difference> moved = found();

    assertThat(Reconciliation.unchanged(first, moved)).isEmpty();
    assertThat(Reconciliation.unchanged(moved, found())).isEqualTo(moved);
  }
}
