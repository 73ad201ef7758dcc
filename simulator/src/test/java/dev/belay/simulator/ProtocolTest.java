package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits, horizons and amendments, by a wall clock that the test sets. */
@Tag("integration")
class ProtocolTest {
  private static final AtomicInteger accounts = new AtomicInteger();
  private static final Wall wall = new Wall();
  private static final SimulatorServer server = start();

  private final String account = "protocol.agent_" + accounts.incrementAndGet();
  private final TestClient client = TestClient.open(server.port(), account, "1428.57");

  private static final class Wall extends Clock {
    private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);

    @Override
    public long millis() {
      return millis.get();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void pass(Duration span) {
      millis.addAndGet(span.toMillis());
    }
  }

  private static SimulatorServer start() {
    SimulatorServer server =
        new SimulatorServer(
            TestPostgres.newDatabase(),
            TestPostgres.USER,
            "",
            new SyntheticMarket(7, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, 600),
            Failpoints.NONE,
            wall);
    server.start();
    return server;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A new minute, and nothing used of it. */
  @BeforeEach
  void unlimited() {
    limits(0, 0, 0);
    wall.pass(Duration.ofMillis(60_000 - wall.millis() % 60_000));
  }

  private void limits(int weight, int ordersPer10s, int ordersPerMinute) {
    String body =
        "{\"weight\":%d,\"orders_10s\":%d,\"orders_1m\":%d}"
            .formatted(weight, ordersPer10s, ordersPerMinute);
    assertThat(client.admin("POST", "/sim/v1/limits", body).status()).isEqualTo(200);
  }

  private Answer signed(String method, String path, String... namesAndValues) {
    return client.signedAt(wall.millis(), method, path, namesAndValues);
  }

  private Answer rest(String id, String quantity, String price) {
    return signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "ETHUSDT",
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
        "newClientOrderId",
        id);
  }

  private Answer query(String id) {
    return signed("GET", "/fapi/v1/order", "symbol", "ETHUSDT", "origClientOrderId", id);
  }

  private Answer cancel(String id) {
    return signed("DELETE", "/fapi/v1/order", "symbol", "ETHUSDT", "origClientOrderId", id);
  }

  private Answer amend(String id, String side, String quantity, String price) {
    return signed(
        "PUT",
        "/fapi/v1/order",
        "symbol",
        "ETHUSDT",
        "side",
        side,
        "quantity",
        quantity,
        "price",
        price,
        "origClientOrderId",
        id);
  }

  private static int weight(Answer answer) {
    return Integer.parseInt(answer.header("x-mbx-used-weight-1m"));
  }

  @Test
  void saysWhatCallsWeighAndHowManyOrdersThereWere() {
    assertThat(weight(client.get("/fapi/v1/ping"))).isEqualTo(1);
    assertThat(weight(client.get("/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1000")))
        .isEqualTo(6);
    assertThat(weight(client.get("/fapi/v1/premiumIndex"))).isEqualTo(16);
    assertThat(weight(signed("GET", "/fapi/v1/openOrders"))).isEqualTo(56);
    Answer order = rest("counted", "0.1", "1000");
    assertThat(weight(order)).isEqualTo(56);
    assertThat(order.header("x-mbx-order-count-10s")).isEqualTo("1");
    assertThat(order.header("x-mbx-order-count-1m")).isEqualTo("1");
    Answer refused = rest("counted", "0.1", "1000");
    assertThat(refused.code()).isEqualTo(-4116);
    assertThat(refused.header("x-mbx-order-count-1m")).isEmpty();
    wall.pass(Duration.ofSeconds(10));
    Answer second = rest("second", "0.1", "1000");
    assertThat(second.header("x-mbx-order-count-10s")).isEqualTo("1");
    assertThat(second.header("x-mbx-order-count-1m")).isEqualTo("2");
    assertThat(weight(query("nothing"))).isEqualTo(57);
    int used = 57;
    for (Map.Entry<Integer, Integer> depth :
        Map.of(5, 2, 20, 2, 50, 2, 100, 5, 500, 10, 1000, 20).entrySet()) {
      used += depth.getValue();
      assertThat(weight(client.get("/fapi/v1/depth?symbol=BTCUSDT&limit=" + depth.getKey())))
          .isEqualTo(used);
    }
    assertThat(client.get("/sim/v1/clock").header("x-mbx-used-weight-1m")).isEmpty();
  }

  @Test
  void refusesAndThenBansAnAddressThatGoesOn() {
    limits(50, 0, 0);
    assertThat(client.get("/fapi/v1/exchangeInfo").body().path("rateLimits")).hasSize(1);
    assertThat(signed("GET", "/fapi/v1/openOrders").status()).isEqualTo(200);
    wall.pass(Duration.ofSeconds(12));

    Answer limited = signed("GET", "/fapi/v1/openOrders");

    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.code()).isEqualTo(-1003);
    assertThat(limited.header("retry-after")).isEqualTo("48");
    assertThat(weight(limited)).isEqualTo(81);
    for (int i = 0; i < 19; i++) {
      assertThat(client.get("/fapi/v1/ping").status()).isEqualTo(429);
    }
    Answer banned = rest("banned", "0.1", "1000");
    assertThat(banned.status()).isEqualTo(418);
    assertThat(banned.header("retry-after")).isEqualTo("120");
    assertThat(client.audit(account).body().path("orders")).isEmpty();
    wall.pass(Duration.ofSeconds(119));
    assertThat(client.get("/fapi/v1/ping").header("retry-after")).isEqualTo("1");
    wall.pass(Duration.ofSeconds(1));
    assertThat(client.get("/fapi/v1/ping").status()).isEqualTo(200);
  }

  @Test
  void refusesOrdersBeyondTheirLimit() {
    limits(0, 2, 3);
    assertThat(rest("one", "0.1", "1000").status()).isEqualTo(200);
    assertThat(rest("two", "0.1", "1000").status()).isEqualTo(200);

    Answer third = rest("three", "0.1", "1000");

    assertThat(third.status()).isEqualTo(429);
    assertThat(third.code()).isEqualTo(-1015);
    assertThat(third.header("retry-after")).isEqualTo("10");
    assertThat(client.audit(account).body().path("orders")).hasSize(2);
    assertThat(client.admin("GET", "/sim/v1/limits", "").body().path("orders_10s").asInt())
        .isEqualTo(2);
    assertThat(client.get("/sim/v1/limits").status()).isEqualTo(401);
  }

  @Test
  void forgetsOrdersThatEndedWithoutAFillAfterThreeDaysAndAllThatEndedAfterNinety() {
    assertThat(rest("cancelled", "0.1", "1000").status()).isEqualTo(200);
    assertThat(cancel("cancelled").status()).isEqualTo(200);
    assertThat(rest("resting", "0.1", "1000").status()).isEqualTo(200);
    assertThat(rest("filled", "0.05", "9999").status()).isEqualTo(200);
    awaitFilled("filled");
    assertThat(stop("stop").status()).isEqualTo(200);
    assertThat(signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId", "stop").status())
        .isEqualTo(200);

    wall.pass(Duration.ofDays(3).minusMinutes(1));
    assertThat(query("cancelled").status()).isEqualTo(200);
    wall.pass(Duration.ofMinutes(2));
    assertThat(query("cancelled").code()).isEqualTo(-2013);
    assertThat(cancel("cancelled").code()).isEqualTo(-2011);
    assertThat(signed("GET", "/fapi/v1/algoOrder", "clientAlgoId", "stop").code()).isEqualTo(-2013);
    assertThat(signed("GET", "/fapi/v1/allAlgoOrders", "symbol", "ETHUSDT").body()).isEmpty();
    assertThat(signed("GET", "/fapi/v1/allOrders", "symbol", "ETHUSDT").body()).hasSize(2);
    wall.pass(Duration.ofDays(88));
    assertThat(query("filled").code()).isEqualTo(-2013);
    assertThat(query("resting").body().path("status").asText()).isEqualTo("NEW");
    assertThat(client.audit(account).body().path("orders")).hasSize(4);
  }

  private Answer stop(String id) {
    return signed(
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
        "1",
        "closePosition",
        "true",
        "clientAlgoId",
        id);
  }

  private void awaitFilled(String id) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!query(id).body().path("status").asText().equals("FILLED")) {
      assertThat(System.nanoTime()).isLessThan(until);
      wall.pass(Duration.ofMillis(200));
      TestClient.sleep(50);
    }
  }

  @Test
  void amendsALimitOrderUnderItsNumber() {
    JsonNode sent = rest("amended", "0.1", "1000").body();

    JsonNode changed = amend("amended", "BUY", "0.2", "1100.5").body();

    assertThat(changed.path("orderId")).isEqualTo(sent.path("orderId"));
    assertThat(changed.path("origQty").asText()).isEqualTo("0.2");
    assertThat(changed.path("price").asText()).isEqualTo("1100.5");
    assertThat(changed.path("status").asText()).isEqualTo("NEW");
    assertThat(query("amended").body()).isEqualTo(changed);
    assertThat(signed("GET", "/fapi/v1/openOrders").body()).hasSize(1);
    // Margin of a twentieth, and the fee of a taker.
    assertThat(
            signed("GET", "/fapi/v3/account").body().path("totalOpenOrderInitialMargin").asText())
        .isEqualTo("11.11505");
    assertThat(client.audit(account).body().path("orders")).hasSize(1);
    assertThat(cancel("amended").body().path("status").asText()).isEqualTo("CANCELED");
    assertThat(
            signed("GET", "/fapi/v3/account").body().path("totalOpenOrderInitialMargin").asText())
        .isEqualTo("0");
    assertThat(amend("amended", "BUY", "0.1", "1000").code()).isEqualTo(-2013);
  }

  @Test
  void leavesAnOrderAloneThatCannotBeAmendedSo() {
    JsonNode sent = rest("kept", "0.1", "1000").body();

    assertThat(amend("kept", "BUY", "0.1", "1000").code()).isEqualTo(-5027);
    assertThat(amend("kept", "SELL", "0.1", "1001").code()).isEqualTo(-1117);
    assertThat(amend("kept", "BUY", "0.1", "1000.005").code()).isEqualTo(-4014);
    assertThat(amend("kept", "BUY", "100", "1000").code()).isEqualTo(-2019);
    assertThat(amend("nothing", "BUY", "0.1", "1000").code()).isEqualTo(-2013);
    assertThat(query("kept").body()).isEqualTo(sent);
  }

  @Test
  void cancelsOrdersByTheBatchEachOnItsOwn() {
    long first = rest("b1", "0.1", "1000").body().path("orderId").asLong();
    assertThat(rest("b2", "0.1", "1000").status()).isEqualTo(200);
    assertThat(rest("b3", "0.1", "1000").status()).isEqualTo(200);

    JsonNode byName = batch("origClientOrderIdList", "[\"b2\",\"nothing\"]").body();
    JsonNode byNumber = batch("orderIdList", "[%d]".formatted(first)).body();

    assertThat(byName.get(0).path("status").asText()).isEqualTo("CANCELED");
    assertThat(byName.get(1).path("code").asInt()).isEqualTo(-2011);
    assertThat(byNumber.get(0).path("clientOrderId").asText()).isEqualTo("b1");
    assertThat(signed("GET", "/fapi/v1/openOrders").body()).hasSize(1);
    assertThat(batch("orderIdList", "[]").code()).isEqualTo(-1102);
    assertThat(batch("orderIdList", "[1,2,3,4,5,6,7,8,9,10,11]").code()).isEqualTo(-1102);
    assertThat(batch("orderIdList", "[1").code()).isEqualTo(-1100);
    assertThat(signed("DELETE", "/fapi/v1/batchOrders", "symbol", "ETHUSDT").code())
        .isEqualTo(-1102);
  }

  private Answer batch(String name, String ids) {
    return signed("DELETE", "/fapi/v1/batchOrders", "symbol", "ETHUSDT", name, ids);
  }
}
