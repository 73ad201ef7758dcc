package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much the venue takes; seven accounts at once, as the portfolio has. */
@Tag("long")
@Tag("integration")
class ThroughputTest {
  private static final int ACCOUNTS = 7;
  private static final int ORDERS = 400;

  @Test
  void takesFiveHundredSignedOrdersASecondAndTellsTheTimeWithinAMillisecond()
      throws InterruptedException, ExecutionException {
    SimulatorServer server =
        new SimulatorServer(
            TestPostgres.newDatabase(),
            TestPostgres.USER,
            "",
            new SyntheticMarket(7, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, 60),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<TestClient> accounts = new ArrayList<>();
      for (int i = 0; i < ACCOUNTS; i++) {
        accounts.add(TestClient.open(server.port(), "load." + i, "1000000"));
      }
      run(clients, accounts, "warm", 100);
      long begin = System.nanoTime();
      run(clients, accounts, "load", ORDERS);
      double seconds = Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1e9;
      double rate = ACCOUNTS * ORDERS / seconds;

      long[] clock = new long[500];
      for (int i = 0; i < clock.length; i++) {
        long asked = System.nanoTime();
        long unused = accounts.getFirst().marketTime();
        clock[i] = System.nanoTime() - asked;
      }
      Arrays.sort(clock);
      System.out.printf(
          "%.0f signed orders a second, clock median %d us%n", rate, clock[250] / 1000);
      assertThat(rate).isGreaterThan(500);
      assertThat(clock[250]).isLessThan(Duration.ofMillis(2).toNanos());
    } finally {
      server.close();
    }
  }

  private static void run(
      ExecutorService clients, List<TestClient> accounts, String name, int orders)
      throws InterruptedException, ExecutionException {
    List<Future<?>> done = new ArrayList<>();
    for (TestClient client : accounts) {
      done.add(
          clients.submit(
              () -> {
                for (int i = 0; i < orders; i++) {
                  assertThat(place(client, name + i).status()).isEqualTo(200);
                }
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
  }

  private static TestClient.Answer place(TestClient client, String id) {
    return client.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "XRPUSDT",
        "side",
        "BUY",
        "type",
        "LIMIT",
        "timeInForce",
        "GTC",
        "quantity",
        "10",
        "price",
        "0.6",
        "newClientOrderId",
        id);
  }
}
