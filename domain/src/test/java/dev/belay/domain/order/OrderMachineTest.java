package dev.belay.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OrderMachineTest {
  private static final Instant SEND_BY = Instant.parse("2026-01-05T00:00:05Z");
  private static final VenueProfile PROFILE = VenueProfile.PAPER;
  private static final Instant TOO_EARLY = PROFILE.absenceProvenAfter(SEND_BY);
  private static final Instant LATE_ENOUGH = TOO_EARLY.plusMillis(1);
  private static final Instant FORGOTTEN = VenueProfile.forgottenAfter(SEND_BY).plusMillis(1);
  private static final ClientOrderId ID = ClientOrderId.derive("i", "a", "d#0", Leg.ENTRY, 0);

  private final OrderMachine machine = new OrderMachine(PROFILE, SEND_BY);

  static List<OrderState> states() {
    List<OrderState> states = new ArrayList<>();
    states.add(new OrderState.Recorded());
    for (boolean cancel : new boolean[] {false, true}) {
      states.add(new OrderState.Submitting(cancel, false));
      states.add(new OrderState.Submitting(cancel, true));
      states.add(new OrderState.InDoubt(0, cancel));
      states.add(new OrderState.InDoubt(7, cancel));
      states.add(new OrderState.Working(0, cancel));
      states.add(new OrderState.Working(40, cancel));
    }
    for (OrderStatus status : OrderStatus.values()) {
      if (status.isTerminal()) {
        states.add(new OrderState.Done(status, "why"));
      }
    }
    return states;
  }

  static List<OrderEvent> events() {
    List<OrderEvent> events = new ArrayList<>();
    for (OrderStatus status : OrderStatus.values()) {
      events.add(new OrderEvent.Started(status, false));
      events.add(new OrderEvent.Started(status, true));
    }
    events.add(new OrderEvent.Submitted(new SubmitOutcome.Accepted("1")));
    events.add(new OrderEvent.Submitted(new SubmitOutcome.Rejected("VENUE_NO", "no")));
    events.add(new OrderEvent.Submitted(new SubmitOutcome.Unknown("dropped")));
    for (VenueOrderStatus status : VenueOrderStatus.values()) {
      events.add(found(status));
      events.add(found(status, fill()));
    }
    events.add(new OrderEvent.Looked(new FindResult.NotFound(TOO_EARLY)));
    events.add(new OrderEvent.Looked(new FindResult.NotFound(LATE_ENOUGH)));
    events.add(new OrderEvent.Looked(new FindResult.NotFound(FORGOTTEN)));
    events.add(new OrderEvent.Hinted());
    events.add(new OrderEvent.CancelAsked());
    events.add(new OrderEvent.CancelSent());
    events.add(new OrderEvent.Due());
    return events;
  }

  private static OrderEvent found(VenueOrderStatus status, Fill... fills) {
    return new OrderEvent.Looked(
        new FindResult.Found(
            new VenueOrder(ID, "1", status, Quantity.of("" + fills.length), List.of(fills))));
  }

  private static Fill fill() {
    return new Fill(
        Symbol.of("BTCUSDT"),
        1,
        "1",
        Side.BUY,
        Price.of("100"),
        Quantity.of("1"),
        Usdt.of("0.05"),
        Usdt.ZERO,
        false,
        SEND_BY);
  }

  @Test
  void answersEveryPairOfStateAndEventAndHoldsItsInvariants() {
    for (OrderState state : states()) {
      for (OrderEvent event : events()) {
        OrderMachine.Step step = machine.on(state, event);
        String pair = state + " on " + event + " gave " + step;
        boolean submits = step.commands().stream().anyMatch(OrderCommand.Submit.class::isInstance);

        assertThat(submits)
            .as(pair)
            .isEqualTo(
                state instanceof OrderState.Recorded
                    && event.equals(new OrderEvent.Started(OrderStatus.RECORDED, false)));
        if (state instanceof OrderState.Done) {
          assertThat(step.state()).as(pair).isEqualTo(state);
        }
        if (step.state() instanceof OrderState.Done(OrderStatus end, var why)
            && end == OrderStatus.NOT_PLACED
            && !(state instanceof OrderState.Done)
            && !(event instanceof OrderEvent.Started)) {
          assertThat(state).as(pair).isInstanceOf(OrderState.InDoubt.class);
          assertThat(event)
              .as(pair)
              .isIn(
                  new OrderEvent.Looked(new FindResult.NotFound(LATE_ENOUGH)),
                  new OrderEvent.Looked(new FindResult.NotFound(FORGOTTEN)));
        }
        assertThat(step.commands().stream().filter(this::answers).count())
            .as("at most one command that answers with an event: " + pair)
            .isLessThanOrEqualTo(1);
      }
    }
  }

  private boolean answers(OrderCommand command) {
    return switch (command) {
      case OrderCommand.Submit ignored -> true;
      case OrderCommand.Look ignored -> true;
      case OrderCommand.SendCancel ignored -> true;
      case OrderCommand.Record ignored -> false;
      case OrderCommand.Wait ignored -> false;
    };
  }

  @Provide
  Arbitrary<List<OrderEvent>> histories() {
    return Arbitraries.of(events()).list().ofMaxSize(40);
  }

  @Property(tries = 2000)
  void submitsAtMostOnceWhateverHappens(@ForAll("histories") List<OrderEvent> history) {
    OrderState state = new OrderState.Recorded();
    int submissions = 0;
    for (OrderEvent event : history) {
      OrderMachine.Step step = machine.on(state, event);
      submissions +=
          (int) step.commands().stream().filter(OrderCommand.Submit.class::isInstance).count();
      state = step.state();
    }
    assertThat(submissions).isLessThanOrEqualTo(1);
  }

  @Property(tries = 500)
  void everyFillTheVenueShowsIsRecorded(@ForAll("histories") List<OrderEvent> history) {
    OrderState state = new OrderState.Recorded();
    state = machine.on(state, new OrderEvent.Started(OrderStatus.SENT, true)).state();
    for (OrderEvent event : history) {
      OrderMachine.Step step = machine.on(state, event);
      if (event instanceof OrderEvent.Looked(FindResult.Found(VenueOrder order))
          && !order.fills().isEmpty()) {
        assertThat(step.commands().stream())
            .anyMatch(c -> c instanceof OrderCommand.Record r && r.fills().equals(order.fills()));
      }
      state = step.state();
    }
  }

  @Test
  void doubtIsNeverTakenForARefusal() {
    OrderMachine.Step step =
        machine.on(
            new OrderState.Submitting(false, false),
            new OrderEvent.Submitted(new SubmitOutcome.Unknown("timeout")));

    assertThat(step.state()).isEqualTo(new OrderState.InDoubt(0, false));
    assertThat(step.commands()).containsExactly(new OrderCommand.Look());
  }

  @Test
  void anEarlyNotFoundProvesNothing() {
    OrderMachine.Step step =
        machine.on(
            new OrderState.InDoubt(0, false),
            new OrderEvent.Looked(new FindResult.NotFound(TOO_EARLY)));

    assertThat(step.state()).isEqualTo(new OrderState.InDoubt(1, false));
  }

  @Test
  void anOrderThatWasThereIsLookedForUntilTheVenueMayHaveForgottenIt() {
    OrderState working = new OrderState.Working(3, true);
    Instant remembered = VenueProfile.forgottenAfter(SEND_BY);

    OrderMachine.Step lag =
        machine.on(working, new OrderEvent.Looked(new FindResult.NotFound(remembered)));
    OrderMachine.Step over =
        machine.on(working, new OrderEvent.Looked(new FindResult.NotFound(FORGOTTEN)));

    assertThat(lag.state()).isEqualTo(new OrderState.Working(4, true));
    assertThat(over.state())
        .isInstanceOfSatisfying(
            OrderState.Done.class,
            done -> assertThat(done.status()).isEqualTo(OrderStatus.CANCELED));
    assertThat(over.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            OrderCommand.Record.class,
            record -> assertThat(record.status()).isEqualTo(OrderStatus.CANCELED));
  }

  @Test
  void anOrderThatIsOverIsLookedAtOnceMoreWhenStartedAndKeepsItsEnd() {
    OrderState fresh = new OrderState.Recorded();
    OrderMachine.Step started =
        machine.on(fresh, new OrderEvent.Started(OrderStatus.NOT_PLACED, true));

    assertThat(started.commands()).containsExactly(new OrderCommand.Look());
    assertThat(machine.on(fresh, new OrderEvent.Started(OrderStatus.REJECTED, false)).commands())
        .isEmpty();
    OrderMachine.Step late = machine.on(started.state(), found(VenueOrderStatus.FILLED, fill()));
    assertThat(late.state()).isEqualTo(started.state());
    assertThat(late.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            OrderCommand.Record.class,
            record -> {
              assertThat(record.status()).isEqualTo(OrderStatus.NOT_PLACED);
              assertThat(record.fills()).containsExactly(fill());
            });
  }

  @Test
  void aCancelAskedInDoubtIsSentOnceTheOrderIsFound() {
    OrderState doubt =
        machine.on(new OrderState.InDoubt(2, false), new OrderEvent.CancelAsked()).state();

    OrderMachine.Step step = machine.on(doubt, found(VenueOrderStatus.WORKING));

    assertThat(step.commands()).contains(new OrderCommand.SendCancel());
  }

  @Test
  void aRestartedOrderThatWasClaimedAsksBeforeAnythingElse() {
    Stream.of(OrderStatus.RECORDED, OrderStatus.SENT)
        .forEach(
            status ->
                assertThat(
                        machine
                            .on(new OrderState.Recorded(), new OrderEvent.Started(status, true))
                            .commands())
                    .containsExactly(new OrderCommand.Look()));
  }
}
