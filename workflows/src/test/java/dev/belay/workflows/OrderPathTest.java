package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.VenueOrderStatus;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.PositionStatus;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.order.OrderWorkflow;
import dev.belay.workflows.order.OrderWorkflowImpl;
import dev.belay.workflows.position.PositionWorkflow;
import dev.belay.workflows.position.PositionWorkflowImpl;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import dev.belay.workflows.wire.TaskQueues;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders and positions in skipped time, against a ledger and a venue in memory. */
class OrderPathTest {
  private final TestWorkflowEnvironment env = TestEnvironments.create();
  private final FakeWorld world =
      new FakeWorld(() -> Instant.ofEpochMilli(env.currentTimeMillis()));
  private final Launcher launcher = new Launcher(env.getWorkflowClient(), "i", "paper");

  @BeforeEach
  void start() {
    Worker flows = env.newWorker(TaskQueues.ORCHESTRATION);
    flows.registerWorkflowImplementationTypes(OrderWorkflowImpl.class, PositionWorkflowImpl.class);
    flows.registerActivitiesImplementations(
        new OrderBook(world), new PositionBook(world), launcher);
    env.newWorker(TaskQueues.VENUE).registerActivitiesImplementations(new VenueOnly(world));
    env.start();
  }

  @AfterEach
  void stop() {
    env.close();
  }

  @Test
  void submitsOnceWhenTheAnswerIsLost() {
    world.answer =
        intent -> {
          SubmitOutcome lost = world.accept(intent);
          return new SubmitOutcome.Unknown("dropped after " + lost);
        };
    ClientOrderId entry = world.recordEntry();

    launcher.order(entry);
    until(() -> world.statusOf(entry) == OrderStatus.WORKING);
    world.fill(entry);
    launcher.hintOrder(entry);

    assertThat(orderResult(entry)).isEqualTo(OrderStatus.FILLED);
    assertThat(world.submitted).containsExactly(entry);
  }

  @Test
  void closesAsNotPlacedOnlyOnceAbsenceIsProven() {
    world.answer = intent -> new SubmitOutcome.Unknown("never arrived");
    ClientOrderId entry = world.recordEntry();
    Instant before = now();

    launcher.order(entry);

    assertThat(orderResult(entry)).isEqualTo(OrderStatus.NOT_PLACED);
    assertThat(world.submitted).containsExactly(entry);
    assertThat(Duration.between(before, now())).isGreaterThan(Duration.ofSeconds(8));
  }

  @Test
  void anOrderClaimedByADeadWorkerIsAskedForAndNeverSent() {
    ClientOrderId entry = world.recordEntry();
    world.claimWithoutAnswer(entry);

    launcher.order(entry);

    assertThat(orderResult(entry)).isEqualTo(OrderStatus.NOT_PLACED);
    assertThat(world.submitted).isEmpty();
  }

  @Test
  void aCancelIsAMessageAndTheWorkflowEndsWithTheVenuesWord() {
    ClientOrderId entry = world.recordEntry();
    launcher.order(entry);
    until(() -> world.statusOf(entry) == OrderStatus.WORKING);

    launcher.cancelOrder(entry);

    assertThat(orderResult(entry)).isEqualTo(OrderStatus.CANCELED);
    assertThat(world.cancels).isEqualTo(1);
  }

  @Test
  void aPositionIsGuardedAfterItsEntryAndClosedByItsStop() {
    open();
    ClientOrderId stop = await(Leg.STOP);
    ClientOrderId target = await(Leg.TARGET);

    world.fill(stop);
    launcher.hintOrder(stop);

    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);
    assertThat(world.exitReason()).isEqualTo(ExitReason.STOP);
    assertThat(world.venueStatus(target)).isEqualTo(VenueOrderStatus.CANCELED);
  }

  @Test
  void aStopThatTriggersAndDoesNotTradeIsFollowedByAnExit() {
    open();
    ClientOrderId stop = await(Leg.STOP);
    await(Leg.TARGET);

    world.trigger(stop);
    launcher.hintOrder(stop);
    ClientOrderId exit = await(Leg.EXIT);
    assertThat(world.venueStatus(stop)).isEqualTo(VenueOrderStatus.TRIGGERED);
    world.fill(exit);
    launcher.hintOrder(exit);

    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);
    assertThat(world.exitReason()).isEqualTo(ExitReason.STOP);
    assertThat(world.held().isZero()).isTrue();
  }

  @Test
  void aTradeSeenAfterTheEndStartsItsPositionAgain() {
    open();
    ClientOrderId entry = world.submitted.getFirst();
    ClientOrderId stop = await(Leg.STOP);
    await(Leg.TARGET);
    world.fill(stop);
    launcher.hintOrder(stop);
    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);

    world.fill(entry);
    launcher.hintOrder(entry);

    until(() -> !stop.equals(world.atVenue(Leg.STOP)));
    assertThat(world.status()).isEqualTo(PositionStatus.OPEN);
    ClientOrderId second = await(Leg.STOP);
    assertThat(world.statusOf(entry)).isEqualTo(OrderStatus.FILLED);
    assertThat(world.submitted).doesNotHaveDuplicates();
    world.fill(second);
    launcher.hintOrder(second);
    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);
  }

  @Test
  void aPositionAskedToCloseSendsOneExitAndTakesItsStopAway() {
    open();
    ClientOrderId stop = await(Leg.STOP);
    launcher.closePosition(new CloseCommand(FakeWorld.POSITION, ExitReason.DECISION));
    launcher.closePosition(new CloseCommand(FakeWorld.POSITION, ExitReason.COMMAND));

    ClientOrderId exit = await(Leg.EXIT);
    world.fill(exit);
    launcher.hintOrder(exit);

    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);
    assertThat(world.exitReason()).isEqualTo(ExitReason.DECISION);
    assertThat(world.venueStatus(stop)).isEqualTo(VenueOrderStatus.CANCELED);
    assertThat(world.submitted).doesNotHaveDuplicates();
  }

  @Test
  void aPositionWhoseStopIsRefusedIsClosed() {
    world.answer =
        intent ->
            intent.leg() == Leg.STOP
                ? new SubmitOutcome.Rejected("VENUE_WOULD_TRIGGER", "-2021")
                : world.accept(intent);
    open();

    ClientOrderId exit = await(Leg.EXIT);
    world.fill(exit);
    launcher.hintOrder(exit);

    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);
    assertThat(world.exitReason()).isEqualTo(ExitReason.UNPROTECTED);
  }

  @Test
  void aPositionWhoseStopStaysUnknownIsClosedWithinTheBound() {
    world.answer =
        intent ->
            intent.leg() == Leg.STOP ? new SubmitOutcome.Unknown("silence") : world.accept(intent);
    open();
    Instant filled = now();

    ClientOrderId exit = await(Leg.EXIT);

    assertThat(Duration.between(filled, now())).isLessThan(Duration.ofSeconds(7));
    world.fill(exit);
    launcher.hintOrder(exit);
    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);
  }

  @Test
  void aMovedStopIsAtTheVenueBeforeTheOldOneIsCancelled() {
    guarded();
    boolean[] naked = {false};
    world.answer =
        intent -> {
          naked[0] |= world.resting(Leg.STOP).isEmpty();
          return world.accept(intent);
        };

    tell(new Instruction.MoveStop(Price.of("97")));
    until(() -> world.settled.contains("1 DONE"));

    assertThat(naked[0]).isFalse();
    assertThat(world.resting(Leg.STOP)).containsExactly("1@97");

    tell(new Instruction.MoveStop(Price.of("98")));
    until(() -> world.settled.contains("2 DONE"));
    assertThat(world.resting(Leg.STOP)).containsExactly("all@98");
    assertThat(world.submitted).doesNotHaveDuplicates();
  }

  @Test
  void aStopThatTheVenueRefusesLeavesTheOldOne() {
    guarded();
    world.answer =
        intent -> new SubmitOutcome.Rejected("VENUE_WOULD_TRIGGER", "-2021 " + intent.id());

    tell(new Instruction.MoveStop(Price.of("99")));
    until(() -> world.settled.contains("1 REFUSED"));

    assertThat(world.resting(Leg.STOP)).containsExactly("all@95");
    assertThat(world.status()).isEqualTo(PositionStatus.OPEN);
  }

  @Test
  void aStopWhoseMoveIsInDoubtStaysUntilTheVenueHasTold() {
    guarded();
    world.answer = intent -> new SubmitOutcome.Unknown("silence");

    tell(new Instruction.MoveStop(Price.of("97")));
    env.sleep(Duration.ofSeconds(3));
    assertThat(world.resting(Leg.STOP)).containsExactly("all@95");

    until(() -> world.settled.contains("1 REFUSED"));
    assertThat(world.resting(Leg.STOP)).containsExactly("all@95");
    assertThat(world.submitted).doesNotHaveDuplicates();
  }

  @Test
  void aMovedTargetReplacesTheOldOneWithinSeconds() {
    guarded();
    Instant asked = now();

    tell(new Instruction.MoveTarget(Price.of("130")));
    until(() -> world.settled.contains("1 DONE"));

    assertThat(Duration.between(asked, now())).isLessThan(Duration.ofSeconds(10));
    assertThat(world.resting(Leg.TARGET)).containsExactly("1@130");
    assertThat(world.resting(Leg.STOP)).containsExactly("all@95");
  }

  @Test
  void aTargetThatIsTakenAwayDoesNotComeBack() {
    guarded();

    tell(new Instruction.MoveTarget(null));
    until(() -> world.settled.contains("1 DONE"));
    env.sleep(Duration.ofMinutes(5));

    assertThat(world.resting(Leg.TARGET)).isEmpty();
    assertThat(world.resting(Leg.STOP)).containsExactly("all@95");
  }

  @Test
  void aPartIsClosedAndTheStopCoversWhatRemains() {
    guarded();
    tell(new Instruction.MoveStop(Price.of("97")));
    until(() -> world.settled.contains("1 DONE"));

    tell(new Instruction.Close(Quantity.of("0.4")));
    ClientOrderId exit = await(Leg.EXIT);
    assertThat(world.resting(Leg.STOP)).containsExactly("1@97");
    world.fill(exit);
    launcher.hintOrder(exit);
    until(() -> world.settled.contains("2 DONE"));
    until(() -> world.resting(Leg.STOP).equals(List.of("all@97")));

    assertThat(world.held()).isEqualTo(Quantity.of("0.6"));
    assertThat(world.status()).isEqualTo(PositionStatus.OPEN);
    launcher.closePosition(new CloseCommand(FakeWorld.POSITION, ExitReason.COMMAND));
    until(() -> !exit.equals(world.atVenue(Leg.EXIT)));
    ClientOrderId rest = await(Leg.EXIT);
    world.fill(rest);
    launcher.hintOrder(rest);
    assertThat(positionResult()).isEqualTo(PositionStatus.CLOSED);
    assertThat(world.held()).isEqualTo(Quantity.ZERO);
  }

  @Test
  void anInstructionIsCarriedOutThoughItsMessageWasLost() {
    guarded();

    world.tell(new Instruction.MoveStop(Price.of("97")));
    env.sleep(Duration.ofMinutes(2));

    assertThat(world.settled).containsExactly("1 DONE");
    assertThat(world.resting(Leg.STOP)).containsExactly("1@97");
  }

  @Test
  void anEntryThatIsRefusedOpensNothing() {
    world.answer = intent -> new SubmitOutcome.Rejected("VENUE_MARGIN", "-2019");
    world.recordEntry();

    launcher.position(FakeWorld.POSITION);

    assertThat(positionResult()).isEqualTo(PositionStatus.NOT_OPENED);
  }

  @Test
  void aPositionStartedTwiceIsOne() {
    open();
    launcher.position(FakeWorld.POSITION);
    await(Leg.STOP);

    assertThat(world.submitted).doesNotHaveDuplicates();
  }

  private void open() {
    ClientOrderId entry = world.recordEntry();
    launcher.position(FakeWorld.POSITION);
    until(() -> world.statusOf(entry) == OrderStatus.WORKING);
    world.fill(entry);
    launcher.hintOrder(entry);
  }

  /** Opens it and waits until stop and target rest. */
  private void guarded() {
    open();
    until(() -> world.resting(Leg.STOP).size() == 1 && world.resting(Leg.TARGET).size() == 1);
  }

  private void tell(Instruction wanted) {
    launcher.instructed(FakeWorld.POSITION, world.tell(wanted), wanted);
  }

  private ClientOrderId await(Leg leg) {
    until(() -> world.atVenue(leg) != null);
    ClientOrderId id = world.atVenue(leg);
    if (id == null) {
      throw new AssertionError(
          "Expected an order of leg " + leg + ", submitted " + world.submitted);
    }
    return id;
  }

  /** Lets skipped time pass in small steps until it is so. */
  private void until(Supplier<Boolean> so) {
    for (int i = 0; i < 400 && !so.get(); i++) {
      env.sleep(Duration.ofMillis(50));
    }
    assertThat(so.get()).as("submitted so far: " + List.copyOf(world.submitted)).isTrue();
  }

  private Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }

  private OrderStatus orderResult(ClientOrderId id) {
    return result(WorkflowIds.order(id), OrderStatus.class, OrderWorkflow.class);
  }

  private PositionStatus positionResult() {
    return result(
        WorkflowIds.position(FakeWorld.POSITION), PositionStatus.class, PositionWorkflow.class);
  }

  private <R, W> R result(String id, Class<R> type, Class<W> workflow) {
    W stub = env.getWorkflowClient().newWorkflowStub(workflow, id);
    return WorkflowStub.fromTyped(stub).getResult(type);
  }
}
