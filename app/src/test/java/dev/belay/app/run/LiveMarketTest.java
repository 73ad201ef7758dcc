package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.venue.LivePrices;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Touch;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Live prices over the wire, with another simulator as the exchange. */
@Tag("integration")
class LiveMarketTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Symbol ETH = Symbol.of("ETHUSDT");
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String ADMIN = "admin-secret-of-the-tests";

  private final String database = TestPostgres.newDatabase();
  private final Instant from = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private SimulatorServer exchange = serve(0);
  private final int port = exchange.port();
  private final LiveMarket market = open(port);

  private SimulatorServer serve(int at) {
    SimulatorServer server =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            SyntheticMarket.of(new MarketSpec.Synthetic(Scenario.MIXED, 7, from, true), false),
            SimulatorServer.Options.of(at, ADMIN, 1),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    return server;
  }

  private LiveMarket open(int at) {
    return LiveMarket.open(
        new MarketSpec.Live(from),
        LivePrices.Addresses.of(URI.create("http://127.0.0.1:" + at)),
        asked -> Set.of(BTC, ETH),
        Set.of(),
        InstantSource.system());
  }

  @AfterEach
  void close() {
    market.close();
    exchange.close();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private void fault(String event, String fault) throws IOException, InterruptedException {
    String plan =
        "{'seed':1,'rules':[{'endpoint':'EVENT %s','nth':1,'fault':%s}]}"
            .formatted(event, fault)
            .replace('\'', '"');
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/sim/v1/faults".formatted(port)))
                    .header("X-SIM-ADMIN", ADMIN)
                    .POST(HttpRequest.BodyPublishers.ofString(plan))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void hasTheExchangesInstrumentsQuotesAndCandles() throws Exception {
    assertThat(market.instruments()).extracting(i -> i.symbol()).containsExactly(BTC, ETH);
    assertThat(market.instruments().getFirst().maxLeverage()).isEqualTo(125);
    await("streams", () -> market.feed().streaming());
    Touch touch = Objects.requireNonNull(market.touch(BTC));
    assertThat(touch.bid()).isLessThan(touch.ask());
    assertThat(market.price(BTC, 0)).hasValue(touch.mark());
    assertThat(market.isFresh(BTC)).isTrue();
    assertThat(Objects.requireNonNull(market.premium(BTC)).nextFunding())
        .isGreaterThan(System.currentTimeMillis());
    assertThat(market.openInterest(BTC, System.currentTimeMillis())).isPresent();

    long now = System.currentTimeMillis();
    List<Bar> bars = market.candles().between(BTC, Interval.M5, 0, Long.MAX_VALUE, now, true, 120);
    assertThat(bars).hasSize(120);
    long forming = Math.floorDiv(now, Interval.M5.millis()) * Interval.M5.millis();
    assertThat(bars.getLast().openTime()).isEqualTo(forming);
    for (int i = 1; i < bars.size(); i++) {
      assertThat(bars.get(i).openTime() - bars.get(i - 1).openTime())
          .isEqualTo(Interval.M5.millis());
    }
    List<Bar> closed = market.candles().between(BTC, Interval.M5, 0, forming - 1, now, true, 100);
    assertThat(closed.getLast()).isEqualTo(bars.get(bars.size() - 2));
    assertThat(market.feed().refused()).isZero();
  }

  @Test
  void goesOnWhenSocketsBreakOrFallSilent() throws Exception {
    await("streams", () -> market.feed().streaming());
    fault("bookTicker", "{'kind':'SOCKET_CLOSED'}");
    await("the break", () -> !market.feed().streaming());
    await("the streams again", () -> market.feed().streaming());
    assertThat(market.isFresh(BTC)).isTrue();

    fault("markPriceUpdate", "{'kind':'SOCKET_HALF_OPEN','ms':60000}");
    await("the silent one given up", () -> !market.feed().streaming());
    assertThat(market.isFresh(BTC)).isTrue();
    await("the streams again", () -> market.feed().streaming());
    long version = market.version();
    await("news", () -> market.version() > version);
  }

  @Test
  void isStaleWhenTheExchangeIsGoneAndRecoversByItself() throws Exception {
    await("streams", () -> market.feed().streaming());
    exchange.close();
    await("stale prices", () -> !market.isFresh(BTC));
    assertThat(market.feed().detail()).contains("no entries", "does not answer");
    assertThat(market.touch(BTC)).isNotNull();

    exchange = serve(port);

    await("fresh prices", () -> market.isFresh(BTC) && market.isFresh(ETH));
    await("streams", () -> market.feed().streaming());
    await("all in order", () -> market.feed().detail().equals("2 symbols, streamed"));
  }

  @Test
  void saysWithin15SecondsThatTheExchangeIsNotThere() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    long before = System.nanoTime();
    assertThatThrownBy(() -> open(nobody))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessageContainingAll(
            "http://127.0.0.1:" + nobody, "could not connect", "--exchange", "--market synthetic");
    assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(15).toNanos());
  }
}
