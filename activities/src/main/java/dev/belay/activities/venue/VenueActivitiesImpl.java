package dev.belay.activities.venue;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SendGate;
import dev.belay.domain.order.SendGate.Claim;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.workflows.order.VenueActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends, finds and cancels orders, with the ledger's claim before every send. */
public final class VenueActivitiesImpl implements VenueActivities {
  private static final Logger log = LoggerFactory.getLogger(VenueActivitiesImpl.class);

  private final SendGate gate;
  private final OrderLookup orders;
  private final Venue venue;
  private final Failpoints failpoints;
  private final InstantSource wall;

  public VenueActivitiesImpl(
      SendGate gate, OrderLookup orders, Venue venue, Failpoints failpoints, InstantSource wall) {
    this.gate = gate;
    this.orders = orders;
    this.venue = venue;
    this.failpoints = failpoints;
    this.wall = wall;
  }

  @Override
  public SubmitOutcome submit(ClientOrderId id) {
    SubmitOutcome outcome;
    try {
      outcome = claimAndSend(id);
    } catch (RuntimeException e) {
      // Even before the claim: whether an earlier run had sent it is for the venue to tell.
      outcome = new SubmitOutcome.Unknown("Sending broke off: " + Plain.text("" + e, 300));
    }
    if (!(outcome instanceof SubmitOutcome.Accepted)) {
      log.info("Order {}: {}", id, outcome);
    }
    return outcome;
  }

  private SubmitOutcome claimAndSend(ClientOrderId id) {
    failpoints.hit("venue.submit.before-claim");
    return switch (gate.claim(id, wall.instant())) {
      case Claim.Granted granted -> send(granted.intent());
      case Claim.AlreadyClaimed() ->
          new SubmitOutcome.Unknown("Claimed before: it may have been sent");
      case Claim.Refused(String code, String detail) -> new SubmitOutcome.Rejected(code, detail);
    };
  }

  /** Under the claim nobody else sends, so what fails before the send proves that nothing left. */
  private SubmitOutcome send(OrderIntent intent) {
    failpoints.hit("venue.submit.claimed");
    if (intent.leg() == Leg.ENTRY) {
      try {
        venue.setLeverage(intent.account(), intent.symbol(), intent.leverage());
      } catch (VenueException e) {
        return RejectionCodes.notSent(e);
      }
    }
    SubmitOutcome outcome = venue.submit(intent, () -> failpoints.hit("venue.submit.sent"));
    failpoints.hit("venue.submit.answered");
    return outcome;
  }

  @Override
  public FindResult find(ClientOrderId id) {
    OrderIntent intent = orders.intent(id);
    FindResult result =
        retryable(
            () -> venue.find(intent.account(), intent.symbol(), id, intent.type().isConditional()));
    failpoints.hit("venue.find.answered");
    return result;
  }

  @Override
  public void cancel(ClientOrderId id) {
    OrderIntent intent = orders.intent(id);
    retryable(
        () -> {
          venue.cancel(intent.account(), intent.symbol(), id, intent.type().isConditional());
          return id;
        });
    failpoints.hit("venue.cancel.sent");
  }

  @Override
  public List<VenuePosition> positions(String account) {
    return retryable(() -> venue.positions(account));
  }

  @Override
  public List<String> openOrders(String account) {
    return retryable(() -> venue.openOrders(account));
  }

  /** Tells Temporal how long the venue wants to be left alone. */
  private static <T> T retryable(Supplier<T> question) {
    try {
      return question.get();
    } catch (VenueException.RateLimited e) {
      Duration wait = e.retryAfter();
      throw ApplicationFailure.newBuilder()
          .setMessage("" + e.getMessage())
          .setType("VenueRateLimited")
          .setNextRetryDelay(wait)
          .build();
    }
  }
}
