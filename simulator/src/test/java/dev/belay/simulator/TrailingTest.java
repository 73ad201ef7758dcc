package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stops that follow the price, over the wire and over a restart. */
@Tag("integration")
class TrailingTest {
  private final String database = TestPostgres.newDatabase();
  private SimulatorServer server = start();
  private TestClient client = open();

  private SimulatorServer start() {
    SimulatorServer started =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            new SyntheticMarket(7, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, 600),
            Failpoints.NONE,
            Clock.systemUTC());
    started.start();
    return started;
  }

  private TestClient open() {
    return TestClient.open(server.port(), "trailing.agent", "1428.57");
  }

  @BeforeEach
  void hold() {
    assertThat(market("BUY", "entry", "0.1").status()).isEqualTo(200);
    JsonNode unused = client.await(t -> !t.isEmpty(), "/fapi/v1/userTrades");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer market(String side, String id, String quantity) {
    return client.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "ETHUSDT",
        "side",
        side,
        "type",
        "MARKET",
        "quantity",
        quantity,
        "newClientOrderId",
        id);
  }

  private Answer trail(String id, String... more) {
    String[] all = {
      "algoType",
      "CONDITIONAL",
      "symbol",
      "ETHUSDT",
      "type",
      "TRAILING_STOP_MARKET",
      "clientAlgoId",
      id
    };
    String[] joined = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, joined, all.length, more.length);
    return client.signed("POST", "/fapi/v1/algoOrder", joined);
  }

  private Answer sell(String id, String callback, String... more) {
    String[] all = {
      "side", "SELL", "quantity", "0.1", "reduceOnly", "true", "callbackRate", callback
    };
    String[] joined = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, joined, all.length, more.length);
    return trail(id, joined);
  }

  private String price(String factor) {
    return new BigDecimal(
            client.get("/fapi/v1/ticker/price?symbol=ETHUSDT").body().path("price").asText())
        .multiply(new BigDecimal(factor))
        .setScale(2, RoundingMode.DOWN)
        .toPlainString();
  }

  private JsonNode asked(String id) {
    return client.signed("GET", "/fapi/v1/algoOrder", "clientAlgoId", id).body();
  }

  @Test
  void refusesAsTheExchangeDoes() {
    assertThat(sell("a", "0.05").code()).isEqualTo(-2007);
    assertThat(sell("a", "10.1").code()).isEqualTo(-2007);
    assertThat(sell("a", "0").code()).isEqualTo(-2007);
    assertThat(sell("a", "1.25").code()).isEqualTo(-2007);
    assertThat(sell("a", "wide").code()).isEqualTo(-1100);
    assertThat(sell("a", "1", "activatePrice", price("0.9")).code()).isEqualTo(-2021);
    assertThat(sell("a", "1", "activatePrice", "5000.001").code()).isEqualTo(-4014);
    assertThat(trail("a", "side", "SELL", "quantity", "0.1", "reduceOnly", "true").code())
        .isEqualTo(-1102);
    assertThat(trail("a", "side", "SELL", "callbackRate", "1").code()).isEqualTo(-1102);
    assertThat(trail("a", "side", "SELL", "closePosition", "true", "callbackRate", "1").code())
        .isEqualTo(-4136);
    assertThat(
            trail("a", "side", "BUY", "quantity", "1", "reduceOnly", "true", "callbackRate", "1")
                .code())
        .isEqualTo(-2022);
    assertThat(
            client
                .signed(
                    "POST",
                    "/fapi/v1/order",
                    "symbol",
                    "ETHUSDT",
                    "side",
                    "SELL",
                    "type",
                    "TRAILING_STOP_MARKET",
                    "quantity",
                    "0.1",
                    "callbackRate",
                    "1")
                .code())
        .isEqualTo(-4120);
    assertThat(client.signed("GET", "/fapi/v1/openAlgoOrders").body()).isEmpty();
  }

  @Test
  void saysWhatItTrailsAndCanBeCancelled() {
    String activation = price("1.2");
    JsonNode taken = sell("far", "2.5", "activatePrice", activation).body();

    assertThat(taken.path("orderType").asText()).isEqualTo("TRAILING_STOP_MARKET");
    assertThat(new BigDecimal(taken.path("activatePrice").asText()))
        .isEqualByComparingTo(activation);
    assertThat(taken.path("callbackRate").asText()).isEqualTo("2.5");
    assertThat(asked("far")).isEqualTo(taken);
    assertThat(client.signed("GET", "/fapi/v1/openAlgoOrders").body()).containsExactly(taken);
    assertThat(client.signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId", "far").status())
        .isEqualTo(200);
    assertThat(asked("far").path("algoStatus").asText()).isEqualTo("CANCELED");
  }

  @Test
  void isTriggeredAtItsCallbackAndTellsIt() {
    String key = client.keyed("POST", "/fapi/v1/listenKey").body().path("listenKey").asText();
    try (StreamClient stream = StreamClient.open(server.port(), "/private/ws/" + key)) {
      assertThat(sell("near", "0.1").status()).isEqualTo(200);

      List<JsonNode> told = stream.until(e -> e.path("o").path("X").asText().equals("FINISHED"));

      assertThat(told.stream().filter(e -> e.path("e").asText().equals("ALGO_UPDATE")))
          .extracting(e -> e.path("o").path("X").asText())
          .containsExactly("NEW", "TRIGGERED", "FINISHED");
      assertThat(told.getFirst().path("o").path("o").asText()).isEqualTo("TRAILING_STOP_MARKET");
    }
    JsonNode order = asked("near");
    assertThat(order.path("algoStatus").asText()).isEqualTo("FINISHED");
    JsonNode trade =
        client
            .signed("GET", "/fapi/v1/userTrades", "orderId", order.path("actualOrderId").asText())
            .body()
            .get(0);
    assertThat(lags(order, trade)).isTrue();
    assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).isEmpty();
  }

  /** Whether it traded a tenth of a percent below the best price since it was placed, or lower. */
  private boolean lags(JsonNode order, JsonNode trade) {
    long from = order.path("createTime").asLong() / 60_000 * 60_000;
    long to = trade.path("time").asLong();
    BigDecimal best = new BigDecimal(order.path("activatePrice").asText());
    for (JsonNode candle :
        client
            .get(
                "/fapi/v1/klines?symbol=ETHUSDT&interval=1m&limit=1500&startTime=%d&endTime=%d"
                    .formatted(from, to - 60_000 - 1))
            .body()) {
      best = best.max(new BigDecimal(candle.get(2).asText()));
    }
    BigDecimal price = new BigDecimal(trade.path("price").asText());
    // The last candle may have raised the best price before it fell.
    return price.compareTo(best.multiply(new BigDecimal("1.01"))) < 0;
  }

  /** Of a short position, as the price falls here from the start. */
  @Test
  void keepsTheBestPriceOverARestart() {
    assertThat(market("SELL", "turn", "0.2").status()).isEqualTo(200);
    JsonNode unused = client.await(t -> t.size() == 2, "/fapi/v1/userTrades");
    JsonNode taken =
        trail("wide", "side", "BUY", "quantity", "0.1", "reduceOnly", "true", "callbackRate", "10")
            .body();
    BigDecimal start = new BigDecimal(taken.path("activatePrice").asText());
    BigDecimal seen =
        price(
            client.await(
                ticker -> price(ticker).compareTo(start) < 0,
                "/fapi/v1/ticker/price",
                "symbol",
                "ETHUSDT"));
    // The candle in which it was seen must be over.
    TestClient.sleep(400);
    BigDecimal before = best("wide");
    server.kill();

    server = start();
    client = open();
    assertThat(before).isLessThanOrEqualTo(seen);
    assertThat(best("wide")).isLessThanOrEqualTo(before).isPositive();
    assertThat(asked("wide").path("algoStatus").asText()).isEqualTo("NEW");
  }

  private static BigDecimal price(JsonNode ticker) {
    return new BigDecimal(ticker.path("price").asText());
  }

  /** The best price that the order has seen. */
  private BigDecimal best(String id) {
    for (JsonNode order : client.audit("trailing.agent").body().path("orders")) {
      if (order.path("client_order_id").asText().equals(id)) {
        return new BigDecimal(order.path("extreme").asText());
      }
    }
    throw new AssertionError("Expected an order " + id);
  }
}
