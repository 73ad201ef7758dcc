package dev.belay.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BinanceVenue;
import dev.belay.activities.venue.VenueKey;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.order.SubmitOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the adapter adds to an order's way there and back: the same order sent by it and by the bare
 * HTTP client to a venue that answers at once, in turns.
 */
final class Adapter {
  private static final int WARM_UP = 3_000;
  private static final int ORDERS = 5_000;
  private static final double TARGET_MS = 1;
  private static final String ID = "newClientOrderId=";

  private Adapter() {}

  static void run(Settings settings, Report report) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        BinanceTransport transport =
            new BinanceTransport(BinanceTransport.Settings.of(base, Duration.ofSeconds(2)));
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      server.createContext("/fapi/v1/order", Adapter::accept);
      server.setExecutor(threads);
      server.start();
      VenueKey key = new VenueKey("key", "secret");
      BinanceVenue venue =
          new BinanceVenue(transport, account -> key, InstantSource.system(), Optional::empty);
      List<Double> bare = new ArrayList<>();
      List<Double> ours = new ArrayList<>();
      int orders = settings.number("--rows", ORDERS);
      for (int n = 0; n < WARM_UP + orders; n++) {
        double withIt = submit(venue, n);
        double without = post(client, base, n);
        if (n >= WARM_UP) {
          ours.add(withIt);
          bare.add(without);
        }
      }
      Distribution adapter = Distribution.of(ours);
      Distribution http = Distribution.of(bare);
      report.put("adapter_ms", adapter);
      report.put("bare_http_ms", http);
      report.most(
          "the adapter adds, p50, ms", adapter.percentile(50) - http.percentile(50), TARGET_MS);
    } finally {
      server.stop(0);
    }
  }

  private static double submit(BinanceVenue venue, int n) throws IOException {
    Instant now = Instant.now();
    OrderIntent intent =
        new OrderIntent(
            id(n),
            "benchmark",
            "position",
            "decision",
            Leg.ENTRY,
            0,
            Symbol.of("BTCUSDT"),
            Side.BUY,
            OrderType.MARKET,
            Quantity.of("0.010"),
            null,
            null,
            2,
            now,
            now.plusSeconds(5));
    long began = System.nanoTime();
    SubmitOutcome outcome = venue.submit(intent, () -> {});
    double took = (System.nanoTime() - began) / 1e6;
    if (outcome instanceof SubmitOutcome.Accepted) {
      return took;
    }
    throw new IOException("Expected the order to be accepted, was " + outcome);
  }

  private static double post(HttpClient client, URI base, int n)
      throws IOException, InterruptedException {
    String body =
        "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010&"
            + ID
            + id(n)
            + "&recvWindow=2000&timestamp="
            + System.currentTimeMillis()
            + "&signature="
            + "0".repeat(64);
    long began = System.nanoTime();
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/fapi/v1/order"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    double took = (System.nanoTime() - began) / 1e6;
    if (response.statusCode() == 200) {
      return took;
    }
    throw new IOException("Expected 200, was " + response.statusCode());
  }

  private static ClientOrderId id(int n) {
    return ClientOrderId.derive("benchmark", "benchmark", "decision-" + n, Leg.ENTRY, 0);
  }

  private static void accept(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int from = body.indexOf(ID) + ID.length();
      int to = body.indexOf('&', from);
      String id = body.substring(from, to < 0 ? body.length() : to);
      byte[] answer =
          ("{\"orderId\":283194212,\"symbol\":\"BTCUSDT\",\"status\":\"NEW\",\"clientOrderId\":\""
                  + id
                  + "\",\"price\":\"0\",\"origQty\":\"0.010\",\"executedQty\":\"0\"}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
