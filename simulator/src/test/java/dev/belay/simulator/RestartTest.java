package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RestartTest {
  private final String database = TestPostgres.newDatabase();

  private SimulatorServer start(int speed, long seed, Failpoints failpoints) {
    SimulatorServer server =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            new SyntheticMarket(seed, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, speed),
            failpoints,
            Clock.systemUTC());
    server.start();
    return server;
  }

  private static TestClient.Answer order(TestClient client, String side, String id) {
    return client.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "BTCUSDT",
        "side",
        side,
        "type",
        "MARKET",
        "quantity",
        "0.002",
        "newClientOrderId",
        id);
  }

  private static JsonNode books(TestClient client) {
    ObjectNode audit = client.audit("main.qwen").body().deepCopy();
    return audit;
  }

  @Test
  void refusesBooksThatAnotherServes() {
    SimulatorServer first = start(600, 7, Failpoints.NONE);
    assertThatThrownBy(() -> start(600, 7, Failpoints.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another simulator serves");
    first.close();

    start(600, 7, Failpoints.NONE).close();
  }

  @Test
  void goesOnWithTheSameBooksAndALaterMarketTimeAfterAKill() {
    SimulatorServer first = start(600, 7, Failpoints.NONE);
    TestClient client = TestClient.open(first.port(), "main.qwen", "1428.57");
    assertThat(order(client, "BUY", "entry").status()).isEqualTo(200);
    client.await(t -> !t.isEmpty(), "/fapi/v1/userTrades");
    client.signed(
        "POST",
        "/fapi/v1/algoOrder",
        "algoType",
        "CONDITIONAL",
        "symbol",
        "BTCUSDT",
        "side",
        "SELL",
        "type",
        "STOP_MARKET",
        "triggerPrice",
        "20000",
        "closePosition",
        "true",
        "clientAlgoId",
        "stop");
    JsonNode before = books(client);
    long shown = client.marketTime();
    first.kill();

    SimulatorServer second = start(600, 7, Failpoints.NONE);
    try {
      TestClient again = TestClient.open(second.port(), "main.qwen", "1428.57");
      assertThat(again.marketTime()).isGreaterThanOrEqualTo(shown);
      assertThat(again.apiKey()).isEqualTo(client.apiKey());
      assertThat(books(again)).isEqualTo(before);
      assertThat(again.signed("GET", "/fapi/v1/openAlgoOrders").body()).hasSize(1);
      assertThat(again.signed("GET", "/fapi/v3/positionRisk").body()).hasSize(1);
      assertThat(order(again, "BUY", "entry").status()).isEqualTo(200);
      again.await(t -> t.size() == 2, "/fapi/v1/userTrades");
    } finally {
      second.close();
    }
  }

  @Test
  void standsStillWhileItIsDown() {
    SimulatorServer first = start(60, 7, Failpoints.NONE);
    TestClient client = TestClient.open(first.port(), "main.qwen", "100");
    TestClient.sleep(300);
    long shown = client.marketTime();
    first.close();
    TestClient.sleep(1_500);

    SimulatorServer second = start(60, 7, Failpoints.NONE);
    try {
      long resumed = TestClient.open(second.port(), "main.qwen", "100").marketTime();
      // What passes between reading the clock and closing is all there may be.
      assertThat(resumed - shown).isBetween(0L, 60_000L);
    } finally {
      second.close();
    }
  }

  @Test
  void neverShowsATimeAgainHoweverOftenItIsKilled() {
    long shown = 0;
    for (int i = 0; i < 4; i++) {
      SimulatorServer server = start(10_000, 7, Failpoints.NONE);
      TestClient client = TestClient.open(server.port(), "main.qwen", "100");
      for (int j = 0; j < 20; j++) {
        long now = client.marketTime();
        assertThat(now).isGreaterThanOrEqualTo(shown);
        shown = now;
        TestClient.sleep(25);
      }
      server.kill();
    }
  }

  @Test
  void keepsAnOrderWhoseAnswerWasLost() {
    SimulatorServer first =
        start(
            60,
            7,
            name -> {
              if (name.equals("simulator.order.committed")) {
                throw new IllegalStateException("died here");
              }
            });
    TestClient client = TestClient.open(first.port(), "main.qwen", "1428.57");
    assertThat(order(client, "BUY", "lost").status()).isEqualTo(503);
    first.kill();

    SimulatorServer second = start(600, 7, Failpoints.NONE);
    try {
      TestClient again = TestClient.open(second.port(), "main.qwen", "1428.57");
      JsonNode found =
          again.await(
              o -> o.path("status").asText().equals("FILLED"),
              "/fapi/v1/order",
              "symbol",
              "BTCUSDT",
              "origClientOrderId",
              "lost");
      assertThat(found.path("executedQty").asText()).isEqualTo("0.002");
    } finally {
      second.close();
    }
  }

  @Test
  void keepsAnAmendedOrderAsItIs() {
    SimulatorServer first = start(60, 7, Failpoints.NONE);
    TestClient client = TestClient.open(first.port(), "main.qwen", "1428.57");
    assertThat(limit(client, "POST", "0.006", "20000", "newClientOrderId").status()).isEqualTo(200);
    JsonNode amended = limit(client, "PUT", "0.007", "21000", "origClientOrderId").body();
    JsonNode before = client.signed("GET", "/fapi/v3/account").body();
    first.kill();

    SimulatorServer second = start(60, 7, Failpoints.NONE);
    try {
      TestClient again = TestClient.open(second.port(), "main.qwen", "1428.57");
      assertThat(again.signed("GET", "/fapi/v1/openOrders").body()).containsExactly(amended);
      assertThat(amended.path("origQty").asText()).isEqualTo("0.007");
      assertThat(again.signed("GET", "/fapi/v3/account").body().path("availableBalance"))
          .isEqualTo(before.path("availableBalance"));
    } finally {
      second.close();
    }
  }

  private static TestClient.Answer limit(
      TestClient client, String method, String quantity, String price, String idName) {
    return client.signed(
        method,
        "/fapi/v1/order",
        "symbol",
        "BTCUSDT",
        "side",
        "BUY",
        "type",
        "LIMIT",
        "timeInForce",
        "GTC",
        "quantity",
        quantity,
        "price",
        price,
        idName,
        "resting");
  }

  @Test
  void goesOnWaitingWithWhatASlowStopHasBecome() {
    SimulatorServer first = start(600, 7, Failpoints.NONE);
    TestClient client = TestClient.open(first.port(), "main.qwen", "1428.57");
    assertThat(order(client, "BUY", "entry").status()).isEqualTo(200);
    client.await(t -> !t.isEmpty(), "/fapi/v1/userTrades");
    String plan =
        """
        {"rules":[{"endpoint":"POST /fapi/v1/algoOrder","nth":1,
          "fault":{"kind":"TRIGGERED_UNFILLED","steps":60}}]}""";
    assertThat(client.admin("POST", "/sim/v1/faults", plan).status()).isEqualTo(200);
    BigDecimal price =
        new BigDecimal(
            client.get("/fapi/v1/ticker/price?symbol=BTCUSDT").body().path("price").asText());
    TestClient.Answer stop =
        client.signed(
            "POST",
            "/fapi/v1/algoOrder",
            "algoType",
            "CONDITIONAL",
            "symbol",
            "BTCUSDT",
            "side",
            "SELL",
            "type",
            "STOP_MARKET",
            "triggerPrice",
            price.multiply(new BigDecimal("0.9997")).setScale(1, RoundingMode.DOWN).toPlainString(),
            "closePosition",
            "true",
            "clientAlgoId",
            "slow");
    assertThat(stop.status()).as("%s", stop.body()).isEqualTo(200);
    JsonNode triggered = awaitAlgo(client, "TRIGGERED");
    first.kill();

    SimulatorServer second = start(600, 7, Failpoints.NONE);
    try {
      TestClient again = TestClient.open(second.port(), "main.qwen", "1428.57");
      assertThat(again.admin("GET", "/sim/v1/faults", "").body().path("rules")).isEmpty();
      JsonNode finished = awaitAlgo(again, "FINISHED");
      JsonNode trade =
          again
              .signed(
                  "GET", "/fapi/v1/userTrades", "orderId", finished.path("actualOrderId").asText())
              .body()
              .get(0);
      assertThat(trade.path("time").asLong())
          .isEqualTo(triggered.path("triggerTime").asLong() + 60 * 60_000);
    } finally {
      second.close();
    }
  }

  private static JsonNode awaitAlgo(TestClient client, String status) {
    return client.await(
        a -> a.path("algoStatus").asText().equals(status),
        "/fapi/v1/algoOrder",
        "clientAlgoId",
        "slow");
  }

  @Test
  void tellsTheMarketOfItsBooks() {
    List<Optional<MarketSpec>> kept = new ArrayList<>();
    SyntheticMarket market = new SyntheticMarket(9, Scenario.CALM);
    for (int i = 0; i < 2; i++) {
      SimulatorServer server =
          new SimulatorServer(
              database,
              TestPostgres.USER,
              "",
              found -> {
                kept.add(found.market());
                return market;
              },
              SimulatorServer.Options.of(0, TestClient.ADMIN, 60),
              Failpoints.NONE,
              Clock.systemUTC());
      server.start();
      assertThat(server.market()).isSameAs(market);
      server.close();
    }

    assertThat(kept).containsExactly(Optional.empty(), Optional.of(market.spec()));
  }

  @Test
  void refusesTheBooksOfAnotherMarket() {
    start(60, 7, Failpoints.NONE).close();

    assertThatThrownBy(() -> start(60, 8, Failpoints.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("seed 7")
        .hasMessageContaining("seed 8");
  }
}
