package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders that are larger than the first level of the book. */
@Tag("integration")
class PartialFillsTest {
  private static final AtomicInteger accounts = new AtomicInteger();
  private static final String DATABASE = TestPostgres.newDatabase();
  private static final String DEPOSIT = "2000000000";

  /** Bitcoins beyond what a book holds within three quarters of a percent of the price. */
  private static final String HUGE = "9900";

  private static SimulatorServer server = start();

  private final String account = "rich.agent_" + accounts.incrementAndGet();
  private TestClient client = TestClient.open(server.port(), account, DEPOSIT);

  private static SimulatorServer start() {
    SimulatorServer started =
        new SimulatorServer(
            DATABASE,
            TestPostgres.USER,
            "",
            new SyntheticMarket(7, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, 600),
            Failpoints.NONE,
            Clock.systemUTC());
    started.start();
    return started;
  }

  @AfterAll
  static void stop() {
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

  private Answer limit(String method, String id, String quantity, String price, String force) {
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
        force,
        "quantity",
        quantity,
        "price",
        price,
        method.equals("POST") ? "newClientOrderId" : "origClientOrderId",
        id);
  }

  private JsonNode asked(String symbol, String id) {
    return client.signed("GET", "/fapi/v1/order", "symbol", symbol, "origClientOrderId", id).body();
  }

  private JsonNode awaited(String symbol, String id, String status) {
    return client.await(
        o -> o.path("status").asText().equals(status),
        "/fapi/v1/order",
        "symbol",
        symbol,
        "origClientOrderId",
        id);
  }

  private String price(String symbol, String factor) {
    return number(client.get("/fapi/v1/ticker/price?symbol=" + symbol).body(), "price")
        .multiply(new BigDecimal(factor))
        .setScale(1, RoundingMode.DOWN)
        .toPlainString();
  }

  private static BigDecimal number(JsonNode node, String field) {
    return new BigDecimal(node.path(field).asText());
  }

  private static BigDecimal sum(Iterable<JsonNode> rows, String field) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode row : rows) {
      sum = sum.add(number(row, field));
    }
    return sum;
  }

  private JsonNode trades(JsonNode order) {
    return client
        .signed("GET", "/fapi/v1/userTrades", "orderId", order.path("orderId").asText())
        .body();
  }

  /** An order's own sums are those of its trades. */
  private void agree(JsonNode order, JsonNode trades) {
    assertThat(sum(trades, "qty")).isEqualByComparingTo(number(order, "executedQty"));
    assertThat(sum(trades, "quoteQty")).isEqualByComparingTo(number(order, "cumQuote"));
    assertThat(
            number(order, "cumQuote").divide(number(order, "executedQty"), MathContext.DECIMAL64))
        .isCloseTo(number(order, "avgPrice"), within());
  }

  private static Offset<BigDecimal> within() {
    return Assertions.within(new BigDecimal("0.00000001"));
  }

  @Test
  void walksTheBookAndTellsEachTradeForWhatItIs() {
    String key = client.keyed("POST", "/fapi/v1/listenKey").body().path("listenKey").asText();
    try (StreamClient stream = StreamClient.open(server.port(), "/private/ws/" + key)) {
      assertThat(market("BUY", "large", "500").status()).isEqualTo(200);
      List<JsonNode> told =
          stream.until(e -> e.path("o").path("X").asText().equals("FILLED")).stream()
              .filter(e -> e.path("o").path("x").asText().equals("TRADE"))
              .map(e -> e.path("o"))
              .toList();

      JsonNode order = asked("ETHUSDT", "large");
      JsonNode trades = trades(order);
      assertThat(trades.size()).isGreaterThan(2).isEqualTo(told.size());
      assertThat(order.path("status").asText()).isEqualTo("FILLED");
      agree(order, trades);
      BigDecimal executed = BigDecimal.ZERO;
      List<String> statuses = new ArrayList<>();
      for (int i = 0; i < told.size(); i++) {
        JsonNode each = told.get(i);
        executed = executed.add(number(each, "l"));
        statuses.add(each.path("X").asText());
        assertThat(number(each, "z")).isEqualByComparingTo(executed);
        assertThat(each.path("t")).isEqualTo(trades.get(i).path("id"));
        assertThat(each.path("L")).isEqualTo(trades.get(i).path("price"));
        assertThat(each.path("n")).isEqualTo(trades.get(i).path("commission"));
        if (i > 0) {
          assertThat(number(each, "L")).isGreaterThan(number(told.get(i - 1), "L"));
        }
      }
      assertThat(executed).isEqualByComparingTo("500");
      assertThat(statuses.removeLast()).isEqualTo("FILLED");
      assertThat(statuses).containsOnly("PARTIALLY_FILLED");
      assertThat(told.getLast().path("ap")).isEqualTo(order.path("avgPrice"));
      JsonNode position = client.signed("GET", "/fapi/v3/positionRisk").body().get(0);
      assertThat(number(position, "positionAmt")).isEqualByComparingTo("500");
      assertThat(number(position, "entryPrice")).isCloseTo(number(order, "avgPrice"), within());
    }
    JsonNode audit = client.audit(account).body();
    assertThat(sum(audit.path("income"), "amount"))
        .isEqualByComparingTo(number(audit, "wallet_balance"));
  }

  @Test
  void takesWhatThereIsAtTheLimitAndRestsWithTheRestAlsoOverARestart() {
    assertThat(leverage("BTCUSDT", "1").status()).isEqualTo(200);
    String price = price("BTCUSDT", "1");
    assertThat(limit("POST", "resting", HUGE, price, "GTC").status()).isEqualTo(200);
    JsonNode part = awaited("BTCUSDT", "resting", "PARTIALLY_FILLED");

    assertThat(client.signed("GET", "/fapi/v1/openOrders").body()).hasSize(1);
    JsonNode trades =
        client.await(
            t -> t.size() > 1, "/fapi/v1/userTrades", "orderId", part.path("orderId").asText());
    for (JsonNode trade : trades) {
      assertThat(number(trade, "price")).isLessThanOrEqualTo(new BigDecimal(price));
    }

    server.kill();
    server = start();
    client = TestClient.open(server.port(), account, DEPOSIT);
    JsonNode again = asked("BTCUSDT", "resting");
    assertThat(again.path("status").asText()).isEqualTo("PARTIALLY_FILLED");
    assertThat(number(again, "executedQty"))
        .isGreaterThanOrEqualTo(number(part, "executedQty"))
        .isLessThan(new BigDecimal(HUGE));

    // Less than has traded already: that cancels it.
    JsonNode ended = limit("PUT", "resting", "1", price, "GTC").body();
    assertThat(ended.path("status").asText()).isEqualTo("CANCELED");
    agree(ended, trades(ended));
    JsonNode free = client.signed("GET", "/fapi/v3/account").body();
    assertThat(number(free, "totalOpenOrderInitialMargin")).isZero();
    assertThat(number(free.path("positions").get(0), "positionAmt"))
        .isEqualByComparingTo(number(ended, "executedQty"));
  }

  @Test
  void keepsWhatHasTradedWhenItIsAmended() {
    assertThat(leverage("BTCUSDT", "1").status()).isEqualTo(200);
    assertThat(limit("POST", "amended", HUGE, price("BTCUSDT", "1"), "GTC").status())
        .isEqualTo(200);
    JsonNode part = awaited("BTCUSDT", "amended", "PARTIALLY_FILLED");

    JsonNode changed = limit("PUT", "amended", "8000", price("BTCUSDT", "0.9"), "GTC").body();

    assertThat(changed.path("orderId")).isEqualTo(part.path("orderId"));
    assertThat(changed.path("status").asText()).isEqualTo("PARTIALLY_FILLED");
    assertThat(changed.path("origQty").asText()).isEqualTo("8000");
    agree(changed, trades(changed));
    assertThat(
            client
                .signed(
                    "DELETE", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "amended")
                .body()
                .path("executedQty"))
        .isEqualTo(changed.path("executedQty"));
  }

  @Test
  void expiresWhatCanNotBeHadAtOnce() {
    assertThat(leverage("BTCUSDT", "1").status()).isEqualTo(200);
    assertThat(limit("POST", "fok", HUGE, price("BTCUSDT", "1"), "FOK").status()).isEqualTo(200);
    assertThat(number(awaited("BTCUSDT", "fok", "EXPIRED"), "executedQty")).isZero();

    JsonNode ended;
    int attempts = 0;
    do {
      String id = "ioc-" + ++attempts;
      assertThat(limit("POST", id, HUGE, price("BTCUSDT", "1"), "IOC").status()).isEqualTo(200);
      ended = awaited("BTCUSDT", id, "EXPIRED");
      // Where the price has risen meanwhile there is nothing to be had.
    } while (number(ended, "executedQty").signum() == 0 && attempts < 50);
    assertThat(number(ended, "executedQty")).isPositive().isLessThan(new BigDecimal(HUGE));
    agree(ended, trades(ended));
  }

  @Test
  void fillsWhatPaperAccountsOrderInOneTrade() {
    assertThat(market("BUY", "usual", "3").status()).isEqualTo(200);
    JsonNode order = awaited("ETHUSDT", "usual", "FILLED");
    assertThat(trades(order)).hasSize(1);
    assertThat(trades(order).get(0).path("price")).isEqualTo(order.path("avgPrice"));
  }

  @Test
  void closesALargePositionInPartsWhenItsStopIsReached() {
    assertThat(market("BUY", "large", "500").status()).isEqualTo(200);
    JsonNode unused = awaited("ETHUSDT", "large", "FILLED");
    Answer stop;
    do {
      stop =
          client.signed(
              "POST",
              "/fapi/v1/algoOrder",
              "algoType",
              "CONDITIONAL",
              "symbol",
              "ETHUSDT",
              "side",
              "SELL",
              "type",
              "STOP_MARKET",
              "triggerPrice",
              price("ETHUSDT", "0.9997"),
              "closePosition",
              "true",
              "clientAlgoId",
              "stop");
      // The price may have fallen meanwhile.
    } while (stop.code() == -2021);
    JsonNode finished =
        client.await(
            a -> a.path("algoStatus").asText().equals("FINISHED"),
            "/fapi/v1/algoOrder",
            "clientAlgoId",
            "stop");

    assertThat(number(finished, "actualQty")).isEqualByComparingTo("500");
    JsonNode child =
        client
            .signed(
                "GET",
                "/fapi/v1/order",
                "symbol",
                "ETHUSDT",
                "orderId",
                finished.path("actualOrderId").asText())
            .body();
    assertThat(trades(child).size()).isGreaterThan(2);
    agree(child, trades(child));
    assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).isEmpty();
  }

  @Test
  void servesTheBracketsAndRefusesWhatIsTooLargeForThem() {
    JsonNode brackets =
        client
            .signed("GET", "/fapi/v1/leverageBracket", "symbol", "ETHUSDT")
            .body()
            .get(0)
            .path("brackets");
    assertThat(brackets.get(0).path("initialLeverage").asInt()).isEqualTo(125);
    assertThat(brackets.get(1).path("notionalFloor").asInt()).isEqualTo(50_000);
    assertThat(brackets.get(1).path("cum").asInt()).isEqualTo(50);
    assertThat(client.withSecret("other").signed("GET", "/fapi/v1/leverageBracket").code())
        .isEqualTo(-1022);
    JsonNode set = leverage("ETHUSDT", "100").body();
    assertThat(set.path("maxNotionalValue").asText()).isEqualTo("600000");
    assertThat(market("BUY", "beyond", "1000").code()).isEqualTo(-2027);
    assertThat(leverage("ETHUSDT", "75").status()).isEqualTo(200);
    assertThat(market("BUY", "within", "500").status()).isEqualTo(200);
    JsonNode unused = awaited("ETHUSDT", "within", "FILLED");
    assertThat(leverage("ETHUSDT", "125").code()).isEqualTo(-2027);
    assertThat(leverage("ETHUSDT", "50").code()).isEqualTo(-4161);

    JsonNode risk =
        client.signed("GET", "/fapi/v2/positionRisk", "symbol", "ETHUSDT").body().get(0);
    BigDecimal notional = number(risk, "notional");
    // Between 600,000 and 3,000,000.
    assertThat(number(risk, "maintMargin"))
        .isCloseTo(
            notional.multiply(new BigDecimal("0.0065")).subtract(new BigDecimal("950")), within());
    BigDecimal at = number(risk, "liquidationPrice");
    BigDecimal worth = at.multiply(number(risk, "positionAmt"));
    BigDecimal left =
        number(risk, "isolatedWallet")
            .add(worth)
            .subtract(number(risk, "entryPrice").multiply(number(risk, "positionAmt")));
    assertThat(left)
        .isCloseTo(
            worth.multiply(new BigDecimal("0.0065")).subtract(new BigDecimal("950")),
            Assertions.within(new BigDecimal("0.0001")));
    assertThat(risk.path("maxNotionalValue").asText()).isEqualTo("3000000");
  }

  private Answer leverage(String symbol, String value) {
    return client.signed("POST", "/fapi/v1/leverage", "symbol", symbol, "leverage", value);
  }
}
