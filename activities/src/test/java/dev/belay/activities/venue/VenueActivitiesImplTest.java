package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SendGate;
import dev.belay.domain.order.SubmitOutcome;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VenueActivitiesImplTest {
  private static final OrderIntent ENTRY = Intents.entry();

  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();
  private final List<String> passed = new ArrayList<>();
  private final List<ClientOrderId> claims = new ArrayList<>();
  private SendGate.Claim claim = new SendGate.Claim.Granted(ENTRY);
  private Failpoints failpoints = passed::add;
  private Instant now = Intents.NOW;

  @BeforeEach
  void answerWell() {
    stub.on("POST /fapi/v1/marginType", 200, "{}");
    stub.on("POST /fapi/v1/leverage", 200, "{}");
    stub.on(
        "POST /fapi/v1/order",
        200,
        "{\"orderId\":7,\"clientOrderId\":\"%s\"}".formatted(ENTRY.id()));
  }

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  private VenueActivitiesImpl activities() {
    return activities(transport);
  }

  private VenueActivitiesImpl activities(BinanceTransport to) {
    SendGate gate =
        (id, at) -> {
          claims.add(id);
          return claim;
        };
    return new VenueActivitiesImpl(
        gate,
        id -> ENTRY,
        new BinanceVenue(to, account -> Intents.KEY, () -> now, Optional::empty),
        name -> failpoints.hit(name),
        () -> now);
  }

  @Test
  void claimsBeforeItSendsAndPassesEveryBoundary() {
    failpoints = name -> passed.add(name + " " + claims.size() + " " + orders());

    assertThat(activities().submit(ENTRY.id())).isEqualTo(new SubmitOutcome.Accepted("7"));

    assertThat(passed)
        .extracting(point -> point.substring(0, point.lastIndexOf(' ')))
        .containsExactly(
            "venue.submit.before-claim 0",
            "venue.submit.claimed 1",
            "venue.submit.sent 1",
            "venue.submit.answered 1");
    assertThat(passed).last().asString().endsWith(" 1");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void sendsNothingWithoutAClaim() {
    claim = new SendGate.Claim.AlreadyClaimed();
    assertThat(activities().submit(ENTRY.id())).isInstanceOf(SubmitOutcome.Unknown.class);

    claim = new SendGate.Claim.Refused("HALT_ACTIVE", "halted");
    assertThat(activities().submit(ENTRY.id()))
        .isEqualTo(new SubmitOutcome.Rejected("HALT_ACTIVE", "halted"));

    assertThat(orders()).isZero();
  }

  @Test
  void aRefusedLeverageProvesNothingAboutAnOrderThatSomebodyElseClaimed() {
    stub.on("POST /fapi/v1/leverage", 400, "{\"code\":-4028,\"msg\":\"Leverage is not valid\"}");
    claim = new SendGate.Claim.AlreadyClaimed();

    assertThat(activities().submit(ENTRY.id())).isInstanceOf(SubmitOutcome.Unknown.class);
    assertThat(orders()).isZero();
  }

  @Test
  void rejectsWithoutSendingWhenTheLeverageIsRefused() {
    stub.on("POST /fapi/v1/leverage", 400, "{\"code\":-4028,\"msg\":\"Leverage is not valid\"}");

    assertThat(activities().submit(ENTRY.id()))
        .isInstanceOfSatisfying(
            SubmitOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("VENUE_LEVERAGE_REFUSED"));
    assertThat(orders()).isZero();
  }

  @Test
  void rejectsWithoutSendingWhenTheVenueIsAway() {
    stub.on("POST /fapi/v1/leverage", 500, "busy");

    assertThat(activities().submit(ENTRY.id()))
        .isInstanceOfSatisfying(
            SubmitOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("VENUE_UNREACHABLE"));
    assertThat(orders()).isZero();
  }

  @Test
  void sendsNothingWhenTheClaimTookUntilAfterSendBy() {
    failpoints =
        name -> {
          if (name.equals("venue.submit.claimed")) {
            now = ENTRY.sendBy().plusMillis(1);
          }
        };

    assertThat(activities().submit(ENTRY.id())).isInstanceOf(SubmitOutcome.Rejected.class);
    assertThat(orders()).isZero();
  }

  @Test
  void submitsOnceWhenTheAnswerIsLost() {
    stub.on("POST /fapi/v1/order", 503, "{\"code\":-1000,\"msg\":\"Unknown error, please check\"}");

    assertThat(activities().submit(ENTRY.id())).isInstanceOf(SubmitOutcome.Unknown.class);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void neverThrowsWhateverBreaks() {
    for (String point :
        List.of(
            "venue.submit.before-claim",
            "venue.submit.claimed",
            "venue.submit.sent",
            "venue.submit.answered")) {
      failpoints =
          name -> {
            if (name.equals(point)) {
              throw new IllegalStateException("armed");
            }
          };

      assertThat(activities().submit(ENTRY.id())).isInstanceOf(SubmitOutcome.Unknown.class);
    }
  }

  @Test
  void tellsTemporalHowLongToWait() {
    stub.on(
        "GET /fapi/v1/order",
        429,
        "{\"code\":-1003,\"msg\":\"Too many requests\"}",
        Map.of("Retry-After", "17"));

    ApplicationFailure failure =
        catchThrowableOfType(ApplicationFailure.class, () -> activities().find(ENTRY.id()));

    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(17));
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void failsAQuestionThatCanBeAskedAgain() {
    stub.on("GET /fapi/v1/order", 500, "busy");

    assertThatThrownBy(() -> activities().find(ENTRY.id()))
        .isInstanceOf(VenueException.Unknown.class);
  }

  @Test
  void passesTheBoundariesOfFindAndCancel() {
    stub.on("GET /fapi/v1/order", 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
    stub.on("GET /fapi/v1/openOrders", 200, "[]");
    stub.on("DELETE /fapi/v1/order", 400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");

    activities().find(ENTRY.id());
    activities().cancel(ENTRY.id());

    assertThat(passed).containsExactly("venue.find.answered", "venue.cancel.sent");
  }

  private long orders() {
    return stub.calls().stream().filter("POST /fapi/v1/order"::equals).count();
  }
}
