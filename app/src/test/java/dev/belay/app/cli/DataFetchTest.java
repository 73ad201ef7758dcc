package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.app.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFetchTest {
  private static final Pattern SPAN = Pattern.compile("startTime=(\\d+)&endTime=(\\d+)");
  private static final long HOUR = 3_600_000;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", DataFetchTest::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Every hour has a candle, and it is noon. */
  private static void answer(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    Matcher span = SPAN.matcher(query);
    boolean known = query.contains("symbol=BTCUSDT") && span.find();
    if (exchange.getRequestURI().getPath().endsWith("/fundingRate")) {
      byte[] rate =
          "[{\"symbol\":\"BTCUSDT\",\"fundingTime\":1735689600000,\"fundingRate\":\"0.0001\"}]"
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, rate.length);
      exchange.getResponseBody().write(rate);
      exchange.close();
      return;
    }
    boolean time = exchange.getRequestURI().getPath().endsWith("/time");
    String body =
        time
            ? "{\"serverTime\":" + Instant.parse("2025-01-01T12:00:01Z").toEpochMilli() + "}"
            : known
                ? candles(Long.parseLong(span.group(1)), Long.parseLong(span.group(2)))
                : "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(time || known ? 200 : 400, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String candles(long from, long to) {
    List<String> rows = new ArrayList<>();
    for (long at = from; at <= to && rows.size() < 1000; at += HOUR) {
      rows.add("[%d,\"10\",\"12.5\",\"9\",\"11\",\"3\",%d]".formatted(at, at + HOUR - 1));
    }
    return "[" + String.join(",", rows) + "]";
  }

  private int belay(String line) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("BELAY_HOME", folder.resolve("home").toString()));
    String[] args =
        line.replace("BASE", "http://127.0.0.1:" + server.getAddress().getPort()).split(" ", -1);
    return Main.run(args, console, () -> options -> 0);
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"spot", "futures"})
  void fetchesOnceAndThenWhatIsNew(String market) throws IOException {
    String line =
        "data fetch --store a --symbols BTCUSDT --interval 1h --base-url BASE --json --market "
            + market;
    assertThat(belay(line + " --from 2024-12-30 --to 2025-01-01")).isZero();
    assertThat(json().path("added").asInt()).isEqualTo(48);
    assertThat(json().path("calls").asInt()).isEqualTo(1);
    assertThat(json().path("market").asText()).isEqualTo(market);
    assertThat(json().path("series").path(0).path("last").asText())
        .isEqualTo("2024-12-31T23:00:00Z");

    assertThat(belay(line)).isZero();
    assertThat(json().path("added").asInt()).isEqualTo(12);
    assertThat(json().path("series").path(0).path("candles").asInt()).isEqualTo(60);
    assertThat(belay(line)).isZero();
    assertThat(json().path("calls").asInt()).isZero();

    assertThat(belay(line.replace(" --json", ""))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("0 candles added", "60 stored");
    assertThat(belay("data list --store a --json")).isZero();
    assertThat(json().path("candles").asInt()).isEqualTo(60);
  }

  @Test
  void collectsCandlesAndFundingAndNamesWhatFailed() throws IOException {
    String line = "amplifier collect --base-url BASE --no-outside --json --symbols ";
    assertThat(belay(line + "BTCUSDT")).isZero();
    assertThat(json().path("added").asInt()).isEqualTo(60 * 24 - 1);
    assertThat(json().path("funding").asInt()).isEqualTo(1);
    assertThat(belay("data list --store universe --json")).isZero();
    assertThat(json().path("candles").asInt()).isEqualTo(60 * 24 - 1);

    assertThat(belay(line + "BTCUSDT,NOSUCH")).isEqualTo(1);
    assertThat(json().path("failed").path("NOSUCH").asText()).contains("Invalid symbol");
    assertThat(json().path("added").asInt()).isZero();
    assertThat(belay(line + "BTC/USDT")).isEqualTo(2);
  }

  @Test
  void anUnknownSymbolIsThreeAndNothingIsStored() throws IOException {
    String line = "data fetch --store a --symbols NOSUCH --interval 1h --base-url BASE --json";
    assertThat(belay(line)).isEqualTo(3);
    assertThat(json().path("error").asText()).contains("Invalid symbol.", "Correct what");
    assertThat(belay("data list --store a")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--symbols btc|Expected a symbol",
        "--symbols BTCUSDT --market margin|Expected --market spot or futures, was \"margin\"",
        "--symbols BTCUSDT --base-url ftp://a|--base-url: Expected an address",
        "--symbols BTCUSDT --archive-url data|--archive-url: Expected none or an address",
        "--symbols BTCUSDT --from 2025-01-02 --to 2025-01-01|Expected --from before --to",
        "--symbols BTCUSDT --interval 7m|Expected an interval"
      })
  void whatMakesNoSenseIsTwo(String flags, String told) {
    String interval = flags.contains("--interval") ? "" : " --interval 1h";
    assertThat(belay("data fetch --store a " + flags + interval)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(told);
  }
}
