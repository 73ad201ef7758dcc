package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.VenueOrder;
import dev.belay.domain.order.VenueOrderStatus;
import dev.belay.domain.position.Direction;
import dev.belay.workflows.order.VenueActivities.VenuePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceVenueTest {
  private static final String ORDER = "/fapi/v1/order";
  private static final String ALGO = "/fapi/v1/algoOrder";

  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();
  private Instant now = Intents.NOW;
  private Optional<String> clock = Optional.empty();
  private final BinanceVenue venue =
      new BinanceVenue(transport, account -> Intents.KEY, () -> now, () -> clock);

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  private SubmitOutcome submit(OrderIntent intent) {
    return venue.submit(intent, () -> {});
  }

  private String sent(OrderIntent intent) {
    String path = OrderRequests.path(intent.type().isConditional());
    stub.on("POST " + path, 400, "{\"code\":-1,\"msg\":\"not now\"}");
    submit(intent);
    String parameters = stub.seen.getLast().parameters();
    return parameters.substring(0, parameters.indexOf("&recvWindow="));
  }

  @Test
  void writesEveryKindOfOrderAsTheVenueWantsIt() {
    assertThat(sent(Intents.entry()))
        .isEqualTo(
            "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&newClientOrderId=%s&newOrderRespType=ACK"
                .formatted(Intents.entry().id()));
    assertThat(sent(Intents.exit()))
        .isEqualTo(
            ("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.01&reduceOnly=true"
                    + "&newClientOrderId=%s&newOrderRespType=ACK")
                .formatted(Intents.exit().id()));
    assertThat(sent(Intents.limitEntry()))
        .contains("type=LIMIT&quantity=0.01&price=60000.1&timeInForce=GTC");
    assertThat(sent(Intents.stop()))
        .isEqualTo(
            ("algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&triggerPrice=58000"
                    + "&workingType=MARK_PRICE&closePosition=true&clientAlgoId=%s")
                .formatted(Intents.stop().id()));
    assertThat(sent(Intents.target()))
        .contains("type=TAKE_PROFIT_MARKET&triggerPrice=66000.5")
        .doesNotContain("quantity", "reduceOnly");
  }

  @Test
  void anEntryIsNotSentByAClockThatIsTooFarOff() {
    clock = Optional.of("this computer's clock is 900 ms behind the venue's");
    stub.on(
        "POST " + ORDER,
        200,
        "{\"orderId\":5,\"clientOrderId\":\"%s\"}".formatted(Intents.exit().id()));

    assertThat(submit(Intents.entry()))
        .isEqualTo(
            new SubmitOutcome.Rejected(
                "VENUE_CLOCK_SKEW",
                "Not sent: this computer's clock is 900 ms behind the venue's"));
    assertThat(stub.calls()).isEmpty();
    assertThat(submit(Intents.exit()))
        .as("what reduces goes all the same")
        .isInstanceOf(SubmitOutcome.Accepted.class);
  }

  @Test
  void acceptsWhatTheVenueAccepts() {
    OrderIntent entry = Intents.entry();
    OrderIntent stop = Intents.stop();
    stub.on(
        "POST " + ORDER, 200, "{\"orderId\":77,\"clientOrderId\":\"%s\"}".formatted(entry.id()));
    stub.on("POST " + ALGO, 200, "{\"algoId\":88,\"clientAlgoId\":\"%s\"}".formatted(stop.id()));

    assertThat(submit(entry)).isEqualTo(new SubmitOutcome.Accepted("77"));
    assertThat(submit(stop)).isEqualTo(new SubmitOutcome.Accepted("88"));
  }

  @Test
  void doesNotTakeTheAnswerForAnotherOrder() {
    stub.on("POST " + ORDER, 200, "{\"orderId\":77,\"clientOrderId\":\"somebody\"}");

    assertThat(submit(Intents.entry())).isInstanceOf(SubmitOutcome.Unknown.class);
  }

  @Test
  void sendsNothingAfterSendBy() {
    now = Intents.entry().sendBy().plusMillis(1);

    assertThat(submit(Intents.entry()))
        .isInstanceOfSatisfying(
            SubmitOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("INTENT_EXPIRED"));
    assertThat(stub.seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400,-2019,VENUE_MARGIN_INSUFFICIENT",
    "400,-2021,VENUE_WOULD_TRIGGER",
    "400,-2022,VENUE_NOTHING_TO_REDUCE",
    "400,-4164,VENUE_NOTIONAL_TOO_SMALL",
    "400,-9999,VENUE_REFUSED",
    "503,-1008,VENUE_OVERLOADED",
    "429,-1003,VENUE_RATE_LIMITED",
    "418,-1003,VENUE_RATE_LIMITED",
    "400,-1015,VENUE_ORDER_LIMIT",
    "503,0,VENUE_OVERLOADED",
  })
  void rejectsWhatTheVenueProvablyRefused(int status, int code, String expected) {
    String said = code == 0 ? "Service Unavailable." : "no";
    stub.on("POST " + ORDER, status, "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, said));

    assertThat(submit(Intents.entry()))
        .isInstanceOfSatisfying(
            SubmitOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(expected));
  }

  @ParameterizedTest
  @CsvSource({"400,-4116", "400,-2010", "500,-1000", "400,-1007", "200,0"})
  void leavesTheRestUnknown(int status, int code) {
    stub.on("POST " + ORDER, status, "{\"code\":%d,\"msg\":\"hm\"}".formatted(code));

    assertThat(submit(Intents.entry())).isInstanceOf(SubmitOutcome.Unknown.class);
  }

  @Test
  void setsIsolatedMarginAndLeverageOnceAnAccountAndSymbol() {
    stub.on("POST /fapi/v1/marginType", 400, "{\"code\":-4046,\"msg\":\"No need to change.\"}");
    stub.on("POST /fapi/v1/leverage", 200, "{\"symbol\":\"BTCUSDT\",\"leverage\":5}");

    venue.setLeverage(Intents.ACCOUNT, Intents.BTC, 5);
    venue.setLeverage(Intents.ACCOUNT, Intents.BTC, 5);
    venue.setLeverage(Intents.ACCOUNT, Intents.BTC, 7);

    assertThat(stub.calls())
        .containsExactly(
            "POST /fapi/v1/marginType", "POST /fapi/v1/leverage", "POST /fapi/v1/leverage");
    assertThat(stub.seen.getLast().parameters()).startsWith("symbol=BTCUSDT&leverage=7&");
  }

  @Test
  void asksAgainForALeverageThatWasRefused() {
    stub.on("POST /fapi/v1/marginType", 200, "{}");
    stub.on("POST /fapi/v1/leverage", 400, "{\"code\":-4028,\"msg\":\"Leverage is not valid\"}");

    assertThatThrownBy(() -> venue.setLeverage(Intents.ACCOUNT, Intents.BTC, 500))
        .isInstanceOf(VenueException.Refused.class);
    stub.on("POST /fapi/v1/leverage", 200, "{}");
    venue.setLeverage(Intents.ACCOUNT, Intents.BTC, 500);

    assertThat(stub.calls()).filteredOn("POST /fapi/v1/leverage"::equals).hasSize(2);
  }

  @Test
  void findsAnOrderWithItsTrades() {
    order("orderId", 5, "FILLED", "0.010");
    stub.on(
        "GET /fapi/v1/userTrades",
        200,
        "[" + trade(12, 5, "0.004") + "," + trade(11, 5, "0.006") + "]");

    VenueOrder found = found(Intents.entry());

    assertThat(found.status()).isEqualTo(VenueOrderStatus.FILLED);
    assertThat(found.venueOrderId()).isEqualTo("5");
    assertThat(found.executed()).isEqualTo(Quantity.of("0.01"));
    assertThat(found.fills()).extracting(Fill::tradeId).containsExactly(11L, 12L);
    assertThat(found.fills().getFirst().fee()).isEqualTo(Usdt.of("0.5"));
    assertThat(stub.seen.getLast().query()).startsWith("symbol=BTCUSDT&orderId=5&limit=1000&");
  }

  @Test
  void asksNoTradesOfAnOrderThatHasNone() {
    order("orderId", 5, "NEW", "0");

    assertThat(found(Intents.entry()).status()).isEqualTo(VenueOrderStatus.WORKING);
    assertThat(stub.calls()).containsExactly("GET " + ORDER);
  }

  @Test
  void doesNotReportAnOrderBeforeItsTradesAreVisible() {
    order("orderId", 5, "FILLED", "0.010");
    stub.on("GET /fapi/v1/userTrades", 200, "[" + trade(11, 5, "0.006") + "]");

    assertThatThrownBy(() -> find(Intents.entry()))
        .isInstanceOf(VenueException.Unknown.class)
        .hasMessageContaining("0.006");
  }

  @ParameterizedTest
  @CsvSource({
    "NEW,WORKING",
    "PARTIALLY_FILLED,WORKING",
    "CANCELED,CANCELED",
    "REJECTED,REJECTED",
    "EXPIRED,EXPIRED",
    "EXPIRED_IN_MATCH,EXPIRED"
  })
  void readsEveryStatus(String wire, VenueOrderStatus expected) {
    order("orderId", 5, wire, "0");

    assertThat(found(Intents.entry()).status()).isEqualTo(expected);
  }

  @Test
  void refusesAStatusItDoesNotKnow() {
    order("orderId", 5, "HALF_DONE", "0");

    assertThatThrownBy(() -> find(Intents.entry())).hasMessageContaining("HALF_DONE");
  }

  @Test
  void saysWhenItAskedForAnOrderTheVenueDoesNotKnow() {
    stub.on("GET " + ORDER, 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
    stub.on("GET " + ALGO, 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
    stub.on("GET /fapi/v1/openOrders", 200, "[]");
    stub.on("GET /fapi/v1/openAlgoOrders", 200, "[{\"clientAlgoId\":\"another\"}]");

    assertThat(find(Intents.entry())).isEqualTo(new FindResult.NotFound(now));
    assertThat(find(Intents.stop())).isEqualTo(new FindResult.NotFound(now));
  }

  @Test
  void findsAnOldOrderThatTheQueryForgotAmongTheOpenOnes() {
    stub.on("GET " + ORDER, 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
    stub.on("GET " + ALGO, 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
    stub.on(
        "GET /fapi/v1/openOrders",
        200,
        "[{\"orderId\":5,\"clientOrderId\":\"%s\",\"status\":\"NEW\",\"executedQty\":\"0\"}]"
            .formatted(Intents.entry().id()));
    stub.on(
        "GET /fapi/v1/openAlgoOrders",
        200,
        "[{\"algoId\":31,\"clientAlgoId\":\"%s\",\"algoStatus\":\"NEW\"}]"
            .formatted(Intents.stop().id()));

    assertThat(found(Intents.entry()).status()).isEqualTo(VenueOrderStatus.WORKING);
    assertThat(found(Intents.stop()).venueOrderId()).isEqualTo("31");
  }

  @Test
  void provesNoAbsenceWithoutTheListOfOpenOrders() {
    stub.on("GET " + ORDER, 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
    stub.on("GET /fapi/v1/openOrders", 503, "busy");

    assertThatThrownBy(() -> find(Intents.entry())).isInstanceOf(VenueException.class);
  }

  @ParameterizedTest
  @CsvSource({"400,-1021", "500,-1000", "429,-1003", "401,-2015"})
  void neverTakesAnErrorForAbsence(int status, int code) {
    stub.on("GET " + ORDER, status, "{\"code\":%d,\"msg\":\"no\"}".formatted(code));

    assertThatThrownBy(() -> find(Intents.entry())).isInstanceOf(VenueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "NEW,,WORKING",
    "TRIGGERING,,WORKING",
    "TRIGGERED,,TRIGGERED",
    "CANCELED,,CANCELED",
    "EXPIRED,,EXPIRED",
    "REJECTED,,REJECTED",
    "FINISHED,,EXPIRED",
    "TRIGGERED,NEW,TRIGGERED",
    "TRIGGERED,PARTIALLY_FILLED,TRIGGERED",
    "TRIGGERED,FILLED,FILLED",
    "FINISHED,FILLED,FILLED",
    "FINISHED,CANCELED,CANCELED",
    "FINISHED,EXPIRED,EXPIRED"
  })
  void followsAConditionalOrderToTheOneItBecame(
      String own, String child, VenueOrderStatus expected) {
    conditional(own, child == null ? "" : "99");
    if (child != null) {
      boolean filled = child.equals("FILLED");
      order("orderId", 99, child, filled ? "0.01" : "0");
      stub.on("GET /fapi/v1/userTrades", 200, "[" + trade(21, 99, "0.01") + "]");
    }

    VenueOrder found = found(Intents.stop());

    assertThat(found.id()).isEqualTo(Intents.stop().id());
    assertThat(found.venueOrderId()).isEqualTo("31");
    assertThat(found.status()).isEqualTo(expected);
    assertThat(found.fills()).hasSize(expected == VenueOrderStatus.FILLED ? 1 : 0);
  }

  @Test
  void waitsForTheOrderAConditionalOneBecame() {
    conditional("TRIGGERED", "99");
    stub.on("GET " + ORDER, 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");

    assertThatThrownBy(() -> find(Intents.stop())).isInstanceOf(VenueException.Unknown.class);
  }

  @Test
  void cancelsAndDoesNotMindWhatIsGone() {
    stub.on("DELETE " + ORDER, 400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
    stub.on("DELETE " + ALGO, 200, "{\"algoId\":1}");

    venue.cancel(Intents.ACCOUNT, Intents.BTC, Intents.entry().id(), false);
    venue.cancel(Intents.ACCOUNT, Intents.BTC, Intents.stop().id(), true);

    assertThat(stub.seen.getFirst().query())
        .startsWith("symbol=BTCUSDT&origClientOrderId=" + Intents.entry().id());
    assertThat(stub.seen.getLast().query()).startsWith("clientAlgoId=" + Intents.stop().id());
  }

  @Test
  void whatHasTriggeredIsCancelledAsTheOrderItHasBecome() {
    stub.on("DELETE " + ALGO, 400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
    conditional("TRIGGERED", "99");
    stub.on("DELETE " + ORDER, 200, "{\"orderId\":99}");

    venue.cancel(Intents.ACCOUNT, Intents.BTC, Intents.stop().id(), true);

    assertThat(stub.seen.getLast().query()).startsWith("symbol=BTCUSDT&orderId=99");
  }

  @Test
  void listsPlainAndConditionalOpenOrders() {
    stub.on("GET /fapi/v1/openOrders", 200, "[{\"clientOrderId\":\"one\",\"symbol\":\"BTCUSDT\"}]");
    stub.on(
        "GET /fapi/v1/openAlgoOrders", 200, "[{\"clientAlgoId\":\"two\",\"symbol\":\"ETHUSDT\"}]");

    assertThat(venue.openOrders(Intents.ACCOUNT)).containsExactly("one", "two");
  }

  @Test
  void readsPositionsBothWaysAndLeavesOutFlatOnes() {
    stub.on(
        "GET /fapi/v3/positionRisk",
        200,
        """
        [{"symbol":"ETHUSDT","positionAmt":"-1.5"},{"symbol":"BTCUSDT","positionAmt":"0.01"},
         {"symbol":"ADAUSDT","positionAmt":"0.000"}]""");

    assertThat(venue.positions(Intents.ACCOUNT))
        .containsExactly(
            new VenuePosition(Intents.BTC, Direction.LONG, Quantity.of("0.01")),
            new VenuePosition(
                dev.belay.domain.market.Symbol.of("ETHUSDT"), Direction.SHORT, Quantity.of("1.5")));
  }

  @Test
  void readsBalanceAndFunding() {
    stub.on(
        "GET /fapi/v3/account",
        200,
        """
        {"totalWalletBalance":"1428.57","totalUnrealizedProfit":"-1.2","availableBalance":"1000"}""");
    stub.on(
        "GET /fapi/v1/income",
        200,
        """
        [{"symbol":"BTCUSDT","incomeType":"FUNDING_FEE","income":"-0.37500000","asset":"USDT",
          "time":1570636800000,"info":"","tranId":9689322392,"tradeId":""}]""");

    assertThat(venue.balance(Intents.ACCOUNT).available()).isEqualTo(Usdt.of("1000"));
    assertThat(venue.income(Intents.ACCOUNT, "FUNDING_FEE", Instant.ofEpochMilli(5)))
        .containsExactly(
            new Venue.Income(
                Intents.BTC,
                "FUNDING_FEE",
                Usdt.of("-0.375"),
                "9689322392",
                Instant.ofEpochMilli(1570636800000L)));
    assertThat(stub.seen.getLast().query()).startsWith("incomeType=FUNDING_FEE&startTime=5&");
  }

  @Test
  void asksForTradesAfterTheLastOneKnown() {
    stub.on("GET /fapi/v1/userTrades", 200, "[" + trade(42, 5, "0.006") + "]");

    assertThat(venue.trades(Intents.ACCOUNT, Intents.BTC, 41L)).hasSize(1);
    assertThat(stub.seen.getLast().query()).startsWith("symbol=BTCUSDT&fromId=42&limit=1000&");
  }

  @Test
  void refusesToBookAFeeInAnotherAsset() {
    String trade = trade(42, 5, "0.006").replace("\"USDT\"", "\"BNB\"");
    stub.on("GET /fapi/v1/userTrades", 200, "[" + trade + "]");

    assertThatThrownBy(() -> venue.trades(Intents.ACCOUNT, Intents.BTC, null))
        .hasMessageContaining("BNB");
  }

  @Test
  void stampsRequestsWithTheWallClock() {
    now = Intents.NOW.plus(Duration.ofHours(1));
    stub.on("GET /fapi/v1/openOrders", 200, "[]");
    stub.on("GET /fapi/v1/openAlgoOrders", 200, "[]");

    venue.openOrders(Intents.ACCOUNT);

    assertThat(stub.seen.getFirst().query()).contains("timestamp=" + now.toEpochMilli());
  }

  private FindResult find(OrderIntent intent) {
    return venue.find(
        intent.account(), intent.symbol(), intent.id(), intent.type().isConditional());
  }

  private VenueOrder found(OrderIntent intent) {
    return ((FindResult.Found) find(intent)).order();
  }

  private void order(String idField, long id, String status, String executed) {
    stub.on(
        "GET " + ORDER,
        200,
        "{\"%s\":%d,\"clientOrderId\":\"x\",\"status\":\"%s\",\"executedQty\":\"%s\"}"
            .formatted(idField, id, status, executed));
  }

  private void conditional(String status, String child) {
    stub.on(
        "GET " + ALGO,
        200,
        "{\"algoId\":31,\"clientAlgoId\":\"x\",\"algoStatus\":\"%s\",\"actualOrderId\":\"%s\"}"
            .formatted(status, child));
  }

  private static String trade(long id, long orderId, String quantity) {
    return """
    {"symbol":"BTCUSDT","id":%d,"orderId":%d,"side":"BUY","price":"60000.10","qty":"%s",
     "realizedPnl":"0","commission":"0.50000000","commissionAsset":"USDT","time":1645930322371,
     "positionSide":"BOTH","buyer":true,"maker":false}"""
        .formatted(id, orderId, quantity);
  }
}
