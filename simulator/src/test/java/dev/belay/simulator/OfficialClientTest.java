package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.binance.connector.client.common.ApiClient;
import com.binance.connector.client.common.ApiException;
import com.binance.connector.client.common.ApiResponse;
import com.binance.connector.client.common.Pair;
import com.binance.connector.client.common.configuration.ClientConfiguration;
import com.binance.connector.client.common.configuration.SignatureConfiguration;
import com.binance.connector.client.common.websocket.configuration.WebSocketClientConfiguration;
import com.binance.connector.client.common.websocket.service.StreamBlockingQueueWrapper;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.api.DerivativesTradingUsdsFuturesRestApi;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.AccountInformationV3Response;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.AccountTradeListResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.CancelOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.ChangeInitialLeverageRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.ExchangeInformationResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.Interval;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.KlineCandlestickDataResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.ModifyOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewAlgoOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewAlgoOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.OrigClientOrderIdList;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.QueryAlgoOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.QueryOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.Side;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.TimeInForce;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.WorkingType;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.api.DerivativesTradingUsdsFuturesWebSocketStreams;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.AccountUpdate;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.AlgoUpdate;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.IndividualSymbolBookTickerStreamsRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.IndividualSymbolBookTickerStreamsResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.KlineCandlestickStreamsRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.KlineCandlestickStreamsResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.MarkPriceStreamRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.MarkPriceStreamResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.OrderTradeUpdate;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.UserDataStreamEventsResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.reflect.TypeToken;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Binance's own client takes the venue for Binance: unchanged but for the address. Where version
 * 7.0.0 names parameters wrongly, the call is built with the client's own tools.
 */
@Tag("integration")
@NullUnmarked // Of its models every getter may give null; here that is a failure like any other.
class OfficialClientTest {
  private static final String ETH = "ETHUSDT";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger accounts = new AtomicInteger();
  private static final SimulatorServer server = start();

  private final JsonNode keys = keys("official.agent_" + accounts.incrementAndGet());
  private final ApiClient transport = new ApiClient(configuration(keys));
  private final DerivativesTradingUsdsFuturesRestApi api =
      new DerivativesTradingUsdsFuturesRestApi(configuration(keys));

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

  private static JsonNode keys(String account) {
    return TestClient.keys(server.port(), account, "1428.57");
  }

  private static ClientConfiguration configuration(JsonNode keys) {
    SignatureConfiguration signature = new SignatureConfiguration();
    signature.setApiKey(keys.path("api_key").asText());
    signature.setSecretKey(keys.path("secret_key").asText());
    ClientConfiguration configuration = new ClientConfiguration();
    configuration.setUrl("http://127.0.0.1:" + server.port());
    configuration.setSignatureConfiguration(signature);
    return configuration;
  }

  private static <T> T await(Supplier<T> question, Predicate<T> expected) {
    for (int i = 0; i < 3_000; i++) {
      T answer = question.get();
      if (expected.test(answer)) {
        return answer;
      }
      TestClient.sleep(20);
    }
    throw new AssertionError("Still not as expected: " + question.get());
  }

  private BigDecimal price() {
    return new BigDecimal(
        api.symbolPriceTicker(ETH).getData().getSymbolPriceTickerResponse1().getPrice());
  }

  private double price(String factor) {
    return price().multiply(new BigDecimal(factor)).setScale(2, RoundingMode.DOWN).doubleValue();
  }

  private NewOrderResponse rest(String id) {
    return api.newOrder(
            new NewOrderRequest()
                .symbol(ETH)
                .side(Side.BUY)
                .type("LIMIT")
                .timeInForce(TimeInForce.GTC)
                .quantity(0.1)
                .price(price("0.5"))
                .newClientOrderId(id))
        .getData();
  }

  private QueryOrderResponse bought(String id) {
    NewOrderResponse taken =
        api.newOrder(
                new NewOrderRequest()
                    .symbol(ETH)
                    .side(Side.BUY)
                    .type("MARKET")
                    .quantity(0.1)
                    .newClientOrderId(id))
            .getData();
    assertThat(taken.getStatus()).isEqualTo("NEW");
    return await(
        () -> api.queryOrder(ETH, null, id, null).getData(),
        order -> "FILLED".equals(order.getStatus()));
  }

  private NewAlgoOrderResponse stop(String id, String factor) {
    return api.newAlgoOrder(
            new NewAlgoOrderRequest()
                .algoType("CONDITIONAL")
                .symbol(ETH)
                .side(Side.SELL)
                .type("STOP_MARKET")
                .triggerPrice(price(factor))
                .workingType(WorkingType.MARK_PRICE)
                .closePosition("true")
                .clientAlgoId(id))
        .getData();
  }

  private static int code(ApiException refused) throws IOException {
    return MAPPER.readTree(refused.getResponseBody()).path("code").asInt();
  }

  @Test
  void readsTheMarket() {
    api.testConnectivity();
    assertThat(api.checkServerTime().getData().getServerTime()).isPositive();
    ExchangeInformationResponse info = api.exchangeInformation().getData();
    assertThat(info.getSymbols()).anyMatch(symbol -> ETH.equals(symbol.getSymbol()));
    assertThat(info.getSymbols().getFirst().getFilters()).isNotEmpty();
    KlineCandlestickDataResponse klines =
        api.klineCandlestickData(ETH, Interval.INTERVAL_1h, null, null, 24L).getData();
    assertThat(klines).hasSize(24);
    assertThat(price()).isPositive();
    assertThat(api.markPrice(ETH).getData().getMarkPriceResponse1().getMarkPrice()).isNotEmpty();
    assertThat(
            api.symbolOrderBookTicker(ETH)
                .getData()
                .getSymbolOrderBookTickerResponse1()
                .getBidPrice())
        .isNotEmpty();
    assertThat(api.getFundingRateHistory(ETH, null, null, 3L).getData()).hasSize(3);
    assertThat(api.openInterest(ETH).getData().getOpenInterest()).isNotEmpty();
    assertThat(api.notionalAndLeverageBrackets(ETH, null).getData()).isNotNull();
    assertThat(api.orderBook(ETH, 20L).getData().getAsks()).hasSize(20);
  }

  @Test
  void placesAmendsAndCancelsAnOrder() throws IOException {
    NewOrderResponse taken = rest("resting");
    assertThat(taken.getStatus()).isEqualTo("NEW");
    assertThat(taken.getClientOrderId()).isEqualTo("resting");
    assertThat(api.queryOrder(ETH, taken.getOrderId(), null, null).getData().getOrigQty())
        .isEqualTo("0.1");
    assertThat(api.currentAllOpenOrders(ETH, null).getData()).hasSize(1);

    ApiResponse<?> amended =
        api.modifyOrder(
            new ModifyOrderRequest()
                .origClientOrderId("resting")
                .symbol(ETH)
                .side(Side.BUY)
                .quantity(0.2)
                .price(price("0.4")));
    assertThat(amended.getStatusCode()).isEqualTo(200);
    CancelOrderResponse canceled = api.cancelOrder(ETH, null, "resting", null).getData();
    assertThat(canceled.getStatus()).isEqualTo("CANCELED");
    assertThat(canceled.getOrigQty()).isEqualTo("0.2");

    ApiException again =
        catchThrowableOfType(ApiException.class, () -> api.cancelOrder(ETH, null, "resting", null));
    assertThat(again.getCode()).isEqualTo(400);
    assertThat(code(again)).isEqualTo(-2011);
    ApiException unknown =
        catchThrowableOfType(ApiException.class, () -> api.queryOrder(ETH, null, "no", null));
    assertThat(code(unknown)).isEqualTo(-2013);
    assertThat(api.currentAllOpenOrders(null, null).getData()).isEmpty();
    assertThat(api.allOrders(ETH, null, null, null, null, null).getData()).hasSize(1);
  }

  @Test
  void cancelsManyAtOnce() {
    assertThat(rest("one").getStatus()).isEqualTo("NEW");
    assertThat(rest("two").getStatus()).isEqualTo("NEW");
    assertThat(rest("three").getStatus()).isEqualTo("NEW");
    OrigClientOrderIdList ids = new OrigClientOrderIdList();
    ids.add("one");
    ids.add("two");
    assertThat(api.cancelMultipleOrders(ETH, null, ids, null).getData()).hasSize(2);
    assertThat(api.cancelAllOpenOrders(ETH, null).getData().getCode()).isEqualTo(200);
    assertThat(api.currentAllOpenOrders(ETH, null).getData()).isEmpty();
  }

  @Test
  void readsTheAccountAfterAFill() {
    assertThat(
            api.changeInitialLeverage(new ChangeInitialLeverageRequest().symbol(ETH).leverage(5L))
                .getData()
                .getLeverage())
        .isEqualTo(5);
    QueryOrderResponse filled = bought("filled");
    assertThat(filled.getExecutedQty()).isEqualTo("0.1");

    AccountTradeListResponse trades =
        api.accountTradeList(ETH, null, null, null, null, null, null).getData();
    assertThat(trades).hasSize(1);
    assertThat(trades.getFirst().getOrderId()).isEqualTo(filled.getOrderId());
    AccountInformationV3Response account = api.accountInformationV3(null).getData();
    assertThat(account.getPositions()).hasSize(1);
    assertThat(account.getPositions().getFirst().getPositionAmt()).isEqualTo("0.1");
    BigDecimal fee = new BigDecimal(trades.getFirst().getCommission());
    assertThat(new BigDecimal(account.getTotalWalletBalance()))
        .isEqualByComparingTo(new BigDecimal("1428.57").subtract(fee));
    assertThat(api.accountInformationV2(null).getData().getPositions()).isNotEmpty();
    assertThat(api.futuresAccountBalanceV3(null).getData().getFirst().getAsset()).isEqualTo("USDT");
    assertThat(api.positionInformationV3(ETH, null).getData().getFirst().getPositionAmt())
        .isEqualTo("0.1");
    assertThat(api.positionInformationV2(ETH, null).getData().getFirst().getLeverage())
        .isEqualTo("5");
    assertThat(api.getIncomeHistory(ETH, "COMMISSION", null, null, null, null, null).getData())
        .hasSize(1);
    assertThat(api.userCommissionRate(ETH, null).getData().getTakerCommissionRate())
        .isEqualTo("0.0005");
    assertThat(api.getCurrentPositionMode(null).getData().getDualSidePosition()).isFalse();
  }

  @Test
  void readsTheLimitsFromTheHeaders() {
    ApiResponse<NewOrderResponse> taken =
        api.newOrder(
            new NewOrderRequest()
                .symbol(ETH)
                .side(Side.BUY)
                .type("LIMIT")
                .timeInForce(TimeInForce.GTC)
                .quantity(0.1)
                .price(price("0.5")));
    assertThat(taken.getRateLimits()).isNotEmpty();
    assertThat(taken.getHeaders()).containsKey("x-mbx-order-count-10s");
  }

  @Test
  void aWrongSignatureIsRefused() throws IOException {
    ClientConfiguration wrong = configuration(keys);
    wrong.getSignatureConfiguration().setSecretKey("somebody else's");
    DerivativesTradingUsdsFuturesRestApi stranger = new DerivativesTradingUsdsFuturesRestApi(wrong);
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> stranger.accountInformationV3(null));
    assertThat(code(refused)).isEqualTo(-1022);
  }

  @Test
  void placesAndCancelsConditionalOrders() throws IOException {
    assertThat(bought("entry").getStatus()).isEqualTo("FILLED");
    NewAlgoOrderResponse taken = stop("stop", "0.5");
    assertThat(taken.getAlgoStatus()).isEqualTo("NEW");
    assertThat(taken.getClientAlgoId()).isEqualTo("stop");
    QueryAlgoOrderResponse found = api.queryAlgoOrder(null, "stop", null).getData();
    assertThat(found.getAlgoId()).isEqualTo(taken.getAlgoId());
    assertThat(api.currentAllAlgoOpenOrders(null, ETH, null, null).getData()).hasSize(1);

    // What 7.0.0 sends is not what the exchange asks for.
    ApiException unnamed =
        catchThrowableOfType(
            ApiException.class, () -> api.cancelAlgoOrder(taken.getAlgoId(), null, null));
    assertThat(code(unnamed)).isEqualTo(-1102);
    ApiResponse<Map<String, Object>> canceled =
        call("DELETE", "/fapi/v1/algoOrder", Map.of("clientAlgoId", "stop"));
    assertThat(canceled.getData()).containsEntry("clientAlgoId", "stop");
    assertThat(api.queryAlgoOrder(taken.getAlgoId(), null, null).getData().getAlgoStatus())
        .isEqualTo("CANCELED");

    assertThat(stop("another", "0.5").getAlgoStatus()).isEqualTo("NEW");
    assertThat(api.cancelAllAlgoOpenOrders(ETH, null).getStatusCode()).isEqualTo(200);
    assertThat(api.currentAllAlgoOpenOrders(null, ETH, null, null).getData()).isEmpty();
    assertThat(api.queryAllAlgoOrders(ETH, null, null, null, null, null, null).getData())
        .hasSize(2);
  }

  /** Its own model of the order sends {@code activationPrice}, which the exchange doesn't know. */
  @Test
  void trailsThePriceFromAnActivation() {
    assertThat(bought("entry").getStatus()).isEqualTo("FILLED");
    Map<String, String> order =
        Map.of(
            "algoType", "CONDITIONAL",
            "symbol", ETH,
            "side", "SELL",
            "type", "TRAILING_STOP_MARKET",
            "quantity", "0.1",
            "reduceOnly", "true",
            "activatePrice", BigDecimal.valueOf(price("1.5")).toPlainString(),
            "callbackRate", "1.5",
            "clientAlgoId", "trail");

    ApiResponse<Map<String, Object>> taken = call("POST", "/fapi/v1/algoOrder", order);

    assertThat(taken.getData())
        .containsEntry("orderType", "TRAILING_STOP_MARKET")
        .containsEntry("algoStatus", "NEW")
        .containsEntry("activatePrice", order.get("activatePrice"))
        .containsEntry("callbackRate", "1.5");
    QueryAlgoOrderResponse found = api.queryAlgoOrder(null, "trail", null).getData();
    assertThat(found.getOrderType()).isEqualTo("TRAILING_STOP_MARKET");
    assertThat(
            call("DELETE", "/fapi/v1/algoOrder", Map.of("clientAlgoId", "trail")).getStatusCode())
        .isEqualTo(200);

    NewAlgoOrderResponse atOnce =
        api.newAlgoOrder(
                new NewAlgoOrderRequest()
                    .algoType("CONDITIONAL")
                    .symbol(ETH)
                    .side(Side.SELL)
                    .type("TRAILING_STOP_MARKET")
                    .quantity(0.1)
                    .reduceOnly("true")
                    .callbackRate(10.0)
                    .clientAlgoId("at-once"))
            .getData();
    assertThat(atOnce.getAlgoStatus()).isEqualTo("NEW");
  }

  /** A signed call, built with the client's own tools. */
  private ApiResponse<Map<String, Object>> call(
      String method, String path, Map<String, String> parameters) {
    List<Pair> query = new ArrayList<>();
    parameters.forEach((name, value) -> query.add(new Pair(name, value)));
    return transport.execute(
        transport.buildCall(
            null,
            path,
            method,
            query,
            new ArrayList<>(),
            null,
            new HashMap<>(Map.of("Accept", "application/json")),
            new HashMap<>(),
            new HashMap<>(),
            new HashSet<>(Set.of("binanceSignature"))),
        new TypeToken<Map<String, Object>>() {}.getType());
  }

  // ---- Streams

  private static DerivativesTradingUsdsFuturesWebSocketStreams streams() {
    WebSocketClientConfiguration configuration = new WebSocketClientConfiguration();
    configuration.setUrl("ws://127.0.0.1:" + server.port() + "/stream");
    return new DerivativesTradingUsdsFuturesWebSocketStreams(configuration);
  }

  private static <T> T next(StreamBlockingQueueWrapper<T> queue) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return queue.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            Thread::startVirtualThread)
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  /**
   * Subscribes, on a new connection if nothing is heard: the client breaks its connection when an
   * answer comes before it has noted the question, which it does on a machine that is busy enough.
   *
   * @param meanwhile what is to be heard of
   */
  private static <T> StreamBlockingQueueWrapper<T> subscribed(
      Function<DerivativesTradingUsdsFuturesWebSocketStreams, StreamBlockingQueueWrapper<T>> how,
      Runnable meanwhile) {
    for (int attempt = 0; attempt < 5; attempt++) {
      StreamBlockingQueueWrapper<T> queue = how.apply(streams());
      for (int i = 0; i < 100; i++) {
        meanwhile.run();
        if (!queue.getInnerQueue().isEmpty()) {
          return queue;
        }
        TestClient.sleep(100);
      }
    }
    throw new AssertionError("Nothing was heard");
  }

  @Test
  void hearsTheMarket() {
    IndividualSymbolBookTickerStreamsResponse quote =
        next(
            subscribed(
                streams ->
                    streams.individualSymbolBookTickerStreams(
                        new IndividualSymbolBookTickerStreamsRequest().symbol("ethusdt")),
                () -> {}));
    assertThat(new BigDecimal(quote.getaLowerCase()))
        .isGreaterThan(new BigDecimal(quote.getbLowerCase()));
    MarkPriceStreamResponse mark =
        next(
            subscribed(
                streams ->
                    streams.markPriceStream(
                        new MarkPriceStreamRequest().symbol("ethusdt").updateSpeed("1s")),
                () -> {}));
    assertThat(mark.getsLowerCase()).isEqualTo(ETH);
    assertThat(new BigDecimal(mark.getpLowerCase())).isPositive();
    KlineCandlestickStreamsResponse kline =
        next(
            subscribed(
                streams ->
                    streams.klineCandlestickStreams(
                        new KlineCandlestickStreamsRequest().symbol("ethusdt").interval("1m")),
                () -> {}));
    assertThat(kline.getkLowerCase().getiLowerCase()).isEqualTo("1m");
  }

  @Test
  void hearsWhatHappensToTheAccount() {
    String listenKey = api.startUserDataStream().getData().getListenKey();
    assertThat(api.keepaliveUserDataStream().getStatusCode()).isEqualTo(200);
    StreamBlockingQueueWrapper<UserDataStreamEventsResponse> events =
        subscribed(
            streams -> streams.userData(listenKey),
            () ->
                assertThat(rest("probe-" + accounts.incrementAndGet()).getStatus())
                    .isEqualTo("NEW"));

    assertThat(bought("entry").getStatus()).isEqualTo("FILLED");
    AccountUpdate account =
        next(events, AccountUpdate.class, update -> !update.getaLowerCase().getP().isEmpty());
    assertThat(account.getaLowerCase().getP().getFirst().getPa()).isEqualTo("0.1");
    OrderTradeUpdate filled =
        next(
            events,
            OrderTradeUpdate.class,
            update -> "FILLED".equals(update.getoLowerCase().getX()));
    assertThat(filled.getoLowerCase().getcLowerCase()).isEqualTo("entry");
    String reached = reachedStop();
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      statuses.add(
          next(events, AlgoUpdate.class, e -> reached.equals(e.getoLowerCase().getCaid()))
              .getoLowerCase()
              .getX());
    }
    assertThat(statuses).containsExactly("NEW", "TRIGGERED", "FINISHED");
    api.closeUserDataStream();
  }

  /** Places stops near the price until one is reached; its client id. */
  private String reachedStop() {
    for (int i = 0; i < 100; i++) {
      String id = "near-" + i;
      try {
        assertThat(stop(id, "0.9999").getAlgoStatus()).isEqualTo("NEW");
      } catch (ApiException e) {
        // The price has fallen meanwhile.
        continue;
      }
      TestClient.sleep(500);
      try {
        assertThat(call("DELETE", "/fapi/v1/algoOrder", Map.of("clientAlgoId", id)).getStatusCode())
            .isEqualTo(200);
      } catch (ApiException e) {
        return id;
      }
    }
    throw new AssertionError("Expected the price to fall by a ten thousandth for once");
  }

  private static <T> T next(
      StreamBlockingQueueWrapper<UserDataStreamEventsResponse> events,
      Class<T> type,
      Predicate<T> expected) {
    for (int i = 0; i < 100; i++) {
      Object event = next(events).getActualInstance();
      if (type.isInstance(event) && expected.test(type.cast(event))) {
        return type.cast(event);
      }
    }
    throw new AssertionError("Expected an event of " + type);
  }
}
