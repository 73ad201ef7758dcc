package dev.belay.simulator.wire;

import dev.belay.engine.fill.Terms;
import dev.belay.simulator.fault.Campaign;
import dev.belay.simulator.fault.Faults;
import dev.belay.simulator.market.CandleSource;
import dev.belay.simulator.market.PricesUnavailable;
import dev.belay.simulator.store.History;
import dev.belay.simulator.stream.MarketEvents;
import dev.belay.simulator.stream.Streams;
import dev.belay.simulator.venue.Klines;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls of the exchange's wire and of the venue's own. */
public final class Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  private final Router router = new Router();
  private final Faults faults = new Faults();
  private final Streams streams;
  private final FaultyCalls faulty;
  private final Venue venue;
  private final Usage usage;

  public Wire(Venue venue, History history, Terms.Costs costs, Limits limits, String adminSecret) {
    this.venue = venue;
    CandleSource klines = Klines.of(venue.market());
    MarketEvents shown = new MarketEvents(venue, klines, costs);
    streams = new Streams(venue, history, faults, shown);
    venue.tell(streams);
    usage = new Usage(limits);
    Signing signing = new Signing(venue);
    Admin admin = new Admin(adminSecret);
    MarketEndpoints market = new MarketEndpoints(venue, klines, shown, usage, signing);
    market.register(router);
    new OrderEndpoints(venue, history, signing, market, faults).register(router);
    new AccountEndpoints(venue, history, signing, market, costs).register(router);
    new ListenKeyEndpoints(streams, signing).register(router);
    new KeyEndpoints(signing, admin).register(router);
    new SimEndpoints(venue, history, admin, usage).register(router);
    new FaultEndpoints(venue, faults, admin, router).register();
    faulty = new FaultyCalls(venue, this::answer);
  }

  /** What the venue tells by itself. */
  public Streams streams() {
    return streams;
  }

  long wallNow() {
    return venue.clock().wallNow();
  }

  /**
   * Carries the call out.
   *
   * @return the answer; empty when the connection is to break without one
   */
  Optional<Reply> reply(Call call) throws InterruptedException {
    Campaign campaign = faults.current();
    return campaign == null || !FaultEndpoints.canFault(call.path())
        ? Optional.of(answer(call))
        : faulty.reply(call, campaign);
  }

  /** As the exchange does: with what the address has used, and the account has ordered. */
  private Reply answer(Call call) {
    if (!FaultEndpoints.canFault(call.path())) {
      return route(call);
    }
    long now = venue.clock().wallNow();
    Reply reply;
    try {
      usage.take(call.source(), Weights.of(call), now);
      reply = Weights.countsAsOrder(call) ? order(call, now) : route(call);
    } catch (ApiError e) {
      reply = Reply.of(e);
    }
    String used = Integer.toString(usage.used(call.source(), now));
    return reply.with(Map.of("x-mbx-used-weight-1m", used));
  }

  private Reply order(Call call, long now) {
    String key = call.header("X-MBX-APIKEY");
    String account = key == null ? null : venue.byKey(key).map(VenueAccount::id).orElse(null);
    Map<String, String> counts = usage.order(account, now);
    Reply reply = route(call);
    if (reply.status() == 200) {
      return reply.with(counts);
    }
    usage.giveBack(account);
    return reply;
  }

  private Reply route(Call call) {
    try {
      return Reply.ok(router.route(call));
    } catch (ApiError e) {
      return Reply.of(e);
    } catch (PricesUnavailable e) {
      LOG.debug("{}", call, e);
      return Reply.of(ApiError.unavailable());
    } catch (RuntimeException e) {
      LOG.error("{} failed", call, e);
      return Reply.of(ApiError.unknownOutcome());
    }
  }
}
