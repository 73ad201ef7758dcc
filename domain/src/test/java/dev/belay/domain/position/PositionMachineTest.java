package dev.belay.domain.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.position.PositionFacts.LegOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionMachineTest {
  private static final Instant FILLED_AT = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant TRIGGERED_AT = FILLED_AT.plusSeconds(100);
  private static final Duration WITHIN = VenueProfile.PAPER.stopWithin();
  private static final Quantity ONE = Quantity.of("1");
  private static final Price STOP = Price.of("95");
  private static final Price TARGET = Price.of("120");

  private static LegOrder order(Leg leg, int number, OrderStatus status, String executed) {
    ClientOrderId id = ClientOrderId.derive("i", "a", "p", leg, number);
    return new LegOrder(
        id,
        leg,
        number,
        status,
        Quantity.of(executed),
        leg == Leg.EXIT || leg == Leg.ENTRY ? ONE : null,
        leg == Leg.STOP ? STOP : leg == Leg.TARGET ? TARGET : null,
        null,
        status == OrderStatus.TRIGGERED ? TRIGGERED_AT : null);
  }

  private static PositionFacts facts(
      PositionStatus status,
      String quantity,
      @Nullable ExitReason closing,
      @Nullable Instant confirmed,
      LegOrder... orders) {
    return new PositionFacts(
        status,
        Quantity.of(quantity),
        STOP,
        TARGET,
        closing,
        FILLED_AT,
        confirmed,
        WITHIN,
        List.of(),
        List.of(orders));
  }

  private static final LegOrder ENTERED = order(Leg.ENTRY, 0, OrderStatus.FILLED, "1");
  private static final LegOrder GUARD = order(Leg.STOP, 0, OrderStatus.WORKING, "0");

  @Test
  void aFilledEntryGetsItsStopAtOnce() {
    var plan =
        PositionMachine.next(facts(PositionStatus.OPENING, "1", null, null, ENTERED), FILLED_AT);

    assertThat(plan.commands())
        .contains(new PositionCommand.Place(Leg.STOP, 0, null, STOP, Duration.ZERO))
        .contains(new PositionCommand.Store(PositionStatus.OPEN, null, false));
    assertThat(plan.wakeAfter()).isEqualTo(WITHIN);
  }

  @Test
  void theTargetFollowsOnlyAConfirmedStop() {
    var naked =
        PositionMachine.next(facts(PositionStatus.OPEN, "1", null, null, ENTERED), FILLED_AT);
    var guarded =
        PositionMachine.next(
            facts(PositionStatus.OPEN, "1", null, null, ENTERED, GUARD), FILLED_AT);

    assertThat(legsPlaced(naked)).containsExactly(Leg.STOP);
    assertThat(legsPlaced(guarded)).containsExactly(Leg.TARGET);
    assertThat(guarded.commands())
        .contains(new PositionCommand.Store(PositionStatus.OPEN, null, true));
  }

  @Test
  void aStopNotConfirmedWithinTheBoundClosesThePosition() {
    LegOrder unanswered = order(Leg.STOP, 0, OrderStatus.SENT, "0");

    var plan =
        PositionMachine.next(
            facts(PositionStatus.OPEN, "1", null, null, ENTERED, unanswered),
            FILLED_AT.plus(WITHIN));

    assertThat(plan.commands())
        .contains(new PositionCommand.Store(PositionStatus.CLOSING, ExitReason.UNPROTECTED, false))
        .contains(new PositionCommand.Place(Leg.EXIT, 0, ONE, null, Duration.ZERO));
  }

  @Test
  void aRefusedStopIsTriedAgainAndThenThePositionIsClosed() {
    LegOrder first = order(Leg.STOP, 0, OrderStatus.REJECTED, "0");
    LegOrder second = order(Leg.STOP, 1, OrderStatus.NOT_PLACED, "0");
    LegOrder last = order(Leg.STOP, PositionMachine.STOP_TRIES - 1, OrderStatus.REJECTED, "0");

    assertThat(
            legsPlaced(
                PositionMachine.next(
                    facts(PositionStatus.OPEN, "1", null, null, ENTERED, first), FILLED_AT)))
        .containsExactly(Leg.STOP);
    assertThat(
            legsPlaced(
                PositionMachine.next(
                    facts(PositionStatus.OPEN, "1", null, null, ENTERED, first, second, last),
                    FILLED_AT)))
        .containsExactly(Leg.EXIT);
  }

  @Test
  void aStopThatTriggersAndDoesNotTradeIsFollowedByAnExitAtTheMarket() {
    LegOrder triggered = order(Leg.STOP, 0, OrderStatus.TRIGGERED, "0");
    PositionFacts facts = facts(PositionStatus.OPEN, "1", null, FILLED_AT, ENTERED, triggered);

    var waits = PositionMachine.next(facts, TRIGGERED_AT.plusSeconds(1));
    assertThat(legsPlaced(waits)).isEmpty();
    assertThat(waits.wakeAfter()).isEqualTo(Duration.ofSeconds(2));

    var escalates =
        PositionMachine.next(facts, TRIGGERED_AT.plus(PositionMachine.TRIGGERED_WITHIN));
    assertThat(escalates.commands())
        .contains(new PositionCommand.Store(PositionStatus.CLOSING, ExitReason.STOP, false))
        .contains(new PositionCommand.Place(Leg.EXIT, 0, ONE, null, Duration.ZERO));
  }

  @Test
  void aTargetThatTriggersAndDoesNotTradeIsFollowedByAnExitAndTheStopStays() {
    LegOrder triggered = order(Leg.TARGET, 0, OrderStatus.TRIGGERED, "0");

    var plan =
        PositionMachine.next(
            facts(PositionStatus.OPEN, "1", null, FILLED_AT, ENTERED, GUARD, triggered),
            TRIGGERED_AT.plusSeconds(60));

    assertThat(plan.commands())
        .contains(new PositionCommand.Store(PositionStatus.CLOSING, ExitReason.TARGET, false))
        .contains(new PositionCommand.Place(Leg.EXIT, 0, ONE, null, Duration.ZERO))
        .noneMatch(command -> command instanceof PositionCommand.Cancel);
  }

  @Test
  void whatIsHeldBeyondAFilledStopGetsAStopOfItsOwn() {
    LegOrder filled = order(Leg.STOP, 0, OrderStatus.FILLED, "1");

    var plan =
        PositionMachine.next(
            facts(PositionStatus.OPEN, "1", null, null, ENTERED, filled), FILLED_AT);

    assertThat(plan.commands())
        .contains(new PositionCommand.Place(Leg.STOP, 1, null, STOP, Duration.ZERO));
  }

  @Test
  void aFailedExitGoesAgainAsTheNextNumberAndTheStopStays() {
    LegOrder failed = order(Leg.EXIT, 0, OrderStatus.NOT_PLACED, "0");

    var plan =
        PositionMachine.next(
            facts(
                PositionStatus.CLOSING,
                "1",
                ExitReason.DECISION,
                FILLED_AT,
                ENTERED,
                GUARD,
                failed),
            FILLED_AT);

    assertThat(plan.commands())
        .contains(new PositionCommand.Place(Leg.EXIT, 1, ONE, null, Duration.ofMillis(500)))
        .noneMatch(PositionCommand.Cancel.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({"0, 13.793", "1, 13.80", "2, 13.8", "3, 14", "4, 20", "5, 100", "6, 13.793"})
  void anExitRefusedForItsQuantityIsRoundedUpByADecimalMoreEachTime(int times, String wanted) {
    List<LegOrder> orders = new ArrayList<>(List.of(ENTERED, GUARD));
    for (int number = 0; number < times; number++) {
      orders.add(refusedExit(number, "VENUE_FILTER_FAILED: Qty not increased by step size."));
    }

    assertThat(exitPlaced("13.793", orders).quantity()).isEqualTo(Quantity.of(wanted));
  }

  @Test
  void anExitRefusedForAnotherReasonKeepsItsQuantity() {
    LegOrder limited = refusedExit(0, "VENUE_RATE_LIMITED: slow down");

    assertThat(exitPlaced("13.793", List.of(ENTERED, GUARD, limited)))
        .isEqualTo(exit(1, "13.793", Duration.ofMillis(500)));
  }

  @Test
  void anExitRefusedForItsQuantityGoesAgainAtOnceAndStaysRounded() {
    LegOrder limited = refusedExit(0, "VENUE_RATE_LIMITED: slow down");
    LegOrder offStep = refusedExit(1, "VENUE_QUANTITY_OUT_OF_RANGE: below the minimum");
    LegOrder lost = order(Leg.EXIT, 2, OrderStatus.NOT_PLACED, "0");

    assertThat(exitPlaced("13.793", List.of(ENTERED, GUARD, limited, offStep)))
        .isEqualTo(exit(2, "13.80", Duration.ZERO));
    assertThat(exitPlaced("13.793", List.of(ENTERED, GUARD, limited, offStep, lost)))
        .isEqualTo(exit(3, "13.80", Duration.ofSeconds(2)));
  }

  @Test
  void anExitThatTradedAPartIsNoFailureToWaitFor() {
    LegOrder lost = order(Leg.EXIT, 0, OrderStatus.NOT_PLACED, "0");
    LegOrder partly = order(Leg.EXIT, 1, OrderStatus.EXPIRED, "0.4");

    assertThat(exitPlaced("0.6", List.of(ENTERED, GUARD, lost, partly)))
        .isEqualTo(exit(2, "0.6", Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VENUE_RATE_LIMITED: too many requests",
        "VENUE_ORDER_LIMIT: too many new orders",
        "VENUE_OVERLOADED: server is currently overloaded",
        "VENUE_UNREACHABLE: could not connect to the venue",
        "VENUE_CLOCK_SKEW: Timestamp for this request is outside of the recvWindow."
      })
  void anExitThatMetABusyVenueIsTriedAgainAtTheSamePace(String reason) {
    List<LegOrder> orders = new ArrayList<>(List.of(ENTERED, GUARD));
    for (int n = 0; n < 5; n++) {
      orders.add(refusedExit(n, reason));
    }

    assertThat(exitPlaced("1", orders)).isEqualTo(exit(5, "1", Duration.ofMillis(500)));
  }

  @Test
  void afterTwentySecondsOfABusyVenueThePausesDoubleFromHalfASecond() {
    List<LegOrder> orders = new ArrayList<>(List.of(ENTERED, GUARD));
    for (int n = 0; n < 42; n++) {
      orders.add(refusedExit(n, "VENUE_RATE_LIMITED: too many requests"));
    }

    assertThat(exitPlaced("1", orders)).isEqualTo(exit(42, "1", Duration.ofSeconds(1)));
  }

  @Test
  void stopAndExitAreTriedSideBySideAtABusyVenue() {
    LegOrder stop = refused(Leg.STOP, 0, "VENUE_RATE_LIMITED: too many requests");
    LegOrder exit = refusedExit(0, "VENUE_RATE_LIMITED: too many requests");
    Instant now = FILLED_AT.plus(WITHIN);

    assertThat(
            placed(
                PositionMachine.next(
                    facts(PositionStatus.OPEN, "1", null, null, ENTERED, stop), now)))
        .containsExactly(
            exit(0, "1", Duration.ZERO),
            new PositionCommand.Place(Leg.STOP, 1, null, STOP, PositionMachine.BUSY_DELAY));
    assertThat(
            placed(
                PositionMachine.next(
                    facts(
                        PositionStatus.CLOSING,
                        "1",
                        ExitReason.UNPROTECTED,
                        null,
                        ENTERED,
                        stop,
                        exit),
                    now)))
        .containsExactly(
            new PositionCommand.Place(Leg.STOP, 1, null, STOP, PositionMachine.BUSY_DELAY),
            exit(1, "1", Duration.ZERO));
  }

  @Test
  void historiesOfBeforeTakeABusyVenueForOneThatRefuses() {
    LegOrder stop = refused(Leg.STOP, 0, "VENUE_RATE_LIMITED: too many requests");
    PositionFacts now = facts(PositionStatus.OPEN, "1", null, null, ENTERED, stop);

    assertThat(placed(PositionMachine.next(now, FILLED_AT)).getFirst().after())
        .isEqualTo(PositionMachine.BUSY_DELAY);
    assertThat(
            placed(PositionMachine.next(now.takingBusyForRefused(), FILLED_AT)).getFirst().after())
        .isZero();
  }

  private static List<PositionCommand.Place> placed(PositionMachine.Plan plan) {
    return plan.commands().stream()
        .filter(PositionCommand.Place.class::isInstance)
        .map(PositionCommand.Place.class::cast)
        .toList();
  }

  private static PositionCommand.Place exit(int number, String quantity, Duration after) {
    return new PositionCommand.Place(Leg.EXIT, number, Quantity.of(quantity), null, after);
  }

  private static LegOrder refusedExit(int number, String reason) {
    return refused(Leg.EXIT, number, reason);
  }

  private static LegOrder refused(Leg leg, int number, String reason) {
    LegOrder order = order(leg, number, OrderStatus.REJECTED, "0");
    return new LegOrder(
        order.id(),
        order.leg(),
        number,
        order.status(),
        order.executed(),
        order.quantity(),
        order.trigger(),
        reason,
        null);
  }

  private static PositionCommand.Place exitPlaced(String held, List<LegOrder> orders) {
    LegOrder[] all = orders.toArray(LegOrder[]::new);
    return PositionMachine.next(
            facts(PositionStatus.CLOSING, held, ExitReason.DECISION, FILLED_AT, all), FILLED_AT)
        .commands()
        .stream()
        .filter(PositionCommand.Place.class::isInstance)
        .map(PositionCommand.Place.class::cast)
        .filter(place -> place.leg() == Leg.EXIT)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anExitOnItsWayIsNotSentTwice() {
    LegOrder onItsWay = order(Leg.EXIT, 0, OrderStatus.SENT, "0");

    var plan =
        PositionMachine.next(
            facts(
                PositionStatus.CLOSING,
                "1",
                ExitReason.DECISION,
                FILLED_AT,
                ENTERED,
                GUARD,
                onItsWay),
            FILLED_AT);

    assertThat(legsPlaced(plan)).isEmpty();
  }

  @Test
  void aFlatPositionCancelsWhatStillRestsAndThenEnds() {
    LegOrder stopped = order(Leg.STOP, 0, OrderStatus.FILLED, "1");
    LegOrder resting = order(Leg.TARGET, 0, OrderStatus.WORKING, "0");
    LegOrder gone = order(Leg.TARGET, 0, OrderStatus.CANCELED, "0");

    var still =
        PositionMachine.next(
            facts(PositionStatus.OPEN, "0", null, FILLED_AT, ENTERED, stopped, resting), FILLED_AT);
    var over =
        PositionMachine.next(
            facts(PositionStatus.OPEN, "0", null, FILLED_AT, ENTERED, stopped, gone), FILLED_AT);

    assertThat(still.finished()).isFalse();
    assertThat(still.commands()).contains(new PositionCommand.Cancel(resting.id()));
    assertThat(over.finished()).isTrue();
    assertThat(over.commands())
        .contains(new PositionCommand.Store(PositionStatus.CLOSED, ExitReason.STOP, false));
  }

  @Test
  void anEntryThatNeverFilledOpensNothing() {
    for (OrderStatus end :
        List.of(OrderStatus.NOT_PLACED, OrderStatus.REJECTED, OrderStatus.EXPIRED)) {
      var plan =
          PositionMachine.next(
              facts(PositionStatus.OPENING, "0", null, null, order(Leg.ENTRY, 0, end, "0")),
              FILLED_AT);

      assertThat(plan.finished()).isTrue();
      assertThat(plan.commands())
          .containsExactly(new PositionCommand.Store(PositionStatus.NOT_OPENED, null, false));
    }
  }

  @Test
  void vanishedWithoutAnOrderOfOursMeansLiquidation() {
    LegOrder expired = order(Leg.STOP, 0, OrderStatus.EXPIRED, "0");

    var plan =
        PositionMachine.next(
            facts(PositionStatus.OPEN, "0", null, FILLED_AT, ENTERED, expired), FILLED_AT);

    assertThat(plan.commands())
        .contains(new PositionCommand.Store(PositionStatus.CLOSED, ExitReason.LIQUIDATION, false));
  }

  @Provide
  Arbitrary<PositionFacts> anyFacts() {
    Arbitrary<LegOrder> others =
        Combinators.combine(
                Arbitraries.of(Leg.STOP, Leg.TARGET, Leg.EXIT),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(OrderStatus.values()),
                Arbitraries.of("0", "1"))
            .as(PositionMachineTest::order);
    Arbitrary<LegOrder> entries =
        Combinators.combine(Arbitraries.of(OrderStatus.values()), Arbitraries.of("0", "1"))
            .as((status, executed) -> order(Leg.ENTRY, 0, status, executed));
    return Combinators.combine(
            Arbitraries.of(PositionStatus.values()),
            Arbitraries.of("0", "1"),
            Arbitraries.of(ExitReason.values()).injectNull(0.5),
            Arbitraries.just(FILLED_AT).injectNull(0.5),
            entries,
            others.list().ofMaxSize(6))
        .as(
            (status, quantity, closing, confirmed, entry, rest) -> {
              List<LegOrder> orders = new ArrayList<>(List.of(entry));
              orders.addAll(rest);
              return facts(status, quantity, closing, confirmed, orders.toArray(LegOrder[]::new));
            });
  }

  @Property(tries = 5000)
  void whateverIsSoTheNextStepIsSafe(@ForAll("anyFacts") PositionFacts facts) {
    var plan = PositionMachine.next(facts, FILLED_AT.plusSeconds(3));

    for (PositionCommand command : plan.commands()) {
      if (command instanceof PositionCommand.Place place) {
        assertThat(facts.quantity().isZero()).as("places only while something is held").isFalse();
        assertThat(facts.orders())
            .as("never beside an order of the same leg that may still trade")
            .noneMatch(o -> o.leg() == place.leg() && o.number() == place.number());
        facts
            .latest(place.leg())
            .ifPresent(latest -> assertThat(latest.status().isTerminal()).isTrue());
      }
    }
    if (plan.finished() && !facts.status().isTerminal()) {
      assertThat(facts.quantity().isZero()).isTrue();
      assertThat(facts.orders()).allMatch(o -> o.status().isTerminal());
    }
    assertThat(PositionMachine.next(facts, FILLED_AT.plusSeconds(3))).isEqualTo(plan);
  }

  private static List<Leg> legsPlaced(PositionMachine.Plan plan) {
    return plan.commands().stream()
        .filter(PositionCommand.Place.class::isInstance)
        .map(command -> ((PositionCommand.Place) command).leg())
        .toList();
  }
}
