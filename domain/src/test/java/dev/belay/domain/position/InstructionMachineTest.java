package dev.belay.domain.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.Instruction.End;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionFacts.LegOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator's instructions make of a position, step by step. */
class InstructionMachineTest {
  private static final Instant NOW = Instant.parse("2026-01-05T00:00:00Z");
  private static final Quantity ONE = Quantity.of("1");
  private static final Quantity HALF = Quantity.of("0.5");
  private static final Price OLD = Price.of("95");
  private static final Price NEW = Price.of("97");
  private static final Price TARGET = Price.of("120");
  private static final UnderWay STOP_MOVE = new UnderWay(1, new Instruction.MoveStop(NEW), 1);
  private static final LegOrder ENTERED =
      order(Leg.ENTRY, 0, OrderStatus.FILLED, "1", ONE, null, null);

  private static LegOrder order(
      Leg leg,
      int number,
      OrderStatus status,
      String executed,
      @Nullable Quantity quantity,
      @Nullable Price trigger,
      @Nullable String reason) {
    return new LegOrder(
        ClientOrderId.derive("i", "a", "p", leg, number),
        leg,
        number,
        status,
        Quantity.of(executed),
        quantity,
        trigger,
        reason,
        null);
  }

  private static LegOrder stop(
      int number, OrderStatus status, @Nullable Quantity quantity, Price trigger) {
    return order(Leg.STOP, number, status, "0", quantity, trigger, "VENUE_WOULD_TRIGGER: -2021");
  }

  private static LegOrder target(
      int number, OrderStatus status, @Nullable Quantity quantity, Price trigger) {
    return order(Leg.TARGET, number, status, "0", quantity, trigger, null);
  }

  private static LegOrder exit(int number, OrderStatus status, String executed) {
    return order(Leg.EXIT, number, status, executed, HALF, null, "NOT_PLACED: unknown");
  }

  private static PositionMachine.Plan plan(
      Quantity held, List<UnderWay> instructions, LegOrder... orders) {
    return plan(held, null, OLD, TARGET, instructions, orders);
  }

  private static PositionMachine.Plan plan(
      Quantity held,
      @Nullable ExitReason closing,
      Price stop,
      @Nullable Price target,
      List<UnderWay> instructions,
      LegOrder... orders) {
    return PositionMachine.next(
        new PositionFacts(
            closing == null ? PositionStatus.OPEN : PositionStatus.CLOSING,
            held,
            stop,
            target,
            closing,
            NOW,
            NOW,
            Duration.ofSeconds(5),
            instructions,
            List.of(orders)),
        NOW);
  }

  private static final LegOrder RESTING = stop(0, OrderStatus.WORKING, null, OLD);
  private static final LegOrder AIM = target(0, OrderStatus.WORKING, null, TARGET);

  private static List<PositionCommand> acts(PositionMachine.Plan plan) {
    return plan.commands().stream().filter(c -> !(c instanceof PositionCommand.Run)).toList();
  }

  @Test
  void aMovedStopIsPlacedWithTheHeldQuantityBesideTheOldOne() {
    assertThat(acts(plan(ONE, List.of(STOP_MOVE), ENTERED, RESTING, AIM)))
        .containsExactly(new PositionCommand.Place(Leg.STOP, 1, ONE, NEW, Duration.ZERO));
  }

  @Test
  void theOldStopStaysUntilTheNewOneIsAtTheVenue() {
    for (OrderStatus onItsWay : List.of(OrderStatus.RECORDED, OrderStatus.SENT)) {
      assertThat(
              acts(
                  plan(
                      ONE, List.of(STOP_MOVE), ENTERED, RESTING, stop(1, onItsWay, ONE, NEW), AIM)))
          .isEmpty();
    }
    assertThat(
            acts(
                plan(
                    ONE,
                    List.of(STOP_MOVE),
                    ENTERED,
                    RESTING,
                    stop(1, OrderStatus.WORKING, ONE, NEW),
                    AIM)))
        .containsExactly(new PositionCommand.Cancel(RESTING.id()));
  }

  @Test
  void theMoveIsDoneOnceOnlyTheNewStopRests() {
    LegOrder moved = stop(1, OrderStatus.WORKING, ONE, NEW);

    assertThat(
            acts(
                plan(
                    ONE,
                    List.of(STOP_MOVE),
                    ENTERED,
                    stop(0, OrderStatus.CANCELED, null, OLD),
                    moved,
                    AIM)))
        .containsExactly(
            new PositionCommand.Settle(1, End.DONE, "order %s rests".formatted(moved.id())));
  }

  @Test
  void aStopThatTheVenueRefusesLeavesTheOldOneAndEndsTheMove() {
    assertThat(
            acts(
                plan(
                    ONE,
                    List.of(STOP_MOVE),
                    ENTERED,
                    RESTING,
                    stop(1, OrderStatus.REJECTED, ONE, NEW),
                    AIM)))
        .singleElement()
        .satisfies(
            command -> {
              assertThat(command).isInstanceOf(PositionCommand.Settle.class);
              PositionCommand.Settle settle = (PositionCommand.Settle) command;
              assertThat(settle.end()).isEqualTo(End.REFUSED);
              assertThat(settle.outcome()).contains("REJECTED", "VENUE_WOULD_TRIGGER");
            });
    assertThat(
            acts(
                plan(
                    ONE,
                    List.of(),
                    ENTERED,
                    RESTING,
                    stop(1, OrderStatus.REJECTED, ONE, NEW),
                    AIM)))
        .isEmpty();
  }

  @Test
  void anOrderThatWasRecordedBeforeTheMoveIsNotTakenForIt() {
    LegOrder before = stop(1, OrderStatus.WORKING, ONE, OLD);

    assertThat(
            acts(
                plan(
                    ONE,
                    List.of(STOP_MOVE),
                    ENTERED,
                    stop(0, OrderStatus.EXPIRED, null, OLD),
                    before,
                    AIM)))
        .containsExactly(new PositionCommand.Place(Leg.STOP, 2, null, NEW, Duration.ZERO));
  }

  @Test
  void theNextMoveNeedsNoQuantityWhenTheOldStopHasOne() {
    LegOrder moved = stop(1, OrderStatus.WORKING, ONE, NEW);
    UnderWay back = new UnderWay(2, new Instruction.MoveStop(OLD), 2);

    assertThat(
            acts(
                plan(
                    ONE,
                    null,
                    NEW,
                    TARGET,
                    List.of(back),
                    ENTERED,
                    stop(0, OrderStatus.CANCELED, null, OLD),
                    moved,
                    AIM)))
        .containsExactly(new PositionCommand.Place(Leg.STOP, 2, null, OLD, Duration.ZERO));
  }

  @Test
  void afterAPartWasClosedAStopWithTheOldQuantityIsReplaced() {
    LegOrder moved = stop(1, OrderStatus.WORKING, ONE, NEW);
    LegOrder[] before = {ENTERED, stop(0, OrderStatus.CANCELED, null, OLD), moved, AIM};

    assertThat(acts(plan(HALF, null, NEW, TARGET, List.of(), before)))
        .containsExactly(new PositionCommand.Place(Leg.STOP, 2, null, NEW, Duration.ZERO));
    assertThat(
            acts(
                plan(
                    HALF,
                    null,
                    NEW,
                    TARGET,
                    List.of(),
                    before[0],
                    before[1],
                    before[2],
                    stop(2, OrderStatus.WORKING, null, NEW),
                    AIM)))
        .containsExactly(new PositionCommand.Cancel(moved.id()));
  }

  @Test
  void aStopForLessThanIsHeldIsNoGuard() {
    LegOrder small = stop(1, OrderStatus.WORKING, HALF, NEW);

    var plan =
        plan(
            ONE,
            null,
            NEW,
            TARGET,
            List.of(),
            ENTERED,
            stop(0, OrderStatus.CANCELED, null, OLD),
            small);

    assertThat(acts(plan))
        .containsExactly(new PositionCommand.Place(Leg.STOP, 2, null, NEW, Duration.ZERO));
  }

  @Test
  void aStopThatWasMovedIsTriedAsOftenAsAnyOther() {
    LegOrder gone = stop(1, OrderStatus.EXPIRED, null, NEW);
    LegOrder old = stop(0, OrderStatus.CANCELED, null, OLD);

    assertThat(acts(plan(ONE, null, NEW, null, List.of(), ENTERED, old, gone)))
        .containsExactly(new PositionCommand.Place(Leg.STOP, 2, null, NEW, Duration.ZERO));
    assertThat(
            acts(
                plan(
                    ONE,
                    null,
                    NEW,
                    null,
                    List.of(),
                    ENTERED,
                    old,
                    gone,
                    stop(2, OrderStatus.REJECTED, null, NEW),
                    stop(3, OrderStatus.REJECTED, null, NEW))))
        .contains(new PositionCommand.Store(PositionStatus.CLOSING, ExitReason.UNPROTECTED, false));
  }

  @Test
  void aTargetIsMovedLikeAStop() {
    UnderWay move = new UnderWay(1, new Instruction.MoveTarget(Price.of("130")), 1);

    assertThat(acts(plan(ONE, List.of(move), ENTERED, RESTING, AIM)))
        .containsExactly(
            new PositionCommand.Place(Leg.TARGET, 1, ONE, Price.of("130"), Duration.ZERO));
    assertThat(
            acts(
                plan(
                    ONE,
                    List.of(move),
                    ENTERED,
                    RESTING,
                    AIM,
                    target(1, OrderStatus.WORKING, ONE, Price.of("130")))))
        .containsExactly(new PositionCommand.Cancel(AIM.id()));
  }

  @Test
  void aTargetThatIsTakenAwayDoesNotComeBack() {
    UnderWay none = new UnderWay(1, new Instruction.MoveTarget(null), 1);
    LegOrder gone = target(0, OrderStatus.CANCELED, null, TARGET);

    assertThat(acts(plan(ONE, List.of(none), ENTERED, RESTING, AIM)))
        .containsExactly(new PositionCommand.Cancel(AIM.id()));
    assertThat(acts(plan(ONE, List.of(none), ENTERED, RESTING, gone)))
        .containsExactly(new PositionCommand.Settle(1, End.DONE, "no target rests any more"));
    assertThat(acts(plan(ONE, null, OLD, null, List.of(), ENTERED, RESTING, gone))).isEmpty();
  }

  @Test
  void aPartIsClosedByOneExitAfterTheOther() {
    UnderWay part = new UnderWay(1, new Instruction.Close(HALF), 0);

    assertThat(acts(plan(ONE, List.of(part), ENTERED, RESTING, AIM)))
        .containsExactly(new PositionCommand.Place(Leg.EXIT, 0, HALF, null, Duration.ZERO));
    assertThat(
            acts(
                plan(ONE, List.of(part), ENTERED, RESTING, AIM, exit(0, OrderStatus.WORKING, "0"))))
        .isEmpty();
    assertThat(
            acts(
                plan(
                    Quantity.of("0.8"),
                    List.of(part),
                    ENTERED,
                    RESTING,
                    AIM,
                    exit(0, OrderStatus.EXPIRED, "0.2"))))
        .containsExactly(
            new PositionCommand.Place(Leg.EXIT, 1, Quantity.of("0.3"), null, Duration.ZERO));
    assertThat(
            acts(
                plan(
                    HALF,
                    List.of(part),
                    ENTERED,
                    RESTING,
                    AIM,
                    exit(0, OrderStatus.FILLED, "0.5"))))
        .containsExactly(new PositionCommand.Settle(1, End.DONE, "0.5 were closed"));
  }

  @Test
  void anEarlierPartDoesNotCountForTheNext() {
    UnderWay part = new UnderWay(2, new Instruction.Close(Quantity.of("0.2")), 1);

    assertThat(
            acts(
                plan(
                    HALF,
                    List.of(part),
                    ENTERED,
                    RESTING,
                    AIM,
                    exit(0, OrderStatus.FILLED, "0.5"))))
        .containsExactly(
            new PositionCommand.Place(Leg.EXIT, 1, Quantity.of("0.2"), null, Duration.ZERO));
  }

  @Test
  void aBusyVenueRefusesNeitherAMoveNorAPart() {
    String busy = "VENUE_RATE_LIMITED: HTTP 429";
    LegOrder limited = order(Leg.STOP, 1, OrderStatus.REJECTED, "0", ONE, NEW, busy);
    UnderWay part = new UnderWay(1, new Instruction.Close(HALF), 0);
    LegOrder[] exits = new LegOrder[6];
    exits[0] = ENTERED;
    exits[1] = RESTING;
    exits[2] = AIM;
    for (int n = 0; n < 3; n++) {
      exits[3 + n] = order(Leg.EXIT, n, OrderStatus.REJECTED, "0", HALF, null, busy);
    }

    assertThat(acts(plan(ONE, List.of(STOP_MOVE), ENTERED, RESTING, limited, AIM)))
        .containsExactly(
            new PositionCommand.Place(Leg.STOP, 2, ONE, NEW, PositionMachine.BUSY_DELAY));
    assertThat(acts(plan(ONE, List.of(part), exits)))
        .containsExactly(
            new PositionCommand.Place(Leg.EXIT, 3, HALF, null, PositionMachine.BUSY_DELAY));
  }

  @Test
  void aPartThatTheVenueKeepsRefusingIsGivenUp() {
    UnderWay part = new UnderWay(1, new Instruction.Close(HALF), 0);

    assertThat(
            acts(
                plan(
                    ONE,
                    List.of(part),
                    ENTERED,
                    RESTING,
                    AIM,
                    exit(0, OrderStatus.REJECTED, "0"),
                    exit(1, OrderStatus.REJECTED, "0"),
                    exit(2, OrderStatus.REJECTED, "0"))))
        .singleElement()
        .isInstanceOfSatisfying(
            PositionCommand.Settle.class,
            settle -> assertThat(settle.end()).isEqualTo(End.REFUSED));
  }

  @Test
  void closingAllWaitsForThePartThatIsOnItsWayAndClosesWhatIsLeft() {
    LegOrder part = exit(0, OrderStatus.WORKING, "0");

    assertThat(
            acts(
                plan(ONE, ExitReason.COMMAND, OLD, TARGET, List.of(), ENTERED, RESTING, AIM, part)))
        .isEmpty();
    assertThat(
            acts(
                plan(
                    HALF,
                    ExitReason.COMMAND,
                    OLD,
                    TARGET,
                    List.of(),
                    ENTERED,
                    RESTING,
                    AIM,
                    exit(0, OrderStatus.FILLED, "0.5"))))
        .containsExactly(new PositionCommand.Place(Leg.EXIT, 1, HALF, null, Duration.ZERO));
  }
}
