package dev.belay.workflows.order;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderCommand;
import dev.belay.domain.order.OrderEvent;
import dev.belay.domain.order.OrderMachine;
import dev.belay.domain.order.OrderState;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.workflows.order.OrderActivities.OrderUpdate;
import dev.belay.workflows.order.OrderActivities.OrderView;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Drives {@link OrderMachine}: feeds it events, carries out its commands. */
public final class OrderWorkflowImpl implements OrderWorkflow {
  private final OrderActivities book =
      Workflow.newLocalActivityStub(OrderActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);
  private final VenueActivities submission =
      Workflow.newActivityStub(VenueActivities.class, ActivityProfiles.SUBMIT);
  private final VenueActivities venue =
      Workflow.newActivityStub(VenueActivities.class, ActivityProfiles.VENUE_READ);

  private final Deque<OrderEvent> events = new ArrayDeque<>();

  @Override
  public OrderStatus run(OrderInput input) {
    OrderView view = book.load(input.id());
    OrderMachine machine = new OrderMachine(view.profile(), view.intent().sendBy());
    OrderState state = new OrderState.Recorded();
    // Messages that came before this line are still in the queue, behind the start.
    events.addFirst(new OrderEvent.Started(view.status(), view.claimed()));
    while (true) {
      OrderMachine.Step step = machine.on(state, events.removeFirst());
      state = step.state();
      Duration wait = Duration.ofSeconds(60);
      for (OrderCommand command : step.commands()) {
        if (command instanceof OrderCommand.Wait(Duration time)) {
          wait = time;
        } else {
          view = carryOut(command, view);
        }
      }
      boolean answered = !(events.peekFirst() instanceof OrderEvent.Looked);
      if (state instanceof OrderState.Done done && answered) {
        Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet(done.status().name()));
        return done.status();
      }
      if (events.isEmpty() && !Workflow.await(wait, () -> !events.isEmpty())) {
        events.add(new OrderEvent.Due());
      }
      if (Workflow.getInfo().isContinueAsNewSuggested() && !cancelPending()) {
        // The ledger knows all there is; hints not yet followed are followed by the first look.
        Workflow.continueAsNew(input);
      }
    }
  }

  private OrderView carryOut(OrderCommand command, OrderView view) {
    ClientOrderId id = view.intent().id();
    switch (command) {
      case OrderCommand.Submit ignored -> events.addFirst(new OrderEvent.Submitted(submit(id)));
      case OrderCommand.Look ignored -> {
        FindResult found = venue.find(id);
        // One look answers all hints that came before it.
        events.removeIf(event -> event instanceof OrderEvent.Due);
        events.addFirst(new OrderEvent.Looked(found));
      }
      case OrderCommand.SendCancel ignored -> {
        venue.cancel(id);
        events.addFirst(new OrderEvent.CancelSent());
      }
      case OrderCommand.Record record -> {
        return store(record, view);
      }
      case OrderCommand.Wait ignored -> {}
    }
    return view;
  }

  private OrderView store(OrderCommand.Record record, OrderView before) {
    ClientOrderId id = before.intent().id();
    boolean news =
        record.status() != before.status()
            || record.fills().stream()
                    .map(fill -> fill.quantity().value())
                    .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add)
                    .compareTo(before.executed().value())
                != 0;
    if (!news) {
      return before;
    }
    OrderView after =
        book.record(
            new OrderUpdate(
                id, record.status(), record.venueOrderId(), record.fills(), record.reason()));
    boolean filled = after.executed().compareTo(before.executed()) != 0;
    // A position waits for fills, for ends, and for the word that stop or target is at the venue.
    if (filled || record.status().isTerminal() || isAwaited(before.intent().leg())) {
      launch.fillSeen(before.intent().positionId());
    }
    return after;
  }

  /** Whether the position waits for the venue to have an order of the leg. */
  private static boolean isAwaited(Leg leg) {
    return switch (leg) {
      case STOP -> true;
      // The old target is cancelled only once the new one is there.
      case TARGET -> Workflow.getVersion("target-told", Workflow.DEFAULT_VERSION, 1) == 1;
      case ENTRY, EXIT -> false;
    };
  }

  private SubmitOutcome submit(ClientOrderId id) {
    try {
      return submission.submit(id);
    } catch (ActivityFailure e) {
      // Died, timed out, or never began: whether it was sent is not known.
      @Nullable Throwable cause = e.getCause();
      return new SubmitOutcome.Unknown(
          "the submission gave no answer: "
              + (cause == null ? e : cause).getClass().getSimpleName());
    }
  }

  private boolean cancelPending() {
    return events.stream().anyMatch(event -> event instanceof OrderEvent.CancelAsked);
  }

  @Override
  public void fillSeen() {
    events.add(new OrderEvent.Hinted());
  }

  @Override
  public void cancel() {
    events.add(new OrderEvent.CancelAsked());
  }
}
