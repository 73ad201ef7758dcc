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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class WireTest {
  private static final AtomicInteger accounts = new AtomicInteger();
  private static final SimulatorServer server = start();

  private final String account = "test.agent_" + accounts.incrementAndGet();
  private final TestClient client = TestClient.open(server.port(), account, "1428.57");

  private static SimulatorServer start() {
    SimulatorServer server =
        new SimulatorServer(
            TestPostgres.newDatabase(),
            TestPostgres.USER,
            "",
            new SyntheticMarket(7, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, 600),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    return server;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Answer buyMarket(String id, String quantity) {
    return client.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "ETHUSDT",
        "side",
        "BUY",
        "type",
        "MARKET",
        "quantity",
        quantity,
        "newClientOrderId",
        id);
  }

  private JsonNode openLong(String id, String quantity) {
    assertThat(buyMarket(id, quantity).status()).isEqualTo(200);
    return client.await(
        o -> o.path("status").asText().equals("FILLED"),
        "/fapi/v1/order",
        "symbol",
        "ETHUSDT",
        "origClientOrderId",
        id);
  }

  private BigDecimal price() {
    return new BigDecimal(
        client.get("/fapi/v1/ticker/price?symbol=ETHUSDT").body().path("price").asText());
  }

  @Test
  void opensAnAccountOnceAndCreditsItsDepositOnce() {
    TestClient again = TestClient.open(server.port(), account, "1428.57");

    assertThat(again.apiKey()).isEqualTo(client.apiKey());
    assertThat(client.signed("GET", "/fapi/v3/account").body().path("totalWalletBalance").asText())
        .isEqualTo("1428.57");
  }

  @Test
  void fillsAMarketOrderAtTheNextOpenWithFeeAndSlippage() {
    Answer sent = buyMarket("entry-1", "0.1");
    assertThat(sent.body().path("status").asText()).isEqualTo("NEW");
    long created = sent.body().path("time").asLong();

    client.await(t -> !t.isEmpty(), "/fapi/v1/userTrades");
    JsonNode trade = client.signed("GET", "/fapi/v1/userTrades").body().get(0);

    long at = trade.path("time").asLong();
    assertThat(at).isEqualTo((created / 60_000 + 1) * 60_000);
    JsonNode candle =
        client
            .get("/fapi/v1/klines?symbol=ETHUSDT&interval=1m&startTime=%d&limit=1".formatted(at))
            .body()
            .get(0);
    assertThat(new BigDecimal(trade.path("price").asText()))
        .isGreaterThanOrEqualTo(new BigDecimal(candle.get(1).asText()))
        .isLessThanOrEqualTo(
            new BigDecimal(candle.get(1).asText()).multiply(new BigDecimal("1.0003")));
    BigDecimal fee =
        new BigDecimal(trade.path("quoteQty").asText()).multiply(new BigDecimal("0.0005"));
    assertThat(new BigDecimal(trade.path("commission").asText()))
        .isBetween(fee, fee.add(new BigDecimal("0.00000001")));
    assertThat(trade.path("orderId").asLong()).isEqualTo(sent.body().path("orderId").asLong());
  }

  @Test
  void takesParametersFromTheBodySignedWithoutASeparator() {
    Answer sent =
        client.signedForm(
            "/fapi/v1/order",
            "symbol",
            "ETHUSDT",
            "side",
            "BUY",
            "type",
            "MARKET",
            "quantity",
            "0.1",
            "newClientOrderId",
            "in/body:1");

    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body().path("clientOrderId").asText()).isEqualTo("in/body:1");
  }

  @Test
  void triggersAStopWithAChildOrderAndExpiresTheTarget() {
    openLong("entry-2", "0.1");
    BigDecimal price = price();
    String near =
        price.multiply(new BigDecimal("0.9997")).setScale(2, RoundingMode.DOWN).toPlainString();
    String far =
        price.multiply(new BigDecimal("1.5")).setScale(2, RoundingMode.DOWN).toPlainString();
    Answer stop = conditional("stop-2", "STOP_MARKET", near);
    Answer target = conditional("target-2", "TAKE_PROFIT_MARKET", far);
    assertThat(stop.body().path("algoStatus").asText()).isEqualTo("NEW");
    assertThat(target.status()).isEqualTo(200);

    JsonNode finished =
        client.await(
            a -> a.path("algoStatus").asText().equals("FINISHED"),
            "/fapi/v1/algoOrder",
            "clientAlgoId",
            "stop-2");

    String child = finished.path("actualOrderId").asText();
    JsonNode trades = client.signed("GET", "/fapi/v1/userTrades", "orderId", child).body();
    assertThat(trades).hasSize(1);
    assertThat(
            client
                .signed("GET", "/fapi/v1/order", "symbol", "ETHUSDT", "orderId", child)
                .body()
                .path("clientOrderId")
                .asText())
        .isEqualTo("algo-" + finished.path("algoId").asText());
    assertThat(
            client
                .signed("GET", "/fapi/v1/algoOrder", "clientAlgoId", "target-2")
                .body()
                .path("algoStatus")
                .asText())
        .isEqualTo("EXPIRED");
    assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).isEmpty();
    assertThat(client.signed("GET", "/fapi/v1/openAlgoOrders").body()).isEmpty();
  }

  private Answer conditional(String id, String type, String trigger) {
    return client.signed(
        "POST",
        "/fapi/v1/algoOrder",
        "algoType",
        "CONDITIONAL",
        "symbol",
        "ETHUSDT",
        "side",
        "SELL",
        "type",
        type,
        "triggerPrice",
        trigger,
        "closePosition",
        "true",
        "workingType",
        "MARK_PRICE",
        "clientAlgoId",
        id);
  }

  @Test
  void keepsWalletAndIncomeEqualToTheLastDigit() {
    openLong("entry-3", "0.1");
    client.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "ETHUSDT",
        "side",
        "SELL",
        "type",
        "MARKET",
        "quantity",
        "0.1",
        "reduceOnly",
        "true",
        "newClientOrderId",
        "exit-3");
    client.await(t -> t.size() == 2, "/fapi/v1/userTrades");

    JsonNode audit = client.audit(account).body();
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode row : audit.path("income")) {
      sum = sum.add(new BigDecimal(row.path("amount").asText()));
    }
    assertThat(sum).isEqualByComparingTo(audit.path("wallet_balance").asText());
    assertThat(audit.path("orders")).hasSize(2);
    assertThat(audit.path("positions")).isEmpty();
  }

  @Test
  void refusesAClientIdThatIsOpenAndTakesItAgainAfterwards() {
    openLong("again", "0.1");
    assertThat(buyMarket("again", "0.1").status()).isEqualTo(200);
    assertThat(buyMarket("again", "0.1").code()).isEqualTo(-4116);

    JsonNode orders = client.audit(account).body().path("orders");
    assertThat(orders.get(0).path("submissions").asInt()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongInTheExchangesCodes() {
    assertThat(buyMarket("x1", "0.0001").code()).isEqualTo(-1111);
    assertThat(buyMarket("x2", "0.001").code()).isEqualTo(-4164);
    assertThat(buyMarket("x3", "100").code()).isEqualTo(-2019);
    assertThat(buyMarket("x4 blank", "0.1").code()).isEqualTo(-4015);
    assertThat(buyMarket("x5", "one").code()).isEqualTo(-1100);
    assertThat(conditional("x6", "STOP_MARKET", "1").code()).isEqualTo(-2022);
    assertThat(order("side", "BUY", "type", "STOP_MARKET", "quantity", "1").code())
        .isEqualTo(-4120);
    assertThat(order("side", "BUY", "type", "MARKET").code()).isEqualTo(-1102);
    assertThat(order("side", "UP", "type", "MARKET", "quantity", "1").code()).isEqualTo(-1117);
    assertThat(
            order(
                    "side",
                    "BUY",
                    "type",
                    "LIMIT",
                    "timeInForce",
                    "GTC",
                    "quantity",
                    "0.1",
                    "price",
                    "3000.005")
                .code())
        .isEqualTo(-4014);
    assertThat(
            order("side", "SELL", "type", "MARKET", "quantity", "0.1", "reduceOnly", "true").code())
        .isEqualTo(-2022);
    assertThat(query("GET", "nothing").code()).isEqualTo(-2013);
    assertThat(query("DELETE", "nothing").code()).isEqualTo(-2011);
    assertThat(client.get("/fapi/v1/premiumIndex?symbol=NOSUCH").code()).isEqualTo(-1121);
    assertThat(leverage("200").code()).isEqualTo(-4028);
    assertThat(leverage("10").status()).isEqualTo(200);
    assertThat(
            client
                .signed(
                    "POST", "/fapi/v1/marginType", "symbol", "ETHUSDT", "marginType", "ISOLATED")
                .code())
        .isEqualTo(-4046);
  }

  private Answer order(String... namesAndValues) {
    String[] all = new String[namesAndValues.length + 2];
    all[0] = "symbol";
    all[1] = "ETHUSDT";
    System.arraycopy(namesAndValues, 0, all, 2, namesAndValues.length);
    return client.signed("POST", "/fapi/v1/order", all);
  }

  private Answer query(String method, String id) {
    return client.signed(method, "/fapi/v1/order", "symbol", "ETHUSDT", "origClientOrderId", id);
  }

  private Answer leverage(String value) {
    return client.signed("POST", "/fapi/v1/leverage", "symbol", "ETHUSDT", "leverage", value);
  }

  @Test
  void refusesWhatIsNotSignedOrNotInTime() {
    String path = "/fapi/v3/account";
    assertThat(client.withSecret("other").signed("GET", path).code()).isEqualTo(-1022);
    assertThat(client.withKey("unknown").signed("GET", path).code()).isEqualTo(-2015);
    assertThat(client.get(path).code()).isEqualTo(-2014);
    long now = System.currentTimeMillis();
    assertThat(client.signedAt(now - 6_000, "GET", path).code()).isEqualTo(-1021);
    assertThat(client.signedAt(now + 5_000, "GET", path).code()).isEqualTo(-1021);
    assertThat(client.get("/sim/v1/audit?account=x").status()).isEqualTo(401);
  }

  @Test
  void servesPricesAndInstrumentsToAnybody() {
    JsonNode info = client.get("/fapi/v1/exchangeInfo").body();
    assertThat(info.path("symbols")).hasSize(10);
    JsonNode klines = client.get("/fapi/v1/klines?symbol=BTCUSDT&interval=5m&limit=50").body();
    assertThat(klines).hasSize(50);
    for (int i = 1; i < klines.size(); i++) {
      assertThat(klines.get(i).get(1)).isEqualTo(klines.get(i - 1).get(4));
    }
    assertThat(client.get("/fapi/v1/premiumIndex").body()).hasSize(10);
    assertThat(client.get("/fapi/v1/fundingRate?symbol=BTCUSDT&limit=3").body()).hasSize(3);
    assertThat(client.get("/fapi/v1/openInterest?symbol=BTCUSDT").status()).isEqualTo(200);
    assertThat(client.get("/fapi/v1/leverageBracket").body()).hasSize(10);
    assertThat(client.get("/fapi/v1/klines?symbol=BTCUSDT&interval=7m").code()).isEqualTo(-1120);
    assertThat(client.get("/fapi/v1/nothing").status()).isEqualTo(404);
  }
}
