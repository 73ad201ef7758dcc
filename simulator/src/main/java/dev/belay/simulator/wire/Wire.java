package dev.belay.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.store.History;
import dev.belay.simulator.venue.Venue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from HTTP and gives answers back. */
public final class Wire implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
  private static final int MAX_BODY = 64 * 1024;

  private final Router router = new Router();

  public Wire(Venue venue, History history, Terms.Costs costs, String adminSecret) {
    Signing signing = new Signing(venue);
    MarketEndpoints market = new MarketEndpoints(venue);
    market.register(router);
    new OrderEndpoints(venue, history, signing, market).register(router);
    new AccountEndpoints(venue, history, signing, market, costs).register(router);
    new SimEndpoints(venue, history, adminSecret).register(router);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      byte[] answer;
      try {
        answer = Json.bytes(router.route(read(exchange)));
      } catch (ApiError e) {
        status = e.status();
        answer = Json.bytes(Json.object("code", e.code(), "msg", e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error(
            "{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI().getPath(), e);
        ApiError unknown = ApiError.unknownOutcome();
        status = unknown.status();
        answer = Json.bytes(Json.object("code", unknown.code(), "msg", unknown.getMessage()));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
      exchange.sendResponseHeaders(status, answer.length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(answer);
      }
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
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        new String(body, StandardCharsets.UTF_8),
        headers);
  }
}
