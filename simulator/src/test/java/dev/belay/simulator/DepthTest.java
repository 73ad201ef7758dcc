package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The book as it is answered, told and kept up by a client. */
@Tag("integration")
class DepthTest {
  private static final SimulatorServer server = start();
  private final TestClient client = TestClient.open(server.port(), "depth.agent", "1428.57");

  private static SimulatorServer start() {
    SimulatorServer started =
        new SimulatorServer(
            TestPostgres.newDatabase(),
            TestPostgres.USER,
            "",
            new SyntheticMarket(7, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, 120),
            Failpoints.NONE,
            Clock.systemUTC());
    started.start();
    return started;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Answer depth(String limit) {
    return client.get("/fapi/v1/depth?symbol=ETHUSDT&limit=" + limit);
  }

  private static BigDecimal price(JsonNode level) {
    return new BigDecimal(level.get(0).asText());
  }

  private static BigDecimal quantity(JsonNode level) {
    return new BigDecimal(level.get(1).asText());
  }

  @Test
  void answersTheBookAroundTheQuote() {
    JsonNode book = depth("20").body();
    assertThat(book.path("bids")).hasSize(20);
    assertThat(book.path("asks")).hasSize(20);
    for (int i = 0; i < 20; i++) {
      BigDecimal bid = price(book.path("bids").get(i));
      BigDecimal ask = price(book.path("asks").get(i));
      assertThat(bid).isLessThan(ask);
      // The first level holds what paper accounts usually order.
      assertThat(ask.multiply(quantity(book.path("asks").get(i))))
          .isGreaterThan(BigDecimal.valueOf(199_990L * (i + 1)));
      if (i > 0) {
        assertThat(bid).isLessThan(price(book.path("bids").get(i - 1)));
        assertThat(ask).isGreaterThan(price(book.path("asks").get(i - 1)));
      }
    }
    assertThat(depth("1000").body().path("asks")).hasSize(100);
    assertThat(depth("7").code()).isEqualTo(-4021);
    assertThat(client.get("/fapi/v1/depth").code()).isEqualTo(-1102);
  }

  @Test
  void isTheBookOfTheQuote() {
    JsonNode book;
    JsonNode quote;
    do {
      book = depth("5").body();
      quote = client.get("/fapi/v1/ticker/bookTicker?symbol=ETHUSDT").body();
    } while (quote.path("time").asLong() - book.path("lastUpdateId").asLong() >= 60_000);
    assertThat(quote.path("bidPrice")).isEqualTo(book.path("bids").get(0).get(0));
    assertThat(quote.path("bidQty")).isEqualTo(book.path("bids").get(0).get(1));
    assertThat(quote.path("askPrice")).isEqualTo(book.path("asks").get(0).get(0));
    assertThat(quote.path("askQty")).isEqualTo(book.path("asks").get(0).get(1));
  }

  @Test
  void tellsTheBestLevelsAtTheirPace() {
    try (StreamClient stream =
        StreamClient.open(
            server.port(), "/public/stream?streams=ethusdt@depth5@100ms/ethusdt@depth20")) {
      JsonNode five = told(stream, "ethusdt@depth5@100ms");
      JsonNode twenty = told(stream, "ethusdt@depth20");
      assertThat(five.path("e").asText()).isEqualTo("depthUpdate");
      assertThat(five.path("b")).hasSize(5);
      assertThat(twenty.path("a")).hasSize(20);
      JsonNode book;
      JsonNode same;
      do {
        book = depth("5").body();
        same = told(stream, "ethusdt@depth5@100ms");
      } while (!same.path("u").equals(book.path("lastUpdateId")));
      assertThat(same.path("b")).isEqualTo(book.path("bids"));
      assertThat(same.path("a")).isEqualTo(book.path("asks"));
    }
  }

  private static JsonNode told(StreamClient stream, String name) {
    return stream.next(e -> e.path("stream").asText().equals(name)).path("data");
  }

  /** As the exchange's documents say how to keep a book. */
  @Test
  void changesKeepUpABook() {
    try (StreamClient stream = StreamClient.open(server.port(), "/public/ws/ethusdt@depth@100ms")) {
      List<JsonNode> heard = new ArrayList<>();
      heard.add(stream.next(e -> e.has("u")));
      JsonNode snapshot = depth("1000").body();
      long last = snapshot.path("lastUpdateId").asLong();
      TreeMap<BigDecimal, BigDecimal> bids = side(snapshot.path("bids"));
      TreeMap<BigDecimal, BigDecimal> asks = side(snapshot.path("asks"));
      while (heard.getLast().path("u").asLong() < last) {
        heard.add(stream.next(e -> e.has("u")));
      }
      JsonNode first = heard.getLast();
      assertThat(first.path("U").asLong()).isLessThanOrEqualTo(last);
      assertThat(first.path("u").asLong()).isGreaterThanOrEqualTo(last);
      apply(bids, first.path("b"));
      apply(asks, first.path("a"));
      long told = first.path("u").asLong();
      for (int i = 0; i < 3; i++) {
        JsonNode next = stream.next(e -> e.has("u"));
        assertThat(next.path("pu").asLong()).isEqualTo(told);
        assertThat(next.path("U").asLong()).isEqualTo(told + 1);
        told = next.path("u").asLong();
        apply(bids, next.path("b"));
        apply(asks, next.path("a"));
      }
      JsonNode now = depth("1000").body();
      while (told < now.path("lastUpdateId").asLong()) {
        JsonNode next = stream.next(e -> e.has("u"));
        told = next.path("u").asLong();
        apply(bids, next.path("b"));
        apply(asks, next.path("a"));
      }
      assertThat(told).isEqualTo(now.path("lastUpdateId").asLong());
      assertThat(bids).isEqualTo(side(now.path("bids")));
      assertThat(asks).isEqualTo(side(now.path("asks")));
    }
  }

  private static TreeMap<BigDecimal, BigDecimal> side(JsonNode levels) {
    TreeMap<BigDecimal, BigDecimal> side = new TreeMap<>();
    apply(side, levels);
    return side;
  }

  private static void apply(TreeMap<BigDecimal, BigDecimal> side, JsonNode levels) {
    for (JsonNode level : levels) {
      @Nullable BigDecimal unused =
          quantity(level).signum() == 0
              ? side.remove(price(level))
              : side.put(price(level), quantity(level));
    }
  }

  @Test
  void theTradesOfACandleAreTheCandle() {
    try (StreamClient stream = StreamClient.open(server.port(), "/market/ws/ethusdt@aggTrade")) {
      long begun = minute(stream.next(e -> e.has("p")));
      JsonNode open = stream.next(e -> minute(e) > begun);
      long candle = minute(open);
      List<JsonNode> trades = new ArrayList<>(List.of(open));
      while (trades.size() < 4) {
        trades.add(stream.next(e -> e.has("p")));
      }
      JsonNode row =
          client
              .get(
                  "/fapi/v1/klines?symbol=ETHUSDT&interval=1m&limit=1&startTime=%d"
                      .formatted(candle))
              .body()
              .get(0);
      assertThat(trades).allMatch(trade -> minute(trade) == candle);
      assertThat(open.path("p")).isEqualTo(row.get(1));
      assertThat(trades.getLast().path("p")).isEqualTo(row.get(4));
      assertThat(
              trades.stream()
                  .map(t -> new BigDecimal(t.path("p").asText()))
                  .max(BigDecimal::compareTo))
          .hasValue(new BigDecimal(row.get(2).asText()));
      assertThat(
              trades.stream()
                  .map(t -> new BigDecimal(t.path("p").asText()))
                  .min(BigDecimal::compareTo))
          .hasValue(new BigDecimal(row.get(3).asText()));
      assertThat(
              trades.stream()
                  .map(t -> new BigDecimal(t.path("q").asText()))
                  .reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(row.get(5).asText());
    }
  }

  private static long minute(JsonNode trade) {
    return trade.path("T").asLong() / 60_000 * 60_000;
  }
}
