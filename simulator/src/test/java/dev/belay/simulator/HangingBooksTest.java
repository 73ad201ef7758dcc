package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.TestClient.Answer;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a venue proves by its answers while an order hangs on its way into the books. */
@Tag("integration")
class HangingBooksTest {
  private static final int NO_SUCH_ORDER = -2013;
  private static final int OUTSIDE_OF_THE_WINDOW = -1021;

  private static final Executor AT_ONCE = Thread::startVirtualThread;

  private final String database = TestPostgres.newDatabase();
  // At this speed no candle closes meanwhile, which would make all wait for all.
  private final SimulatorServer server =
      new SimulatorServer(
          database,
          TestPostgres.USER,
          "",
          new SyntheticMarket(7, Scenario.MIXED),
          SimulatorServer.Options.of(0, TestClient.ADMIN, 1),
          Failpoints.NONE,
          Clock.systemUTC());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void neverSaysThatAnOrderOnItsWayDoesNotExist() throws Exception {
    TestClient client = TestClient.open(server.port(), "main.qwen", "1428.57");
    CompletableFuture<Answer> sent;
    CompletableFuture<Answer> asked;
    try (Connection books = hanging()) {
      sent = send(client, "hanging", "5000");
      awaitOneThatWaits(books);
      asked = CompletableFuture.supplyAsync(() -> ask(client, "hanging"), AT_ONCE);
      TestClient.sleep(500);
      assertThat(asked).isNotDone();
      books.commit();
    }

    assertThat(sent.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(asked.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void refusesAnOrderThatHadToWaitBeyondItsWindow() throws Exception {
    TestClient client = TestClient.open(server.port(), "main.qwen", "1428.57");
    CompletableFuture<Answer> first;
    CompletableFuture<Answer> late;
    try (Connection books = hanging()) {
      first = send(client, "first", "5000");
      awaitOneThatWaits(books);
      late = send(client, "late", "400");
      TestClient.sleep(1_000);
      books.commit();
    }

    assertThat(first.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(late.get(5, TimeUnit.SECONDS).code()).isEqualTo(OUTSIDE_OF_THE_WINDOW);
    assertThat(ask(client, "late").code()).isEqualTo(NO_SUCH_ORDER);
  }

  /** Orders can be read but not written until this commits. */
  private Connection hanging() throws SQLException {
    Connection connection = DriverManager.getConnection(database, TestPostgres.USER, "");
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE simulator.orders IN SHARE ROW EXCLUSIVE MODE");
    }
    return connection;
  }

  private static void awaitOneThatWaits(Connection books) throws SQLException {
    for (int i = 0; i < 250; i++) {
      try (Statement statement = books.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
        if (row.next() && row.getInt(1) > 0) {
          return;
        }
      }
      TestClient.sleep(20);
    }
    throw new AssertionError("Expected an order to wait for the books");
  }

  private static CompletableFuture<Answer> send(TestClient client, String id, String window) {
    return CompletableFuture.supplyAsync(
        () ->
            client.signed(
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
                "newClientOrderId",
                id,
                "recvWindow",
                window),
        AT_ONCE);
  }

  private static Answer ask(TestClient client, String id) {
    return client.signed(
        "GET",
        "/fapi/v1/order",
        "symbol",
        "BTCUSDT",
        "origClientOrderId",
        id,
        "recvWindow",
        "9000");
  }
}
