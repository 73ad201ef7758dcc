package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long streams live, and what they never tell. */
@Tag("integration")
class StreamLivesTest {
  private final String database = TestPostgres.newDatabase();
  private final MovedClock clock = new MovedClock();
  private SimulatorServer server = start(1);

  /** The system's, some time ahead. */
  private static final class MovedClock extends Clock {
    private final AtomicLong ahead = new AtomicLong();

    void move(Duration by) {
      long unused = ahead.addAndGet(by.toMillis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(System.currentTimeMillis() + ahead.get());
    }
  }

  private SimulatorServer start(int speed) {
    SimulatorServer server =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            new SyntheticMarket(7, Scenario.MIXED),
            SimulatorServer.Options.of(0, TestClient.ADMIN, speed),
            Failpoints.NONE,
            clock);
    server.start();
    return server;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Nine minutes each, so that the client is never silent for as long as ten. */
  private void pass(StreamClient stream, int times) {
    for (int i = 0; i < times; i++) {
      clock.move(Duration.ofMinutes(9));
      stream.ping(1);
      // Heard by the venue, which may have pinged by itself before.
      assertThat(stream.control("pong 1")).isTrue();
    }
  }

  private static String listenKey(TestClient client) {
    return client.keyed("POST", "/fapi/v1/listenKey").body().path("listenKey").asText();
  }

  @Test
  void aListenKeyExpiresAfterAnHourUnlessItIsKeptAlive() {
    TestClient client = TestClient.open(server.port(), "main.qwen", "1000");
    String key = listenKey(client);
    try (StreamClient stream = StreamClient.open(server.port(), "/private/ws/" + key)) {
      pass(stream, 6);
      assertThat(client.keyed("PUT", "/fapi/v1/listenKey").status()).isEqualTo(200);
      pass(stream, 6);
      assertThat(stream.poll(Duration.ofMillis(1_500))).isNull();
      pass(stream, 1);

      JsonNode expired = stream.next(e -> true);

      assertThat(expired.path("e").asText()).isEqualTo("listenKeyExpired");
      assertThat(expired.path("listenKey").asText()).isEqualTo(key);
      assertThat(client.keyed("PUT", "/fapi/v1/listenKey").code()).isEqualTo(-1125);
      assertThat(listenKey(client)).isNotEqualTo(key);
    }
  }

  @Test
  void aConnectionIsPingedAndEndsAfterADay() {
    try (StreamClient stream = StreamClient.open(server.port(), "/ws")) {
      clock.move(Duration.ofMinutes(3));
      assertThat(stream.control("ping")).isTrue();
      pass(stream, 158);
      assertThat(stream.isOpen()).isTrue();
      clock.move(Duration.ofMinutes(18));
      assertThat(stream.ended()).isEqualTo(1001);
    }
  }

  @Test
  void whoDoesNotAnswerPingsIsCut() throws IOException {
    try (Socket socket = handshaken("/ws", 64 * 1024)) {
      clock.move(Duration.ofMinutes(11));
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      assertThat(in.readAllBytes().length).isLessThan(100);
    }
  }

  /** A client that never reads must not be waited for, nor its events be kept for ever. */
  @Test
  void whoDoesNotReadIsCut() throws IOException {
    server.close();
    server = start(10_000);
    TestClient client = TestClient.open(server.port(), "main.qwen", "1000");
    StringJoiner names = new StringJoiner("/");
    for (JsonNode symbol : client.get("/fapi/v1/exchangeInfo").body().path("symbols")) {
      for (String interval : new String[] {"1m", "3m", "5m", "15m", "30m", "1h", "4h"}) {
        names.add(symbol.path("symbol").asText().toLowerCase(Locale.ROOT) + "@kline_" + interval);
      }
    }
    try (Socket socket = handshaken("/stream?streams=" + names, 4 * 1024);
        StreamClient reader = StreamClient.open(server.port(), "/ws/btcusdt@markPrice@1s")) {
      boolean cut = false;
      for (int i = 0; !cut && i < 600; i++) {
        TestClient.sleep(100);
        cut = isCut(socket);
      }
      assertThat(cut).isTrue();
      // Another hears all the while.
      assertThat(reader.next(e -> true).path("e").asText()).isEqualTo("markPriceUpdate");
      assertThat(reader.isOpen()).isTrue();
    }
  }

  @Test
  void whoDoesNotShakeHandsIsRefused() {
    TestClient client = TestClient.open(server.port(), "main.qwen", "1000");
    assertThat(client.get("/ws/btcusdt@bookTicker").status()).isEqualTo(404);
    assertThat(upgradeWithoutKey()).startsWith("HTTP/1.1 400 ");
  }

  private String upgradeWithoutKey() {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request =
          "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writing to a connection that the other side has reset fails. */
  private static boolean isCut(Socket socket) {
    try {
      // An empty pong, masked.
      socket.getOutputStream().write(new byte[] {(byte) 0x8a, (byte) 0x80, 1, 2, 3, 4});
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private Socket handshaken(String address, int buffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(buffer);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    String request =
        """
        GET %s HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
            .formatted(address)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      assertThat(next).as("%s", answer).isNotNegative();
      answer.append((char) next);
    }
    assertThat(answer.toString()).startsWith("HTTP/1.1 101 ");
    return socket;
  }

  @Test
  void nothingIsToldBeforeItIsCommitted() throws Exception {
    TestClient client = TestClient.open(server.port(), "main.qwen", "1000");
    try (StreamClient stream =
        StreamClient.open(server.port(), "/private/ws/" + listenKey(client))) {
      CompletableFuture<TestClient.Answer> sent;
      try (Connection books = DriverManager.getConnection(database, TestPostgres.USER, "")) {
        books.setAutoCommit(false);
        hang(books);
        sent = CompletableFuture.supplyAsync(() -> buy(client), Thread::startVirtualThread);
        assertThat(stream.poll(Duration.ofMillis(700))).isNull();
        assertThat(sent).isNotDone();
        books.commit();
      }
      assertThat(stream.next(e -> true).path("o").path("x").asText()).isEqualTo("NEW");
      assertThat(sent.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
  }

  @Test
  void fundingIsTold() {
    server.close();
    server = start(10_000);
    TestClient client = TestClient.open(server.port(), "main.qwen", "1000");
    try (StreamClient stream =
        StreamClient.open(server.port(), "/private/ws/" + listenKey(client))) {
      assertThat(buy(client).status()).isEqualTo(200);

      // Eight hours of this market pass in three seconds.
      JsonNode told = stream.next(e -> e.path("a").path("m").asText().equals("FUNDING_FEE"));

      JsonNode income =
          client.signed("GET", "/fapi/v1/income", "incomeType", "FUNDING_FEE").body().get(0);
      assertThat(told.path("a").path("B").get(0).path("bc")).isEqualTo(income.path("income"));
      assertThat(told.path("T")).isEqualTo(income.path("time"));
      assertThat(told.path("a").path("P").get(0).path("s").asText()).isEqualTo("BTCUSDT");
    }
  }

  private static void hang(Connection books) throws SQLException {
    try (Statement statement = books.createStatement()) {
      statement.execute("LOCK TABLE simulator.orders IN SHARE ROW EXCLUSIVE MODE");
    }
  }

  private static TestClient.Answer buy(TestClient client) {
    return client.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "BTCUSDT",
        "side",
        "BUY",
        "type",
        "MARKET",
        "quantity",
        "0.002",
        "recvWindow",
        "50000");
  }
}
