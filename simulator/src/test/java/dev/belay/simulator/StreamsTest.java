package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.WebSocketHandshakeException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams as a client hears them, beside what the venue answers when it is asked. */
@Tag("integration")
class StreamsTest {
  private static final AtomicInteger accounts = new AtomicInteger();
  private static final SimulatorServer server = start();

  private final String account = "streams.agent_" + accounts.incrementAndGet();
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

  private static StreamClient open(String pathAndQuery) {
    return StreamClient.open(server.port(), pathAndQuery);
  }

  private String listenKey() {
    return client.keyed("POST", "/fapi/v1/listenKey").body().path("listenKey").asText();
  }

  private StreamClient user() {
    return open("/private/ws/" + listenKey());
  }

  private Answer order(String id, String type, String... more) {
    String[] all = {
      "symbol", "ETHUSDT", "side", "BUY", "type", type, "quantity", "0.1", "newClientOrderId", id
    };
    return client.signed("POST", "/fapi/v1/order", joined(all, more));
  }

  private Answer rest(String id) {
    return order(id, "LIMIT", "timeInForce", "GTC", "price", price("0.5"));
  }

  private Answer stop(String id, String type, String trigger) {
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

  private static String[] joined(String[] first, String[] more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private String price(String factor) {
    return new BigDecimal(
            client.get("/fapi/v1/ticker/price?symbol=ETHUSDT").body().path("price").asText())
        .multiply(new BigDecimal(factor))
        .setScale(2, RoundingMode.DOWN)
        .toPlainString();
  }

  private static String type(JsonNode event) {
    return event.path("e").asText();
  }

  private static BigDecimal number(JsonNode node) {
    return new BigDecimal(node.asText());
  }

  /** Of an order event what happened and what it came to. */
  private static String step(JsonNode event) {
    JsonNode order = event.path("o");
    return switch (type(event)) {
      case "ORDER_TRADE_UPDATE" ->
          "%s %s %s"
              .formatted(
                  order.path("c").asText().replaceAll("algo-\\d+", "child"),
                  order.path("x").asText(),
                  order.path("X").asText());
      case "ALGO_UPDATE" ->
          "%s %s".formatted(order.path("caid").asText(), order.path("X").asText());
      default -> type(event) + " " + event.path("a").path("m").asText();
    };
  }

  private static boolean isStep(JsonNode event, String step) {
    return step(event).equals(step);
  }

  private static List<String> steps(List<JsonNode> events) {
    return events.stream().map(StreamsTest::step).toList();
  }

  // ---- The market

  @Test
  void quotesAreWhatTheVenueAnswers() {
    try (StreamClient stream = open("/public/ws/ethusdt@bookTicker")) {
      JsonNode asked;
      JsonNode same;
      do {
        asked = client.get("/fapi/v1/ticker/bookTicker?symbol=ETHUSDT").body();
        // Both are of the candle in which they were made, unless that one was too short to be told.
        long candle = asked.path("time").asLong() / 60_000 * 60_000;
        same = stream.next(e -> e.path("u").asLong() >= candle);
        if (same.path("u").asLong() > candle) {
          same = null;
        }
      } while (same == null);

      assertThat(type(same)).isEqualTo("bookTicker");
      assertThat(same.path("s").asText()).isEqualTo("ETHUSDT");
      assertThat(same.path("b")).isEqualTo(asked.path("bidPrice"));
      assertThat(same.path("a")).isEqualTo(asked.path("askPrice"));
      assertThat(same.path("A")).isEqualTo(asked.path("askQty"));
      assertThat(number(same.path("a"))).isGreaterThan(number(same.path("b")));
      assertThat(number(same.path("A"))).isPositive();
    }
  }

  @Test
  void candlesThatClosedAreThoseOfTheHistory() {
    try (StreamClient stream =
        open("/market/stream?streams=ethusdt@kline_1m/btcusdt@kline_3m/ethusdt@markPrice@1s")) {
      JsonNode one = closed(stream, "ethusdt@kline_1m");
      JsonNode next = closed(stream, "ethusdt@kline_1m");
      JsonNode three = closed(stream, "btcusdt@kline_3m");

      assertThat(next.path("t").asLong()).isEqualTo(one.path("t").asLong() + 60_000);
      same(one, "ETHUSDT", "1m");
      same(three, "BTCUSDT", "3m");
      JsonNode forming =
          stream.next(
              e ->
                  e.path("stream").asText().equals("btcusdt@kline_3m")
                      && !e.path("data").path("k").path("x").asBoolean());
      assertThat(forming.path("data").path("k").path("T").asLong())
          .isGreaterThan(forming.path("data").path("E").asLong());
      JsonNode mark =
          stream.next(e -> e.path("stream").asText().equals("ethusdt@markPrice@1s")).path("data");
      assertThat(type(mark)).isEqualTo("markPriceUpdate");
      assertThat(number(mark.path("p"))).isPositive();
      assertThat(mark.path("T").asLong()).isGreaterThan(mark.path("E").asLong());
    }
  }

  private static JsonNode closed(StreamClient stream, String name) {
    return stream
        .next(
            e ->
                e.path("stream").asText().equals(name)
                    && e.path("data").path("k").path("x").asBoolean())
        .path("data")
        .path("k");
  }

  private void same(JsonNode told, String symbol, String interval) {
    JsonNode row =
        client
            .get(
                "/fapi/v1/klines?symbol=%s&interval=%s&limit=1&startTime=%d"
                    .formatted(symbol, interval, told.path("t").asLong()))
            .body()
            .get(0);
    assertThat(row.get(0).asLong()).isEqualTo(told.path("t").asLong());
    int column = 1;
    for (String field : List.of("o", "h", "l", "c", "v")) {
      assertThat(told.path(field)).as(field).isEqualTo(row.get(column++));
    }
    assertThat(told.path("T")).isEqualTo(row.get(6));
    assertThat(told.path("q")).isEqualTo(row.get(7));
  }

  @Test
  void everythingAtOnce() {
    try (StreamClient stream = open("/stream?streams=!bookTicker/!markPrice@arr@1s")) {
      JsonNode marks =
          stream.next(e -> e.path("stream").asText().equals("!markPrice@arr@1s")).path("data");

      int listed = client.get("/fapi/v1/exchangeInfo").body().path("symbols").size();
      assertThat(marks).hasSize(listed);
      for (int i = 0; i < listed; i++) {
        assertThat(stream.next(e -> e.path("stream").asText().equals("!bookTicker"))).isNotNull();
      }
    }
  }

  @Test
  void subscribesAndUnsubscribesWhileItIsOpen() {
    try (StreamClient stream = open("/ws")) {
      assertThat(stream.poll(Duration.ofMillis(300))).isNull();

      JsonNode taken =
          stream.ask(
              "{'method':'SUBSCRIBE','params':['ethusdt@bookTicker','btcusdt@markPrice'],'id':1}",
              "1");
      assertThat(taken.path("result").isNull()).isTrue();
      assertThat(taken.has("result")).isTrue();
      assertThat(type(stream.next(e -> e.has("e")))).isEqualTo("bookTicker");
      JsonNode list = stream.ask("{'method':'LIST_SUBSCRIPTIONS','id':'a-b'}", "a-b");
      assertThat(list.path("result"))
          .extracting(JsonNode::asText)
          .containsExactly("ethusdt@bookTicker", "btcusdt@markPrice");
      JsonNode property = stream.ask("{'method':'GET_PROPERTY','params':['combined'],'id':3}", "3");
      assertThat(property.path("result").asBoolean(true)).isFalse();
      stream.send("{'method':'SET_PROPERTY','params':['combined',true],'id':4}");
      assertThat(stream.next(e -> e.has("stream")).path("data").path("e").asText())
          .isEqualTo("bookTicker");
      JsonNode left =
          stream.ask(
              "{'method':'UNSUBSCRIBE','params':['ethusdt@bookTicker','btcusdt@markPrice'],'id':5}",
              "5");
      assertThat(left.path("result").isNull()).isTrue();
      assertThat(stream.poll(Duration.ofMillis(1_200))).isNull();
    }
  }

  @Test
  void saysWhyAStreamCantBeHad() {
    try (StreamClient stream = open("/stream")) {
      assertThat(refused(stream, "['ethusdt@depth7']"))
          .startsWith("Invalid request: Expected one of <symbol>@bookTicker");
      assertThat(refused(stream, "['ETHUSDT@bookTicker']")).contains("lower case");
      assertThat(refused(stream, "['nonsenseusdt@bookTicker']")).contains("NONSENSEUSDT");
      assertThat(refused(stream, "['ethusdt@kline_7m']")).contains("Expected an interval");
      assertThat(refused(stream, "['ethusdt@bookTicker','abc']"))
          .isEqualTo("Invalid request: This listenKey does not exist.");
      assertThat(refused(stream, "[]")).contains("names of streams");
      JsonNode list = stream.ask("{'method':'LIST_SUBSCRIPTIONS','id':9}", "9");
      assertThat(list.path("result")).isEmpty();
      stream.send("{");
      assertThat(stream.next(e -> e.has("error")).path("error").path("code").asInt()).isEqualTo(3);
    }
    try (StreamClient stream = open("/public/ws")) {
      assertThat(refused(stream, "['ethusdt@kline_1m']")).contains("under /market, was /public");
    }
    for (String address :
        List.of(
            "/public/ws/ethusdt@kline_1m",
            "/market/stream?streams=ethusdt@bookTicker",
            "/private/ws/ethusdt@bookTicker",
            "/ws/ethusdt@trade",
            "/private/ws?listenKey=unknown")) {
      assertThatThrownBy(() -> open(address))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> assertThat(e.getResponse().statusCode()).isEqualTo(400));
    }
    assertThat(client.get("/ws/ethusdt@bookTicker").status()).isEqualTo(404);
  }

  private static String refused(StreamClient stream, String params) {
    // The exchange takes ten messages a second.
    TestClient.sleep(120);
    JsonNode answer =
        stream.ask("{'method':'SUBSCRIBE','params':%s,'id':7}".formatted(params), "7");
    assertThat(answer.path("error").path("code").asInt()).isEqualTo(2);
    return answer.path("error").path("msg").asText();
  }

  @Test
  void answersPingsAndEndsWithWhoAsksTooMuch() {
    try (StreamClient stream = open("/ws")) {
      stream.ping(5);
      assertThat(stream.control("pong 5")).isTrue();
      try {
        for (int i = 0; i < 100; i++) {
          stream.ping(1);
        }
      } catch (CompletionException e) {
        assertThat(e).as("the venue has ended it by now").hasMessageContaining("Output closed");
      }
      assertThat(stream.ended()).isEqualTo(1008);
    }
  }

  // ---- Accounts

  @Test
  void anOrderIsToldFromItsPlacingToItsEnd() {
    try (StreamClient stream = user()) {
      assertThat(rest("resting").status()).isEqualTo(200);
      Answer amended =
          client.signed(
              "PUT",
              "/fapi/v1/order",
              "symbol",
              "ETHUSDT",
              "side",
              "BUY",
              "origClientOrderId",
              "resting",
              "quantity",
              "0.2",
              "price",
              price("0.4"));
      assertThat(amended.status()).isEqualTo(200);
      Answer canceled =
          client.signed(
              "DELETE", "/fapi/v1/order", "symbol", "ETHUSDT", "origClientOrderId", "resting");
      assertThat(canceled.status()).isEqualTo(200);

      List<JsonNode> told = stream.until(e -> isStep(e, "resting CANCELED CANCELED"));

      assertThat(steps(told))
          .containsExactly("resting NEW NEW", "resting AMENDMENT NEW", "resting CANCELED CANCELED");
      JsonNode last = told.getLast();
      assertThat(last.path("o").path("i").asLong())
          .isEqualTo(canceled.body().path("orderId").asLong());
      assertThat(last.path("o").path("q").asText()).isEqualTo("0.2");
      assertThat(last.path("T")).isEqualTo(canceled.body().path("updateTime"));
      assertThat(last.path("E").asLong()).isGreaterThanOrEqualTo(last.path("T").asLong());
    }
  }

  @Test
  void aFillIsToldAsItStandsInTheBooks() {
    try (StreamClient stream = user()) {
      assertThat(order("filled", "MARKET").status()).isEqualTo(200);
      List<JsonNode> told = stream.until(e -> isStep(e, "filled TRADE FILLED"));

      assertThat(steps(told))
          .containsExactly("filled NEW NEW", "ACCOUNT_UPDATE ORDER", "filled TRADE FILLED");
      JsonNode trade =
          client.signed("GET", "/fapi/v1/userTrades", "symbol", "ETHUSDT").body().get(0);
      JsonNode order = told.getLast().path("o");
      assertThat(order.path("t")).isEqualTo(trade.path("id"));
      assertThat(order.path("i")).isEqualTo(trade.path("orderId"));
      assertThat(order.path("L")).isEqualTo(trade.path("price"));
      assertThat(order.path("l")).isEqualTo(trade.path("qty"));
      assertThat(order.path("n")).isEqualTo(trade.path("commission"));
      assertThat(order.path("T")).isEqualTo(trade.path("time"));
      JsonNode books = client.signed("GET", "/fapi/v3/account").body();
      JsonNode balance = told.get(1).path("a").path("B").get(0);
      assertThat(balance.path("wb")).isEqualTo(books.path("totalWalletBalance"));
      assertThat(balance.path("cw")).isEqualTo(books.path("totalCrossWalletBalance"));
      JsonNode position = told.get(1).path("a").path("P").get(0);
      assertThat(position.path("pa")).isEqualTo(books.path("positions").get(0).path("positionAmt"));
      assertThat(position.path("iw"))
          .isEqualTo(books.path("positions").get(0).path("isolatedWallet"));
      assertThat(position.path("mt").asText()).isEqualTo("isolated");
    }
  }

  @Test
  void aStopIsToldWithTheOrderItBecomes() {
    try (StreamClient stream = user()) {
      assertThat(order("entry", "MARKET").status()).isEqualTo(200);
      List<JsonNode> unused = stream.until(e -> isStep(e, "entry TRADE FILLED"));
      assertThat(stop("far", "STOP_MARKET", price("0.5")).status()).isEqualTo(200);
      Answer canceled = client.signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId", "far");
      assertThat(canceled.status()).isEqualTo(200);
      assertThat(steps(stream.until(e -> isStep(e, "far CANCELED"))))
          .containsExactly("far NEW", "far CANCELED");

      String reached = reachedStop();
      List<JsonNode> told = toTheEnd(stream, reached);

      assertThat(steps(told))
          .containsExactly(
              reached + " NEW",
              reached + " TRIGGERED",
              "child NEW NEW",
              "ACCOUNT_UPDATE ORDER",
              "child TRADE FILLED",
              reached + " FINISHED");
      JsonNode end = told.getLast().path("o");
      JsonNode books = client.signed("GET", "/fapi/v1/algoOrder", "clientAlgoId", reached).body();
      assertThat(end.path("aid")).isEqualTo(books.path("algoId"));
      assertThat(end.path("ai")).isEqualTo(books.path("actualOrderId"));
      assertThat(end.path("ap")).isEqualTo(books.path("actualPrice"));
      assertThat(end.path("aq")).isEqualTo(books.path("actualQty"));
      assertThat(end.path("tp")).isEqualTo(books.path("triggerPrice"));
      assertThat(end.path("wt").asText()).isEqualTo("MARK_PRICE");
      assertThat(told.get(4).path("o").path("i").asText()).isEqualTo(end.path("ai").asText());
      assertThat(told.get(3).path("a").path("P").get(0).path("pa").asText()).isEqualTo("0");
    }
  }

  @Test
  void aStopWhoseOrderWaitsIsTriggeredFirstAndFinishedLater() {
    try (StreamClient stream = user()) {
      assertThat(order("entry", "MARKET").status()).isEqualTo(200);
      List<JsonNode> unused = stream.until(e -> isStep(e, "entry TRADE FILLED"));
      set(
          "POST /fapi/v1/algoOrder",
          "'probability':1,'fault':{'kind':'TRIGGERED_UNFILLED','steps':5}");
      String reached = reachedStop();
      List<JsonNode> told = toTheEnd(stream, reached);

      assertThat(steps(told))
          .containsExactly(
              reached + " NEW",
              reached + " TRIGGERED",
              "child NEW NEW",
              "ACCOUNT_UPDATE ORDER",
              "child TRADE FILLED",
              reached + " FINISHED");
      assertThat(told.getLast().path("T").asLong())
          .isGreaterThanOrEqualTo(told.get(1).path("T").asLong() + 300_000);
      assertThat(told.getLast().path("o").path("aq").asText()).isEqualTo("0.1");
    }
  }

  /** Places stops near the price until one is reached; its client id. */
  private String reachedStop() {
    for (int i = 0; i < 100; i++) {
      String id = "near-" + i;
      // Refused if the price has fallen meanwhile.
      if (stop(id, "STOP_MARKET", price("0.9999")).status() == 200) {
        TestClient.sleep(500);
        Answer canceled = client.signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId", id);
        if (canceled.status() != 200) {
          return id;
        }
      }
    }
    throw new AssertionError("Expected the price to fall by a ten thousandth for once");
  }

  /** From the placing of the conditional order on. */
  private static List<JsonNode> toTheEnd(StreamClient stream, String id) {
    JsonNode first = stream.next(e -> isStep(e, id + " NEW"));
    List<JsonNode> told = new ArrayList<>(List.of(first));
    told.addAll(stream.until(e -> isStep(e, id + " FINISHED")));
    return told;
  }

  @Test
  void whatEndsWithThePositionIsTold() {
    try (StreamClient stream = user()) {
      assertThat(order("entry", "MARKET").status()).isEqualTo(200);
      List<JsonNode> unused = stream.until(e -> isStep(e, "entry TRADE FILLED"));
      assertThat(stop("stop", "STOP_MARKET", price("0.5")).status()).isEqualTo(200);
      Answer exit =
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
              "exit");
      assertThat(exit.status()).isEqualTo(200);

      JsonNode expired = stream.next(e -> isStep(e, "stop EXPIRED"));

      assertThat(expired.path("o").path("rm").asText()).isEqualTo("the position was closed");
    }
  }

  @Test
  void leverageAndTransfersAreTold() {
    try (StreamClient stream = user()) {
      Answer set = client.signed("POST", "/fapi/v1/leverage", "symbol", "BTCUSDT", "leverage", "7");
      assertThat(set.status()).isEqualTo(200);
      JsonNode leverage = stream.next(e -> type(e).equals("ACCOUNT_CONFIG_UPDATE"));
      assertThat(leverage.path("ac").path("s").asText()).isEqualTo("BTCUSDT");
      assertThat(leverage.path("ac").path("l").asInt()).isEqualTo(7);

      String body = "{\"id\":\"%s-1\",\"account\":\"%s\",\"amount\":\"-28.57\"}";
      Answer moved = client.admin("POST", "/sim/v1/transfers", body.formatted(account, account));
      assertThat(moved.status()).isEqualTo(200);
      JsonNode told = stream.next(e -> isStep(e, "ACCOUNT_UPDATE WITHDRAW"));
      assertThat(told.path("a").path("B").get(0).path("bc").asText()).isEqualTo("-28.57");
      assertThat(told.path("a").path("B").get(0).path("wb").asText()).isEqualTo("1400");
    }
  }

  @Test
  void aListenKeyIsOneAndTheSameUntilItIsClosed() {
    assertThat(client.keyed("PUT", "/fapi/v1/listenKey").code()).isEqualTo(-1125);
    String key = listenKey();
    assertThat(key).hasSize(64);
    assertThat(listenKey()).isEqualTo(key);
    Answer kept = client.keyed("PUT", "/fapi/v1/listenKey");
    assertThat(kept.body().path("listenKey").asText()).isEqualTo(key);
    assertThat(client.withKey("nobody").keyed("POST", "/fapi/v1/listenKey").status())
        .isEqualTo(401);
    try (StreamClient raw = open("/ws/" + key);
        StreamClient combined = open("/stream?streams=" + key);
        StreamClient some = open("/private/ws?listenKey=%s&events=ACCOUNT_UPDATE".formatted(key));
        StreamClient subscribed = open("/private/stream")) {
      subscribed.send("{'method':'SUBSCRIBE','params':['%s'],'id':1}".formatted(key));
      assertThat(subscribed.next(e -> e.has("id")).path("result").isNull()).isTrue();
      assertThat(order("one", "MARKET").status()).isEqualTo(200);

      assertThat(step(raw.next(e -> true))).isEqualTo("one NEW NEW");
      assertThat(combined.next(e -> true).path("stream").asText()).isEqualTo(key);
      assertThat(step(some.next(e -> true))).isEqualTo("ACCOUNT_UPDATE ORDER");
      assertThat(step(subscribed.next(e -> true).path("data"))).isEqualTo("one NEW NEW");

      assertThat(client.keyed("DELETE", "/fapi/v1/listenKey").status()).isEqualTo(200);
      assertThat(raw.ended()).isEqualTo(1000);
      assertThat(combined.ended()).isEqualTo(1000);
    }
    assertThat(listenKey()).isNotEqualTo(key);
  }

  @Test
  void nobodyHearsOfAnother() {
    TestClient other = TestClient.open(server.port(), account + "_other", "1000");
    try (StreamClient stream = user()) {
      Answer theirs =
          other.signed(
              "POST",
              "/fapi/v1/order",
              "symbol",
              "ETHUSDT",
              "side",
              "BUY",
              "type",
              "MARKET",
              "quantity",
              "0.1");
      assertThat(theirs.status()).isEqualTo(200);
      assertThat(stream.poll(Duration.ofMillis(500))).isNull();
    }
  }

  // ---- Faults

  private void plan(String endpoint, String fault) {
    set(endpoint, "'nth':1,'fault':" + fault);
  }

  private void set(String endpoint, String rule) {
    String plan =
        "{'seed':1,'rules':[{'endpoint':'%s','account':'%s',%s}]}"
            .formatted(endpoint, account, rule);
    Answer answer = client.admin("POST", "/sim/v1/faults", plan.replace('\'', '"'));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  private void planEvent(String fault) {
    plan("EVENT ORDER_TRADE_UPDATE", fault);
  }

  @Test
  void anEventMayComeTwice() {
    try (StreamClient stream = user()) {
      planEvent("{'kind':'EVENT_TWICE'}");
      assertThat(rest("one").status()).isEqualTo(200);
      assertThat(rest("two").status()).isEqualTo(200);

      assertThat(steps(stream.until(e -> isStep(e, "two NEW NEW"))))
          .containsExactly("one NEW NEW", "one NEW NEW", "two NEW NEW");
      JsonNode met = client.admin("GET", "/sim/v1/faults", "").body().path("occurrences").get(0);
      assertThat(met.path("endpoint").asText()).isEqualTo("EVENT ORDER_TRADE_UPDATE");
      assertThat(met.path("client_id").asText()).isEqualTo("one");
      assertThat(met.path("account").asText()).isEqualTo(account);
    }
  }

  @Test
  void anEventMayBeMissing() {
    try (StreamClient stream = user()) {
      planEvent("{'kind':'EVENT_MISSING'}");
      assertThat(rest("one").status()).isEqualTo(200);
      assertThat(rest("two").status()).isEqualTo(200);

      assertThat(step(stream.next(e -> true))).isEqualTo("two NEW NEW");
    }
  }

  @Test
  void anEventMayBeOvertakenByTheNext() {
    try (StreamClient stream = user()) {
      planEvent("{'kind':'EVENT_OVERTAKEN','ms':60000}");
      assertThat(rest("one").status()).isEqualTo(200);
      assertThat(stream.poll(Duration.ofMillis(300))).isNull();
      assertThat(rest("two").status()).isEqualTo(200);

      assertThat(steps(stream.until(e -> isStep(e, "one NEW NEW"))))
          .containsExactly("two NEW NEW", "one NEW NEW");
    }
  }

  @Test
  void anEventThatNothingOvertakesComesInTheEnd() {
    try (StreamClient stream = user()) {
      planEvent("{'kind':'EVENT_OVERTAKEN','ms':400}");
      assertThat(rest("one").status()).isEqualTo(200);

      assertThat(step(stream.next(e -> true))).isEqualTo("one NEW NEW");
      assertThat(stream.poll(Duration.ofMillis(300))).isNull();
    }
  }

  @Test
  void aLateEventHoldsUpThoseBehindIt() {
    try (StreamClient stream = user()) {
      planEvent("{'kind':'EVENT_LATE','ms':900}");
      long begin = System.nanoTime();
      assertThat(rest("one").status()).isEqualTo(200);
      assertThat(rest("two").status()).isEqualTo(200);

      assertThat(steps(stream.until(e -> isStep(e, "two NEW NEW"))))
          .containsExactly("one NEW NEW", "two NEW NEW");
      assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(900).toNanos());
    }
  }

  @Test
  void aSocketMayBreakWithAnEvent() {
    try (StreamClient stream = user()) {
      planEvent("{'kind':'SOCKET_CLOSED'}");
      assertThat(rest("one").status()).isEqualTo(200);

      assertThat(stream.ended()).isEqualTo(1006);
      assertThat(stream.poll(Duration.ZERO)).isNull();
    }
    try (StreamClient again = user()) {
      assertThat(rest("two").status()).isEqualTo(200);
      assertThat(step(again.next(e -> true))).isEqualTo("two NEW NEW");
    }
  }

  @Test
  void aHalfOpenSocketIsSilent() {
    try (StreamClient stream = user()) {
      planEvent("{'kind':'SOCKET_HALF_OPEN','ms':4000}");
      assertThat(rest("one").status()).isEqualTo(200);
      assertThat(rest("two").status()).isEqualTo(200);
      stream.ping(3);
      stream.send("{'method':'LIST_SUBSCRIPTIONS','id':1}");

      assertThat(stream.poll(Duration.ofMillis(300))).isNull();
      assertThat(stream.isOpen()).isTrue();
      assertThat(stream.ended()).isEqualTo(1006);
    }
  }

  @Test
  void aPlanForEventsKnowsWhatEventsThereAre() {
    for (String rule :
        List.of(
            "{'endpoint':'EVENT nonsense','nth':1,'fault':{'kind':'EVENT_MISSING'}}",
            "{'endpoint':'POST /fapi/v1/order','nth':1,'fault':{'kind':'EVENT_MISSING'}}",
            "{'endpoint':'EVENT kline','nth':1,'fault':{'kind':'DROP_BEFORE'}}",
            "{'endpoint':'EVENT kline','nth':1,'fault':{'kind':'EVENT_LATE','ms':0}}")) {
      Answer answer =
          client.admin(
              "POST",
              "/sim/v1/faults",
              "{'seed':1,'rules':[%s]}".formatted(rule).replace('\'', '"'));
      assertThat(answer.status()).as(rule).isEqualTo(400);
      assertThat(answer.code()).isEqualTo(-1102);
    }
  }
}
