package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The venue on quotes, over its wire. */
@Tag("integration")
class QuotedWireTest {
  private static final String ACCOUNT = "test.quoted";

  private final String database = TestPostgres.newDatabase();
  private final Instant from = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private FakeQuotes market = new FakeQuotes(from);
  private SimulatorServer server = start();
  private TestClient client = TestClient.open(server.port(), ACCOUNT, "1000");

  private SimulatorServer start() {
    market.quote("2999.50", "3000.50", "3000.00");
    SimulatorServer started =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            market,
            SimulatorServer.Options.of(0, TestClient.ADMIN, 1),
            Failpoints.NONE,
            Clock.systemUTC());
    started.start();
    return started;
  }

  @AfterEach
  void stop() {
    server.close();
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

  private Answer sell(String id) {
    return client.signed(
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
        id);
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
        "workingType",
        "MARK_PRICE",
        "clientAlgoId",
        id);
  }

  private void quote(String bid, String ask, String mark) {
    // Of a later millisecond than what was sent before.
    TestClient.sleep(3);
    market.quote(bid, ask, mark);
  }

  private JsonNode trades(int count) {
    return client.await(t -> t.size() == count, "/fapi/v1/userTrades");
  }

  private void open() {
    assertThat(buy("entry").status()).isEqualTo(200);
    quote("2999.60", "3000.60", "3000.10");
    var unused = trades(1);
  }

  @Test
  void anOrderFillsAtTheAskOfTheNextQuote() {
    assertThat(buy("entry").status()).isEqualTo(200);
    TestClient.sleep(150);
    assertThat(client.signed("GET", "/fapi/v1/userTrades").body()).isEmpty();

    quote("2999.60", "3000.70", "3000.10");

    JsonNode trade = trades(1).get(0);
    assertThat(trade.path("price").asText()).isEqualTo("3000.7");
    assertThat(trade.path("time").asLong()).isCloseTo(System.currentTimeMillis(), within(15_000L));
  }

  private static org.assertj.core.data.Offset<Long> within(long millis) {
    return org.assertj.core.api.Assertions.within(millis);
  }

  @Test
  void showsTheExchangesQuotesAndTheMarkAsTheyAre() {
    quote("2999.60", "3000.70", "3001.25");

    JsonNode book = client.get("/fapi/v1/ticker/bookTicker?symbol=ETHUSDT").body();
    assertThat(book.path("bidPrice").asText()).isEqualTo("2999.6");
    assertThat(book.path("askPrice").asText()).isEqualTo("3000.7");
    JsonNode mark = client.get("/fapi/v1/premiumIndex?symbol=ETHUSDT").body();
    assertThat(new BigDecimal(mark.path("markPrice").asText())).isEqualByComparingTo("3001.25");
    assertThat(mark.path("time").asLong()).isEqualTo(market.latest());
    assertThat(
            new BigDecimal(
                client.get("/fapi/v1/ticker/price?symbol=ETHUSDT").body().path("price").asText()))
        .isEqualByComparingTo("3000.15");
    JsonNode clock = client.get("/sim/v1/clock").body();
    assertThat(clock.path("kind").asText()).isEqualTo("live");
    assertThat(clock.path("speed").asInt()).isEqualTo(1);
    assertThat(clock.path("from_ms").asLong()).isEqualTo(from.toEpochMilli());
    assertThat(clock.path("feed").path("heard_ms").asLong()).isEqualTo(market.latest());
  }

  @Test
  void onASilentFeedEntriesAreRefusedAndExitsWait() {
    open();
    market.fresh = false;

    Answer entry = buy("late");
    assertThat(entry.status()).isEqualTo(400);
    assertThat(entry.code()).isEqualTo(-4108);
    assertThat(entry.body().path("msg").asText()).contains("too old").contains("silent");
    assertThat(stop("stop", "2900").status()).isEqualTo(200);
    assertThat(sell("exit").status()).isEqualTo(200);
    // An old quote does not fill what is on the way.
    quote("2990.00", "2991.00", "2990.50");
    TestClient.sleep(150);
    assertThat(client.signed("GET", "/fapi/v1/userTrades").body()).hasSize(1);

    market.fresh = true;
    quote("2980.00", "2981.00", "2980.50");

    assertThat(trades(2).get(1).path("price").asText()).isEqualTo("2980");
    assertThat(buy("again").status()).isEqualTo(200);
  }

  @Test
  void ofWhatHasEndedTheLastPriceStandsForExitsOnly() {
    open();
    market.fresh = false;
    market.ended = true;

    assertThat(buy("late").code()).isEqualTo(-4108);
    assertThat(sell("exit").status()).isEqualTo(200);
    quote("2980.00", "2980.01", "2980.00");

    assertThat(trades(2).get(1).path("price").asText()).isEqualTo("2980");
    assertThat(buy("again").code()).isEqualTo(-4108);
  }

  @Test
  void whatHappenedWhileItWasDownIsNotMadeUp() {
    open();
    assertThat(stop("stop", "2900").status()).isEqualTo(200);
    server.kill();

    market = new FakeQuotes(from);
    market.quote("2850.00", "2851.00", "2850.50");
    server = startOn();
    client = TestClient.open(server.port(), ACCOUNT, "1000");

    assertThat(trades(2).get(1).path("price").asText()).isEqualTo("2850");
    assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).isEmpty();
  }

  private SimulatorServer startOn() {
    SimulatorServer started =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            books -> {
              assertThat(books.market().orElseThrow()).isEqualTo(market.spec());
              assertThat(books.held()).containsExactly(FakeQuotes.ETH);
              return market;
            },
            SimulatorServer.Options.of(0, TestClient.ADMIN, 1),
            Failpoints.NONE,
            Clock.systemUTC());
    started.start();
    return started;
  }

  @Test
  void chargesFundingOnceAsTheExchangeSettledIt() {
    open();
    long stamp = System.currentTimeMillis();
    market.settle(stamp - 60_000_000, "0.5", "3000");
    market.settle(stamp, "0.0001", "3010");

    JsonNode income =
        client.await(i -> i.size() == 1, "/fapi/v1/income", "incomeType", "FUNDING_FEE");
    assertThat(new BigDecimal(income.get(0).path("income").asText()))
        .isEqualByComparingTo("-0.0301");
    assertThat(income.get(0).path("time").asLong()).isEqualTo(stamp);

    server.close();
    server = startOn();
    client = TestClient.open(server.port(), ACCOUNT, "1000");
    quote("2999.60", "3000.60", "3000.10");
    TestClient.sleep(300);
    assertThat(client.signed("GET", "/fapi/v1/income", "incomeType", "FUNDING_FEE").body())
        .hasSize(1);
  }
}
