package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.simulator.TestClient.NoAnswer;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each fault as the client meets it, beside what the venue has recorded. */
@Tag("integration")
class FaultsTest {
  private static final String ORDER = "POST /fapi/v1/order";
  private static final String STOP = "POST /fapi/v1/algoOrder";
  private static final AtomicInteger accounts = new AtomicInteger();
  private static final SimulatorServer server = start();

  private final String account = "faults.agent_" + accounts.incrementAndGet();
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

  @AfterEach
  void clear() {
    assertThat(client.admin("DELETE", "/sim/v1/faults", "").status()).isEqualTo(200);
  }

  /** One rule for this test's account, on its next call of the endpoint. */
  private void plan(String endpoint, String fault) {
    set("{'endpoint':'%s','account':'%s','nth':1,'fault':%s}".formatted(endpoint, account, fault));
  }

  private void set(String rules) {
    Answer answer = post("{'seed':1,'rules':[%s]}".formatted(rules));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  private Answer post(String plan) {
    return client.admin("POST", "/sim/v1/faults", plan.replace('\'', '"'));
  }

  private JsonNode report() {
    return client.admin("GET", "/sim/v1/faults", "").body();
  }

  private JsonNode only() {
    assertThat(report().path("occurrences")).hasSize(1);
    return report().path("occurrences").get(0);
  }

  private Answer buy(String id) {
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
        "0.1",
        "newClientOrderId",
        id);
  }

  private Answer rest(String id, String price) {
    return client.signed(
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
        "0.1",
        "price",
        price,
        "newClientOrderId",
        id);
  }

  private Answer query(String id) {
    return client.signed("GET", "/fapi/v1/order", "symbol", "ETHUSDT", "origClientOrderId", id);
  }

  private Answer stop(String id, String trigger) {
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
        "STOP_MARKET",
        "triggerPrice",
        trigger,
        "closePosition",
        "true",
        "clientAlgoId",
        id);
  }

  private JsonNode awaitFilled(String id) {
    return client.await(
        o -> o.path("status").asText().equals("FILLED"),
        "/fapi/v1/order",
        "symbol",
        "ETHUSDT",
        "origClientOrderId",
        id);
  }

  private String price(String factor) {
    return new BigDecimal(
            client.get("/fapi/v1/ticker/price?symbol=ETHUSDT").body().path("price").asText())
        .multiply(new BigDecimal(factor))
        .setScale(2, RoundingMode.DOWN)
        .toPlainString();
  }

  /** Client ids that the venue itself has recorded as accepted. */
  private List<String> recorded() {
    JsonNode orders = client.audit(account).body().path("orders");
    return StreamSupport.stream(orders.spliterator(), false)
        .map(order -> order.path("client_order_id").asText())
        .toList();
  }

  @Test
  void acceptThenDropLeavesAnOrderWithoutAnAnswer() {
    plan(ORDER, "{'kind':'ACCEPT_THEN_DROP'}");

    assertThatThrownBy(() -> buy("dropped")).isInstanceOf(NoAnswer.class);

    assertThat(recorded()).containsExactly("dropped");
    assertThat(awaitFilled("dropped").path("executedQty").asText()).isEqualTo("0.1");
    JsonNode met = only();
    assertThat(met.path("fault").path("kind").asText()).isEqualTo("ACCEPT_THEN_DROP");
    assertThat(met.path("endpoint").asText()).isEqualTo(ORDER);
    assertThat(met.path("account").asText()).isEqualTo(account);
    assertThat(met.path("client_id").asText()).isEqualTo("dropped");
    assertThat(met.path("done").asInt()).isEqualTo(200);
    assertThat(met.path("wall_ms").asLong()).isCloseTo(System.currentTimeMillis(), within(60_000L));
    assertThat(met.path("market_ms").asLong()).isPositive();
    assertThat(buy("next").status()).isEqualTo(200);
  }

  @Test
  void acceptThen5xxLeavesAnOrderBehindAnUnknownError() {
    plan(ORDER, "{'kind':'ACCEPT_THEN_5XX'}");

    Answer answer = buy("unknown");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().path("msg").asText())
        .isEqualTo("Unknown error, please check your request or try again later.");
    assertThat(recorded()).containsExactly("unknown");
    assertThat(only().path("done").asInt()).isEqualTo(200);
  }

  @Test
  void refuse5xxDoesNothing() {
    plan(ORDER, "{'kind':'REFUSE_5XX'}");

    Answer answer = buy("refused");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().path("msg").asText()).isEqualTo("Service Unavailable.");
    assertThat(recorded()).isEmpty();
    assertThat(query("refused").code()).isEqualTo(-2013);
    assertThat(only().has("done")).isFalse();
  }

  @Test
  void dropBeforeDoesNothing() {
    plan(ORDER, "{'kind':'DROP_BEFORE'}");

    assertThatThrownBy(() -> buy("gone")).isInstanceOf(NoAnswer.class);

    assertThat(recorded()).isEmpty();
    assertThat(only().has("done")).isFalse();
  }

  @Test
  void aLateAnswerMayBeOfAnOrderThatWasTakenAtOnce() {
    plan(ORDER, "{'kind':'DELAY','ms':1500,'done':'BEFORE'}");
    long begin = System.nanoTime();
    Thread sender =
        Thread.ofVirtual().start(() -> assertThat(buy("early").status()).isEqualTo(200));

    JsonNode seen =
        client.await(
            o -> o.has("orderId"),
            "/fapi/v1/order",
            "symbol",
            "ETHUSDT",
            "origClientOrderId",
            "early");

    assertThat(seen.path("clientOrderId").asText()).isEqualTo("early");
    assertThat(sender.isAlive()).isTrue();
    join(sender);
    assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(1_500).toNanos());
  }

  @Test
  void aLateAnswerMayBeOfAnOrderThatWasTakenLate() {
    plan(ORDER, "{'kind':'DELAY','ms':500,'done':'AFTER'}");
    Thread sender = Thread.ofVirtual().start(() -> assertThat(buy("late").status()).isEqualTo(200));

    TestClient.sleep(200);
    assertThat(recorded()).isEmpty();
    join(sender);
    assertThat(recorded()).containsExactly("late");
  }

  @Test
  void anOrderThatIsTakenTooLateIsRefusedForItsWindow() {
    plan(ORDER, "{'kind':'DELAY','ms':400,'done':'AFTER'}");

    Answer answer =
        client.signed(
            "POST",
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
            "stale",
            "recvWindow",
            "100");

    assertThat(answer.code()).isEqualTo(-1021);
    assertThat(recorded()).isEmpty();
    assertThat(only().path("done").asInt()).isEqualTo(400);
  }

  @Test
  void aHalfOpenConnectionNeverAnswers() {
    plan(ORDER, "{'kind':'HALF_OPEN','ms':700}");
    long begin = System.nanoTime();

    assertThatThrownBy(() -> buy("half")).isInstanceOf(NoAnswer.class);

    assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(700).toNanos());
    assertThat(recorded()).isEmpty();
  }

  @Test
  void aStopMayBeRefused() {
    assertThat(buy("entry").status()).isEqualTo(200);
    JsonNode filled = awaitFilled("entry");
    assertThat(filled.path("status").asText()).isEqualTo("FILLED");
    set(
        """
        {'endpoint':'%1$s','account':'%2$s','nth':1,'fault':{'kind':'STOP_REFUSED'}},
        {'endpoint':'%1$s','account':'%2$s','nth':2,
         'fault':{'kind':'STOP_REFUSED','code':-4045,'msg':'Reach max stop order limit.'}}"""
            .formatted(STOP, account));

    Answer first = stop("stop", price("0.5"));
    Answer second = stop("stop", price("0.5"));
    Answer third = stop("stop", price("0.5"));

    assertThat(first.status()).isEqualTo(400);
    assertThat(first.code()).isEqualTo(-2021);
    assertThat(second.code()).isEqualTo(-4045);
    assertThat(third.status()).isEqualTo(200);
    assertThat(recorded()).containsExactly("entry", "stop");
    assertThat(report().path("happened").asInt()).isEqualTo(2);
  }

  @Test
  void aSkewedClockShowsAndRefusesWhatItThinksIsLate() {
    set(
        """
        {'endpoint':'GET /fapi/v1/time','nth':1,
         'fault':{'kind':'CLOCK_SKEW','skew_ms':8000,'ms':1200}}""");

    long shown = client.get("/fapi/v1/time").body().path("serverTime").asLong();
    assertThat(shown - System.currentTimeMillis()).isBetween(7_000L, 8_000L);
    assertThat(client.get("/fapi/v1/exchangeInfo").body().path("serverTime").asLong())
        .isGreaterThan(System.currentTimeMillis() + 7_000);
    assertThat(buy("skewed").code()).isEqualTo(-1021);
    assertThat(client.signedAt(shown, "GET", "/fapi/v3/account").status()).isEqualTo(200);

    TestClient.sleep(1_300);
    assertThat(buy("right").status()).isEqualTo(200);
    assertThat(recorded()).containsExactly("right");
    assertThat(report().path("rules").get(0).path("met").asInt()).isEqualTo(4);
  }

  @Test
  void aRateLimitHoldsOffEverythingUntilItsSecondsAreOver() {
    plan(ORDER, "{'kind':'RATE_LIMIT','ms':1100}");

    Answer answer = buy("limited");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo(-1003);
    assertThat(answer.header("retry-after")).isEqualTo("2");
    assertThat(query("limited").status()).isEqualTo(429);
    assertThat(client.get("/fapi/v1/ping").status()).isEqualTo(200);
    TestClient.sleep(1_200);
    assertThat(query("limited").code()).isEqualTo(-2013);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void aBanIsLongerAndItsOwnStatus() {
    plan("*", "{'kind':'BAN','ms':120000}");

    Answer answer = query("x");

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.code()).isEqualTo(-1003);
    assertThat(answer.header("retry-after")).isEqualTo("120");
    assertThat(buy("banned").status()).isEqualTo(418);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void maintenanceIsForEverybodyAndEverything() {
    set("{'endpoint':'*','nth':1,'fault':{'kind':'MAINTENANCE','ms':60000}}");

    assertThat(client.get("/fapi/v1/ping").status()).isEqualTo(503);
    assertThat(buy("closed").body().path("msg").asText()).isEqualTo("Service Unavailable.");
    assertThat(client.get("/sim/v1/clock").status()).isEqualTo(200);
    assertThat(recorded()).isEmpty();
    clear();
    assertThat(buy("open").status()).isEqualTo(200);
  }

  @Test
  void anInvisibleOrderIsThereButNotFound() {
    plan(ORDER, "{'kind':'INVISIBLE','ms':1000}");

    assertThat(rest("hidden", price("0.5")).status()).isEqualTo(200);

    assertThat(query("hidden").code()).isEqualTo(-2013);
    assertThat(client.signed("GET", "/fapi/v1/openOrders").body()).isEmpty();
    assertThat(client.signed("GET", "/fapi/v1/allOrders", "symbol", "ETHUSDT").body()).isEmpty();
    assertThat(rest("hidden", price("0.5")).code()).isEqualTo(-4116);
    assertThat(recorded()).containsExactly("hidden");
    TestClient.sleep(1_100);
    assertThat(query("hidden").status()).isEqualTo(200);
    assertThat(client.signed("GET", "/fapi/v1/openOrders").body()).hasSize(1);
  }

  @Test
  void filtersChangeInWhatIsListedAndWhatIsChecked() {
    set(
        """
        {'endpoint':'GET /fapi/v1/exchangeInfo','nth':2,'fault':
         {'kind':'FILTERS_CHANGE','symbol':'ETHUSDT','tick':0.5,'step':'0.1','min_notional':100}}""");
    assertThat(filter("PRICE_FILTER").path("tickSize").asText()).isEqualTo("0.01");

    assertThat(filter("PRICE_FILTER").path("tickSize").asText()).isEqualTo("0.5");
    assertThat(filter("LOT_SIZE").path("stepSize").asText()).isEqualTo("0.1");
    assertThat(filter("MIN_NOTIONAL").path("notional").asText()).isEqualTo("100");
    assertThat(rest("off", "1000.3").code()).isEqualTo(-4014);
    assertThat(rest("small", "999.5").code()).isEqualTo(-4164);
    assertThat(rest("fine", "1000.5").status()).isEqualTo(200);
    assertThat(recorded()).containsExactly("fine");

    clear();
    assertThat(filter("PRICE_FILTER").path("tickSize").asText()).isEqualTo("0.01");
    assertThat(rest("again", "1000.3").status()).isEqualTo(200);
  }

  private JsonNode filter(String type) {
    for (JsonNode symbol : client.get("/fapi/v1/exchangeInfo").body().path("symbols")) {
      if (symbol.path("symbol").asText().equals("ETHUSDT")) {
        for (JsonNode filter : symbol.path("filters")) {
          if (filter.path("filterType").asText().equals(type)) {
            return filter;
          }
        }
      }
    }
    throw new AssertionError("No filter " + type);
  }

  @Test
  void aTriggeredStopMayWaitForItsFill() {
    assertThat(buy("entry").status()).isEqualTo(200);
    JsonNode unused = awaitFilled("entry");
    plan(STOP, "{'kind':'TRIGGERED_UNFILLED','steps':10}");
    assertThat(stop("slow", price("0.9997")).status()).isEqualTo(200);

    JsonNode triggered =
        client.await(
            a -> !a.path("algoStatus").asText().equals("NEW"),
            "/fapi/v1/algoOrder",
            "clientAlgoId",
            "slow");

    assertThat(triggered.path("algoStatus").asText()).isEqualTo("TRIGGERED");
    String child = triggered.path("actualOrderId").asText();
    assertThat(triggered.path("actualQty").asText()).isEqualTo("0");
    Answer waiting = client.signed("GET", "/fapi/v1/order", "symbol", "ETHUSDT", "orderId", child);
    assertThat(waiting.body().path("status").asText()).isEqualTo("NEW");
    assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).hasSize(1);

    JsonNode finished =
        client.await(
            a -> a.path("algoStatus").asText().equals("FINISHED"),
            "/fapi/v1/algoOrder",
            "clientAlgoId",
            "slow");

    assertThat(finished.path("actualQty").asText()).isEqualTo("0.1");
    JsonNode trade = client.signed("GET", "/fapi/v1/userTrades", "orderId", child).body().get(0);
    assertThat(trade.path("time").asLong())
        .isEqualTo(triggered.path("triggerTime").asLong() + 10 * 60_000);
    assertThat(finished.path("actualPrice").asText()).isEqualTo(trade.path("price").asText());
    assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).isEmpty();
  }

  @Test
  void cancellingWhatAStopHasBecomeEndsTheStop() {
    assertThat(buy("entry").status()).isEqualTo(200);
    JsonNode unused = awaitFilled("entry");
    plan(STOP, "{'kind':'TRIGGERED_UNFILLED','steps':1000}");
    assertThat(stop("slow", price("0.9997")).status()).isEqualTo(200);
    JsonNode triggered =
        client.await(
            a -> a.path("algoStatus").asText().equals("TRIGGERED"),
            "/fapi/v1/algoOrder",
            "clientAlgoId",
            "slow");

    Answer cancelled =
        client.signed(
            "DELETE",
            "/fapi/v1/order",
            "symbol",
            "ETHUSDT",
            "orderId",
            triggered.path("actualOrderId").asText());

    assertThat(cancelled.body().path("status").asText()).isEqualTo("CANCELED");
    assertThat(
            client
                .signed("GET", "/fapi/v1/algoOrder", "clientAlgoId", "slow")
                .body()
                .path("algoStatus")
                .asText())
        .isEqualTo("CANCELED");
    assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).hasSize(1);
  }

  @Test
  void planIsForTheAdministratorAndSaysWhatIsWrongWithIt() {
    assertThat(client.get("/sim/v1/faults").status()).isEqualTo(401);
    assertThat(post("{'seed':1,'rules':[]}").body().path("msg").asText())
        .contains("1 to 100 rules");
    assertThat(refusal("{'endpoint':'*','nth':1,'fault':{'kind':'EARTHQUAKE'}}"))
        .contains("EARTHQUAKE");
    assertThat(refusal("{'endpoint':'*','nth':1,'fault':{'kind':'BAN'}}"))
        .contains("wrong at rules.0.fault", "Expected ms from 1 to 600000, was 0");
    assertThat(refusal("{'endpoint':'*','nth':1,'fault':{'kind':'BAN','ms':5,'seconds':5}}"))
        .contains("seconds");
    assertThat(
            refusal("{'endpoint':'POST /sim/v1/accounts','nth':1,'fault':{'kind':'REFUSE_5XX'}}"))
        .contains("POST /sim/v1/accounts");
    assertThat(refusal("{'endpoint':'*','fault':{'kind':'REFUSE_5XX'}}"))
        .contains("either nth or probability");
    assertThat(
            refusal("{'endpoint':'*','nth':1,'fault':{'kind':'FILTERS_CHANGE','symbol':'NOUSDT'}}"))
        .contains("NOUSDT");
    assertThat(report().path("rules")).isEmpty();
  }

  private String refusal(String rule) {
    Answer answer = post("{'seed':1,'rules':[%s]}".formatted(rule));
    assertThat(answer.code()).isEqualTo(-1102);
    return answer.body().path("msg").asText();
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
