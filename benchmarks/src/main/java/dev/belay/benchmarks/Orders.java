package dev.belay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Signed orders a second that {@code belay simulator} takes, each acknowledged after its commit.
 * Each client has an account and a connection, and sends the next order when the last is answered;
 * this process shares the machine with the venue and its database.
 */
final class Orders {
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int SPEED = 60;
  private static final double TARGET = 1_000;

  private Orders() {}

  /** Milliseconds that each answered order took. */
  private record Taken(List<Double> millis, int refused) {}

  static void run(Settings settings, Report report) throws IOException, InterruptedException {
    Path home = BelayProcess.freshHome();
    int port = settings.number("--port", 8090);
    int clients = settings.number("--clients", 16);
    Duration span = settings.span("30s");
    try (BelayProcess belay =
        BelayProcess.simulator(settings, home, settings.number("--speed", SPEED))) {
      awaitAnswer(port);
      List<SignedConnection> connections = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        connections.add(open(port, secret(home), "load." + i));
      }
      Taken unused = load(connections, "w", WARM_UP);
      long begin = System.nanoTime();
      Taken taken = load(connections, "m", span);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double rate = taken.millis().size() / seconds;
      report.put("orders", taken.millis().size());
      report.put("refused", taken.refused());
      report.put("clients", clients);
      report.put("answer_ms", Distribution.of(taken.millis()));
      report.least("signed orders a second", rate, TARGET);
      for (SignedConnection each : connections) {
        each.close();
      }
    }
    BelayProcess.discard(settings, home);
  }

  private static String secret(Path home) throws IOException {
    JsonNode secrets = new ObjectMapper().readTree(home.resolve("secrets.json").toFile());
    return secrets.path("simulator").asText();
  }

  private static void awaitAnswer(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (true) {
      try (SignedConnection connection = new SignedConnection(port, "", "")) {
        if (connection.send("GET", "/fapi/v1/ping", "", "").status() == 200) {
          return;
        }
      } catch (ConnectException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      Thread.sleep(100);
    }
  }

  private static SignedConnection open(int port, String secret, String account) throws IOException {
    try (SignedConnection admin = new SignedConnection(port, "", "")) {
      String body = "{\"account\":\"%s\",\"deposit\":\"1000000\"}".formatted(account);
      JsonNode keys =
          new ObjectMapper()
              .readTree(
                  admin
                      .send("POST", "/sim/v1/accounts", "X-SIM-ADMIN: " + secret + "\r\n", body)
                      .body());
      return new SignedConnection(
          port, keys.path("api_key").asText(), keys.path("secret_key").asText());
    }
  }

  private static Taken load(List<SignedConnection> connections, String name, Duration span)
      throws InterruptedException {
    long end = System.nanoTime() + span.toNanos();
    List<Double> millis = new ArrayList<>();
    int refused = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(connections.size())) {
      List<Future<Taken>> all = new ArrayList<>();
      for (SignedConnection each : connections) {
        all.add(pool.submit(() -> load(each, name, end)));
      }
      for (Future<Taken> each : all) {
        millis.addAll(each.get().millis());
        refused += each.get().refused();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A client failed", e);
    }
    return new Taken(millis, refused);
  }

  /** Orders that take at once or expire, far from the price: few are open at a time. */
  private static Taken load(SignedConnection connection, String name, long end) throws IOException {
    List<Double> millis = new ArrayList<>();
    int refused = 0;
    for (int i = 0; System.nanoTime() < end; i++) {
      long asked = System.nanoTime();
      int status =
          connection.post(
              "/fapi/v1/order",
              "symbol=XRPUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=10&price=0.6"
                  + "&newClientOrderId="
                  + name
                  + i);
      if (status == 200) {
        millis.add((System.nanoTime() - asked) / 1e6);
      } else {
        refused++;
      }
    }
    return new Taken(millis, refused);
  }
}
