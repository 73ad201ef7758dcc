package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.simulator.parity.Parity;
import dev.belay.simulator.store.Store;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What several clients do at once on a fast clock, over a kill and other speeds, replays. */
@Tag("integration")
class ParityOverTheWireTest {
  private static final SyntheticMarket MARKET = new SyntheticMarket(11, Scenario.MIXED);
  private static final int CLIENTS = 4;

  private final String database = TestPostgres.newDatabase();

  private SimulatorServer start(int speed) {
    SimulatorServer server =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            MARKET,
            SimulatorServer.Options.of(0, TestClient.ADMIN, speed),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    return server;
  }

  @Test
  void replaysToTheLastDigit() throws InterruptedException, ExecutionException {
    SimulatorServer first = start(600);
    trade(first.port(), 1);
    first.kill();
    SimulatorServer second = start(3_000);
    trade(second.port(), 2);
    second.close();
    SimulatorServer third = start(60);
    trade(third.port(), 3);
    third.kill();

    try (Store store = Store.open(database, TestPostgres.USER, "")) {
      Parity parity = Parity.check(MARKET, store.recording().orElseThrow(), at -> {});

      assertThat(parity.comparison().differences()).isEmpty();
      assertThat(parity.comparison().orders()).isGreaterThan(200);
      assertThat(parity.comparison().trades()).isGreaterThan(100);
      assertThat(parity.replayedEquity()).isEqualTo(parity.recordedEquity());
    }
  }

  private static void trade(int port, int round) throws InterruptedException, ExecutionException {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        TestClient client = TestClient.open(port, "wire.agent" + i, "50000");
        done.add(clients.submit(() -> act(client, round, number)));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
  }

  private static void act(TestClient client, int round, int number) {
    SplittableRandom chance = new SplittableRandom(100L * round + number);
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      String id = "r%d-%d".formatted(round, i);
      String side = chance.nextBoolean() ? "BUY" : "SELL";
      // What is refused is none of this test's business.
      switch (chance.nextInt(5)) {
        case 0, 1 ->
            order(
                client, "type", "MARKET", "side", side, "quantity", "0.7", "newClientOrderId", id);
        case 2 ->
            order(
                client,
                "type",
                "LIMIT",
                "timeInForce",
                "GTC",
                "side",
                side,
                "quantity",
                "0.4",
                "price",
                price(client, side.equals("BUY") ? "0.9995" : "1.0005"),
                "newClientOrderId",
                id);
        case 3 ->
            client.signed(
                "POST",
                "/fapi/v1/algoOrder",
                "algoType",
                "CONDITIONAL",
                "symbol",
                "ETHUSDT",
                "side",
                side,
                "type",
                "STOP_MARKET",
                "triggerPrice",
                price(client, side.equals("BUY") ? "1.001" : "0.999"),
                "closePosition",
                "true",
                "clientAlgoId",
                id);
        default -> client.signed("DELETE", "/fapi/v1/allOpenOrders", "symbol", "ETHUSDT");
      }
    }
  }

  private static void order(TestClient client, String... parameters) {
    List<String> all = new ArrayList<>(List.of("symbol", "ETHUSDT"));
    all.addAll(List.of(parameters));
    TestClient.Answer unused = client.signed("POST", "/fapi/v1/order", all.toArray(String[]::new));
  }

  private static String price(TestClient client, String factor) {
    JsonNode ticker = client.get("/fapi/v1/ticker/price?symbol=ETHUSDT").body();
    return new BigDecimal(ticker.path("price").asText())
        .multiply(new BigDecimal(factor))
        .setScale(2, RoundingMode.DOWN)
        .toPlainString();
  }
}
