package dev.belay.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.fault.Campaign;
import dev.belay.simulator.fault.Faults;
import dev.belay.simulator.store.History;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from HTTP and gives answers back. */
public final class Wire implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
  private static final int MAX_BODY = 64 * 1024;

  private final Router router = new Router();
  private final Faults faults = new Faults();
  private final FaultyCalls faulty;
  private final Venue venue;
  private final Usage usage;

  public Wire(Venue venue, History history, Terms.Costs costs, Limits limits, String adminSecret) {
    this.venue = venue;
    usage = new Usage(limits);
    Signing signing = new Signing(venue);
    Admin admin = new Admin(adminSecret);
    MarketEndpoints market = new MarketEndpoints(venue, usage);
    market.register(router);
    new OrderEndpoints(venue, history, signing, market, faults).register(router);
    new AccountEndpoints(venue, history, signing, market, costs).register(router);
    new SimEndpoints(venue, history, admin, usage).register(router);
    new FaultEndpoints(venue, faults, admin, router).register();
    faulty = new FaultyCalls(venue, this::answer);
  }

  /** A connection that is closed before its answer is one that broke. */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Reply> reply = reply(exchange);
      if (reply.isPresent()) {
        send(exchange, reply.get());
      }
    } catch (InterruptedException e) {
      // The venue stops; nobody is told.
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Reply> reply(HttpExchange exchange) throws IOException, InterruptedException {
    Call call;
    try {
      call = read(exchange);
    } catch (ApiError e) {
      return Optional.of(Reply.of(e));
    }
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
    } catch (RuntimeException e) {
      LOG.error("{} failed", call, e);
      return Reply.of(ApiError.unknownOutcome());
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] answer = Json.bytes(reply.body());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    exchange.sendResponseHeaders(reply.status(), answer.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(answer);
    }
  }

  private static Call read(HttpExchange exchange) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(MAX_BODY + 1);
    }
    if (body.length > MAX_BODY) {
      throw new ApiError(413, -1100, "Expected a body of at most %d bytes.".formatted(MAX_BODY));
    }
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().getFirst());
    }
    String query = exchange.getRequestURI().getRawQuery();
    return Call.of(
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        new String(body, StandardCharsets.UTF_8),
        headers);
  }
}
