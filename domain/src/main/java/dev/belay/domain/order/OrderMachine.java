package dev.belay.domain.order;

import dev.belay.domain.order.OrderState.Done;
import dev.belay.domain.order.OrderState.InDoubt;
import dev.belay.domain.order.OrderState.Recorded;
import dev.belay.domain.order.OrderState.Submitting;
import dev.belay.domain.order.OrderState.Working;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of one order, as (state, event) → (state, commands), exhaustive.
 *
 * <p>It submits at most once: {@link OrderCommand.Submit} follows only from an order that nobody
 * has claimed. Doubt is resolved by asking, and absence is believed only from an answer to a
 * question asked late enough ({@link VenueProfile#absenceProvenAfter}). An order that was there and
 * is found no more has ended without a trade, once venues may have forgotten it ({@link
 * VenueProfile#forgottenAfter}); until then it is looked for. A terminal status is never left.
 */
public final class OrderMachine {
  private static final Duration FIRST_DOUBT = Duration.ofMillis(250);
  private static final Duration LONGEST_DOUBT = Duration.ofSeconds(2);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);

  private final Instant absenceProvenAfter;
  private final Instant forgottenAfter;

  /**
   * @param sendBy of the order's intent
   */
  public OrderMachine(VenueProfile profile, Instant sendBy) {
    this.absenceProvenAfter = profile.absenceProvenAfter(sendBy);
    this.forgottenAfter = VenueProfile.forgottenAfter(sendBy);
  }

  /** What follows. */
  public record Step(OrderState state, List<OrderCommand> commands) {
    public Step {
      commands = List.copyOf(commands);
    }
  }

  public Step on(OrderState state, OrderEvent event) {
    return switch (state) {
      case Recorded recorded -> onRecorded(recorded, event);
      case Submitting submitting -> onSubmitting(submitting, event);
      case InDoubt doubt -> onDoubt(doubt, event);
      case Working working -> onWorking(working, event);
      case Done done -> onDone(done, event);
    };
  }

  private static Step onRecorded(Recorded state, OrderEvent event) {
    return switch (event) {
      case OrderEvent.Started(OrderStatus status, boolean claimed) -> {
        if (status.isTerminal()) {
          // Nobody starts an order that is over but for a trade that was seen late.
          yield claimed
              ? step(new Done(status, null), new OrderCommand.Look())
              : step(new Done(status, null));
        }
        if (status == OrderStatus.WORKING || status == OrderStatus.TRIGGERED) {
          yield step(new Working(0, false), new OrderCommand.Look());
        }
        yield claimed || status == OrderStatus.SENT
            ? step(new InDoubt(0, false), new OrderCommand.Look())
            : step(new Submitting(false, false), new OrderCommand.Submit());
      }
      case OrderEvent.Submitted ignored -> step(state);
      case OrderEvent.Looked ignored -> step(state);
      case OrderEvent.Hinted ignored -> step(state);
      case OrderEvent.CancelAsked ignored -> step(state);
      case OrderEvent.CancelSent ignored -> step(state);
      case OrderEvent.Due ignored -> step(state);
    };
  }

  private static Step onSubmitting(Submitting state, OrderEvent event) {
    return switch (event) {
      case OrderEvent.Submitted(SubmitOutcome outcome) ->
          switch (outcome) {
            case SubmitOutcome.Accepted(String venueOrderId) -> {
              OrderCommand record = record(OrderStatus.WORKING, venueOrderId, List.of(), null);
              Working working = new Working(0, state.cancelAsked());
              yield state.cancelAsked()
                  ? step(working, record, new OrderCommand.SendCancel())
                  : state.hinted()
                      ? step(working, record, new OrderCommand.Look())
                      : step(working, record, new OrderCommand.Wait(lookAfter(0)));
            }
            case SubmitOutcome.Rejected(String code, String detail) -> {
              String reason = code + ": " + detail;
              yield step(
                  new Done(OrderStatus.REJECTED, reason),
                  record(OrderStatus.REJECTED, null, List.of(), reason));
            }
            case SubmitOutcome.Unknown ignored ->
                step(new InDoubt(0, state.cancelAsked()), new OrderCommand.Look());
          };
      case OrderEvent.Hinted ignored -> step(new Submitting(state.cancelAsked(), true));
      case OrderEvent.CancelAsked ignored -> step(new Submitting(true, state.hinted()));
      // A lost outcome of the submission is doubt, never a second submission.
      case OrderEvent.Started ignored ->
          step(new InDoubt(0, state.cancelAsked()), new OrderCommand.Look());
      case OrderEvent.Looked ignored -> step(state);
      case OrderEvent.CancelSent ignored -> step(state);
      case OrderEvent.Due ignored -> step(state);
    };
  }

  private Step onDoubt(InDoubt state, OrderEvent event) {
    return switch (event) {
      case OrderEvent.Looked(FindResult.Found(VenueOrder order)) ->
          found(order, 0, state.cancelAsked(), state.cancelAsked());
      case OrderEvent.Looked(FindResult.NotFound(Instant askedAt)) -> {
        if (askedAt.isAfter(absenceProvenAfter)) {
          String reason = "the venue did not know it at " + askedAt;
          yield step(
              new Done(OrderStatus.NOT_PLACED, reason),
              record(OrderStatus.NOT_PLACED, null, List.of(), reason));
        }
        yield step(
            new InDoubt(state.looks() + 1, state.cancelAsked()),
            new OrderCommand.Wait(backOff(FIRST_DOUBT, LONGEST_DOUBT, state.looks())));
      }
      case OrderEvent.Hinted ignored -> step(state, new OrderCommand.Look());
      case OrderEvent.Due ignored -> step(state, new OrderCommand.Look());
      case OrderEvent.Started ignored -> step(state, new OrderCommand.Look());
      // The venue can't be asked to cancel what it may not have yet: first it must be found.
      case OrderEvent.CancelAsked ignored ->
          step(new InDoubt(state.looks(), true), new OrderCommand.Look());
      case OrderEvent.Submitted(SubmitOutcome.Accepted(String venueOrderId)) ->
          step(
              new Working(0, state.cancelAsked()),
              record(OrderStatus.WORKING, venueOrderId, List.of(), null),
              new OrderCommand.Look());
      // A refusal that arrives in doubt proves nothing about an earlier send.
      case OrderEvent.Submitted ignored -> step(state, new OrderCommand.Look());
      case OrderEvent.CancelSent ignored -> step(state, new OrderCommand.Look());
    };
  }

  private Step onWorking(Working state, OrderEvent event) {
    return switch (event) {
      case OrderEvent.Looked(FindResult.Found(VenueOrder order)) ->
          found(order, state.looks() + 1, state.cancelAsked(), false);
      // It was there: a not-found is the venue's lag, or later its forgetting, never absence.
      case OrderEvent.Looked(FindResult.NotFound(Instant askedAt)) -> {
        if (askedAt.isAfter(forgottenAfter)) {
          String reason = "it ended without a trade, and the venue had forgotten it at " + askedAt;
          yield step(
              new Done(OrderStatus.CANCELED, reason),
              record(OrderStatus.CANCELED, null, List.of(), reason));
        }
        yield step(
            new Working(state.looks() + 1, state.cancelAsked()),
            new OrderCommand.Wait(lookAfter(state.looks())));
      }
      case OrderEvent.Hinted ignored -> step(state, new OrderCommand.Look());
      case OrderEvent.Due ignored -> step(state, new OrderCommand.Look());
      case OrderEvent.Started ignored -> step(state, new OrderCommand.Look());
      case OrderEvent.CancelAsked ignored ->
          step(new Working(0, true), new OrderCommand.SendCancel());
      case OrderEvent.CancelSent ignored -> step(state, new OrderCommand.Look());
      case OrderEvent.Submitted ignored -> step(state);
    };
  }

  /** Nothing leaves the end; only fills that come late are still booked. */
  private static Step onDone(Done state, OrderEvent event) {
    return switch (event) {
      case OrderEvent.Looked(FindResult.Found(VenueOrder order)) when !order.fills().isEmpty() ->
          step(state, record(state.status(), order.venueOrderId(), order.fills(), state.reason()));
      case OrderEvent.Looked ignored -> step(state);
      case OrderEvent.Started ignored -> step(state);
      case OrderEvent.Submitted ignored -> step(state);
      case OrderEvent.Hinted ignored -> step(state);
      case OrderEvent.CancelAsked ignored -> step(state);
      case OrderEvent.CancelSent ignored -> step(state);
      case OrderEvent.Due ignored -> step(state);
    };
  }

  private static Step found(VenueOrder order, int looks, boolean cancelAsked, boolean cancelNow) {
    OrderStatus status = status(order.status());
    OrderCommand record = record(status, order.venueOrderId(), order.fills(), null);
    if (status.isTerminal()) {
      return step(new Done(status, null), record);
    }
    Working working = new Working(looks, cancelAsked);
    return cancelNow
        ? step(working, record, new OrderCommand.SendCancel())
        : step(
            working,
            record,
            new OrderCommand.Wait(
                // It trades within moments, or something is wrong.
                status == OrderStatus.TRIGGERED ? FIRST_LOOK : lookAfter(looks)));
  }

  /** The ledger's word for the venue's. */
  static OrderStatus status(VenueOrderStatus status) {
    return switch (status) {
      case WORKING -> OrderStatus.WORKING;
      case TRIGGERED -> OrderStatus.TRIGGERED;
      case FILLED -> OrderStatus.FILLED;
      case CANCELED -> OrderStatus.CANCELED;
      case REJECTED -> OrderStatus.REJECTED;
      case EXPIRED -> OrderStatus.EXPIRED;
    };
  }

  private static Duration lookAfter(int looks) {
    return backOff(FIRST_LOOK, LONGEST_LOOK, looks);
  }

  private static Duration backOff(Duration first, Duration longest, int times) {
    Duration wait = first.multipliedBy(1L << Math.min(times, 10));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  private static OrderCommand record(
      OrderStatus status, @Nullable String venueId, List<Fill> fills, @Nullable String reason) {
    return new OrderCommand.Record(status, venueId, fills, reason);
  }

  private static Step step(OrderState state, OrderCommand... commands) {
    return new Step(state, new ArrayList<>(List.of(commands)));
  }
}
