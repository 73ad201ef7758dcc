package dev.belay.simulator.wire;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.simulator.fault.Asked;
import dev.belay.simulator.fault.Campaign;
import dev.belay.simulator.fault.Fault;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers calls while a plan of faults is in force. */
final class FaultyCalls {
  private static final String CONDITIONAL = "POST /fapi/v1/algoOrder";

  private final Venue venue;
  private final Function<Call, Reply> answer;

  /**
   * @param answer what a call comes to when nothing goes wrong
   */
  FaultyCalls(Venue venue, Function<Call, Reply> answer) {
    this.venue = venue;
    this.answer = answer;
  }

  /** Empty when the connection is to be closed without an answer. */
  Optional<Reply> reply(Call call, Campaign campaign) throws InterruptedException {
    String key = call.header("X-MBX-APIKEY");
    VenueAccount account = key == null ? null : venue.byKey(key).orElse(null);
    Asked asked =
        new Asked(
            call.endpoint(),
            account == null ? "" : account.id(),
            key == null ? "" : key,
            clientId(call));
    Campaign.Meeting meeting = campaign.meet(asked, venue.clock().wallNow(), venue.clock().now());
    Call told = meeting.skew() == 0 ? call : call.skewed(meeting.skew());
    Fault fault = meeting.fault();
    return fault == null
        ? Optional.of(answer.apply(told))
        : meet(fault, told, new Context(campaign, meeting, asked, account));
  }

  private record Context(
      Campaign campaign, Campaign.Meeting meeting, Asked asked, @Nullable VenueAccount account) {}

  private static String clientId(Call call) {
    for (String name : new String[] {"newClientOrderId", "origClientOrderId", "clientAlgoId"}) {
      String id = call.optional(name);
      if (id != null) {
        return id;
      }
    }
    return "";
  }

  private Optional<Reply> meet(Fault fault, Call call, Context context)
      throws InterruptedException {
    return switch (fault) {
      case Fault.AcceptThenDrop f -> {
        carryOut(call, context);
        yield Optional.empty();
      }
      case Fault.AcceptThen5xx f -> {
        carryOut(call, context);
        yield refusal(ApiError.unknownOutcome());
      }
      case Fault.Refuse5xx f -> refusal(ApiError.unavailable());
      case Fault.DropBefore f -> Optional.empty();
      case Fault.Delay(long ms, Fault.When done) -> Optional.of(late(call, context, ms, done));
      case Fault.HalfOpen(long ms) -> {
        Thread.sleep(ms);
        yield Optional.empty();
      }
      case Fault.StopRefused(Integer code, String msg) ->
          refusal(
              ApiError.of(
                  code == null ? -2021 : code,
                  msg == null ? "Order would immediately trigger." : msg));
      case Fault.Invisible(long ms) -> Optional.of(invisible(call, context, ms));
      case Fault.TriggeredUnfilled(int steps) -> Optional.of(slow(call, context, steps));
      case Fault.FiltersChange change -> {
        relist(change);
        yield Optional.of(carryOut(call, context));
      }
      case Fault.ClockSkew f -> Optional.of(carryOut(call, context));
      case Fault.RateLimit f -> refusal(ApiError.tooMany(429, context.meeting().left()));
      case Fault.Ban f -> refusal(ApiError.tooMany(418, context.meeting().left()));
      case Fault.Maintenance f -> refusal(ApiError.unavailable());
      case Fault.OfEvents f ->
          throw new IllegalStateException("Expected a fault of calls, was " + f);
    };
  }

  private static Optional<Reply> refusal(ApiError error) {
    return Optional.of(Reply.of(error));
  }

  private Reply carryOut(Call call, Context context) {
    Reply reply = answer.apply(call);
    context.campaign().done(context.meeting().occurrence(), reply.status());
    return reply;
  }

  private Reply late(Call call, Context context, long ms, Fault.When done)
      throws InterruptedException {
    return switch (done) {
      case BEFORE -> {
        Reply reply = carryOut(call, context);
        Thread.sleep(ms);
        yield reply;
      }
      case AFTER -> {
        Thread.sleep(ms);
        yield carryOut(call, context);
      }
    };
  }

  private Reply invisible(Call call, Context context, long ms) {
    if (context.account() != null) {
      long now = venue.clock().wallNow();
      boolean conditional = call.endpoint().equals(CONDITIONAL);
      // Before it is accepted, so that nobody sees it in between.
      context
          .campaign()
          .hide(context.account().id(), context.asked().clientId(), conditional, now, now + ms);
    }
    return carryOut(call, context);
  }

  private Reply slow(Call call, Context context, int steps) {
    VenueAccount account = context.account();
    String clientId = context.asked().clientId();
    if (account != null) {
      venue.slowTrigger(account, clientId, steps);
    }
    Reply reply = carryOut(call, context);
    if (account != null && reply.status() >= 400 && reply.status() < 500) {
      venue.usualTrigger(account, clientId);
    }
    return reply;
  }

  private void relist(Fault.FiltersChange change) {
    Instrument was = venue.instruments().get(change.symbol());
    if (was == null) {
      throw new IllegalStateException("Expected plans with listed symbols only, was " + change);
    }
    var step = change.step() == null ? was.stepSize() : change.step();
    venue.relist(
        new Instrument(
            was.symbol(),
            change.tick() == null ? was.tickSize() : change.tick(),
            step,
            Quantity.of(was.minQuantity().value().max(step)),
            was.maxQuantity(),
            change.minNotional() == null ? was.minNotional() : Usdt.of(change.minNotional()),
            was.maxLeverage(),
            was.maintenanceMarginRate(),
            was.liquidationFeeRate()));
  }
}
