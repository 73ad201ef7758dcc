package dev.belay.workflows.position;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionCommand;
import dev.belay.domain.position.PositionFacts;
import dev.belay.domain.position.PositionFacts.LegOrder;
import dev.belay.domain.position.PositionMachine;
import dev.belay.domain.position.PositionStatus;
import dev.belay.workflows.position.PositionActivities.PositionUpdate;
import dev.belay.workflows.position.PositionActivities.PositionView;
import dev.belay.workflows.position.PositionActivities.ReducingIntent;
import dev.belay.workflows.position.PositionActivities.Settlement;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Drives {@link PositionMachine}: loads the facts, carries out its commands, waits for news. */
public final class PositionWorkflowImpl implements PositionWorkflow {
  private final PositionActivities book =
      Workflow.newLocalActivityStub(PositionActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);

  private final TreeSet<ClientOrderId> running = new TreeSet<>();
  private final TreeSet<ClientOrderId> canceling = new TreeSet<>();
  private boolean news;
  private @Nullable ExitReason closeAsked;

  @Override
  public PositionStatus run(PositionInput input) {
    while (true) {
      news = false;
      storeCloseAsked(input.positionId());
      PositionView view = book.load(input.positionId());
      PositionFacts facts = known(facts(view));
      PositionMachine.Plan plan = PositionMachine.next(facts, wallNow(), keepsLarger(facts));
      boolean changed = false;
      for (PositionCommand command : plan.commands()) {
        changed |= carryOut(command, view);
      }
      if (plan.finished()) {
        PositionStatus status = book.load(input.positionId()).status();
        Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet(status.name()));
        return status;
      }
      if (!changed) {
        Workflow.await(plan.wakeAfter(), () -> news);
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        storeCloseAsked(input.positionId());
        Workflow.continueAsNew(input);
      }
    }
  }

  /** The wish to close is in the ledger before it takes effect. */
  private void storeCloseAsked(String positionId) {
    if (closeAsked != null) {
      ExitReason reason = closeAsked;
      closeAsked = null;
      book.record(new PositionUpdate(positionId, PositionStatus.CLOSING, reason, false));
    }
  }

  /**
   * @return whether the facts may have changed by it
   */
  private boolean carryOut(PositionCommand command, PositionView view) {
    return switch (command) {
      case PositionCommand.Run(ClientOrderId id) -> {
        if (running.add(id)) {
          launch.order(id);
        }
        yield false;
      }
      case PositionCommand.Cancel(ClientOrderId id) -> {
        if (canceling.add(id)) {
          launch.cancelOrder(id);
        }
        yield false;
      }
      case PositionCommand.Place place -> {
        if (!place.after().isZero()) {
          Workflow.sleep(place.after());
        }
        ClientOrderId id = book.recordIntent(intent(place, view));
        if (running.add(id)) {
          launch.order(id);
        }
        yield false;
      }
      case PositionCommand.Store(var status, var reason, boolean stopConfirmed) -> {
        book.record(new PositionUpdate(view.positionId(), status, reason, stopConfirmed));
        yield true;
      }
      case PositionCommand.Settle(int n, var end, var outcome) -> {
        book.settle(new Settlement(view.positionId(), n, end, outcome));
        yield true;
      }
    };
  }

  private static ReducingIntent intent(PositionCommand.Place place, PositionView view) {
    return new ReducingIntent(
        view.positionId(),
        place.leg(),
        place.number(),
        switch (place.leg()) {
          case STOP -> OrderType.STOP_MARKET;
          case TARGET -> OrderType.TAKE_PROFIT_MARKET;
          case EXIT -> OrderType.MARKET;
          case ENTRY -> throw new IllegalStateException("Expected only one entry a position");
        },
        place.quantity(),
        place.trigger());
  }

  /** Histories of before go on until the venue has one for just what is held. */
  private static boolean keepsLarger(PositionFacts facts) {
    return !facts.protectsMoreThanHeld()
        || Workflow.getVersion("larger-protection", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** Histories of before know no busy venue. */
  private static PositionFacts known(PositionFacts facts) {
    return facts.orders().stream().noneMatch(LegOrder::metABusyVenue)
            || Workflow.getVersion("busy-venue", Workflow.DEFAULT_VERSION, 1) == 1
        ? facts
        : facts.takingBusyForRefused();
  }

  private static PositionFacts facts(PositionView view) {
    return new PositionFacts(
        view.status(),
        view.quantity(),
        view.stop(),
        view.target(),
        view.closeAsked(),
        view.firstFillAt(),
        view.stopConfirmedAt(),
        view.profile().stopWithin(),
        view.instructions(),
        view.orders().stream()
            .map(
                o ->
                    new LegOrder(
                        o.id(),
                        o.leg(),
                        o.number(),
                        o.status(),
                        o.executed(),
                        o.quantity(),
                        o.trigger(),
                        o.reason(),
                        o.triggeredAt()))
            .toList());
  }

  private static Instant wallNow() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  @Override
  public void fillSeen() {
    news = true;
  }

  @Override
  public void moveStop(String instruction) {
    news = true;
  }

  @Override
  public void moveTarget(String instruction) {
    news = true;
  }

  @Override
  public void closePart(String instruction) {
    news = true;
  }

  @Override
  public void close(ExitReason reason) {
    if (closeAsked == null) {
      closeAsked = reason;
    }
    news = true;
  }
}
