package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo's run replays to the last digit; what is altered in its books is named. */
@Tag("integration")
class ParityDemoTest {
  private static final int BAD_INPUT = 3;
  private static final int DIFFERENCE = 5;

  @TempDir private Path folder;

  @Test
  void replaysADemoAndNamesWhatWasAltered() throws Exception {
    Path home = folder.resolve("home");
    JsonNode summary = demo(home).json();

    Cli.Answer answer = parity(home);

    assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
    JsonNode report = answer.json();
    assertThat(report.path("differences").asInt()).isZero();
    assertThat(report.path("first_divergence").isNull()).isTrue();
    assertThat(report.path("drift_bps").asDouble()).isZero();
    assertThat(report.path("equity_replayed")).isEqualTo(report.path("equity_recorded"));
    assertThat(report.path("rounds").asInt())
        .isGreaterThanOrEqualTo(summary.path("rounds").asInt())
        .isPositive();
    assertThat(report.path("intents_compared").asInt()).isPositive();
    assertThat(report.path("orders_compared").asInt()).isPositive();
    assertThat(report.path("fills_compared").asInt())
        .isGreaterThanOrEqualTo(summary.path("fills").asInt())
        .isPositive();
    assertThat(answer.err()).contains("[parity] replaying");

    Map<String, String> trade =
        plant(
            home,
            """
            update simulator.trades set fee = fee + 0.00000001
              where trade_id = (select min(trade_id) from simulator.trades)
              returning trade_id, order_id, account, symbol""");
    JsonNode first = divergence(home, 1);
    assertThat(first.path("kind").asText()).isEqualTo("trade");
    assertThat(first.path("field").asText()).isEqualTo("fee");
    assertThat(first.path("trade").asText()).isEqualTo(trade.get("trade_id"));
    assertThat(first.path("order").asText()).isEqualTo(trade.get("order_id"));
    assertThat(first.path("account").asText()).isEqualTo(trade.get("account"));
    assertThat(first.path("symbol").asText()).isEqualTo(trade.get("symbol"));
    assertThat(first.path("as_of").asText()).isNotEmpty();
    assertThat(first.path("recorded").asText()).isNotEqualTo(first.path("replayed").asText());

    Map<String, String> fill =
        plant(
            home,
            """
            update simulator.trades set fee = fee - 0.00000001
              where trade_id = (select min(trade_id) from simulator.trades);
            update belay.fills set price = price + 1
              where seq = (select min(seq) from belay.fills)
              returning trade_id, account""");
    JsonNode ours = divergence(home, 1);
    assertThat(ours.path("kind").asText()).isEqualTo("ledger");
    assertThat(ours.path("field").asText()).isEqualTo("price");
    assertThat(ours.path("trade").asText()).isEqualTo(fill.get("trade_id"));
    assertThat(ours.path("account").asText()).isEqualTo(fill.get("account"));
  }

  @Test
  void aHomeWithoutARunIsBadInput() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    Cli.Answer none = parity(nowhere);
    assertThat(none.code()).isEqualTo(BAD_INPUT);
    assertThat(none.err()).contains("Expected a home in which Belay has traded on paper");
    assertThat(nowhere).doesNotExist();

    Path begun = folder.resolve("begun");
    try (BelayHome home = BelayHome.open(begun)) {
      PostgresServer.start(home, CacheFolder.locate(System.getenv()), System.getenv()).close();
    }
    Cli.Answer empty = parity(begun);
    assertThat(empty.code()).as(empty.err()).isEqualTo(BAD_INPUT);
    assertThat(empty.err()).contains("nobody has in " + begun);
    assertThat(empty.json().path("exit_code").asInt()).isEqualTo(BAD_INPUT);
  }

  private JsonNode divergence(Path home, int differences) throws Exception {
    Cli.Answer answer = parity(home);
    assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(DIFFERENCE);
    assertThat(answer.json().path("differences").asInt()).isEqualTo(differences);
    return answer.json().path("first_divergence");
  }

  private Cli.Answer parity(Path home) throws Exception {
    return Cli.run(folder, "parity", "--json", "--home", home.toString());
  }

  private Cli.Answer demo(Path home) throws Exception {
    Files.createDirectories(home);
    Cli.Answer answer = Cli.demo(folder, home, "25s", "--speed", "600", "--temporal", "memory");
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer;
  }

  /** Alters the books of a home at rest; the columns that the last statement returns. */
  private static Map<String, String> plant(Path folder, String sql) throws Exception {
    Map<String, String> returned = new TreeMap<>();
    try (BelayHome home = BelayHome.open(folder);
        PostgresServer postgres =
            PostgresServer.start(home, CacheFolder.locate(System.getenv()), System.getenv());
        Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet row = statement.getResultSet()) {
        assertThat(row.next()).isTrue();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          returned.put(row.getMetaData().getColumnName(i), row.getString(i));
        }
      }
    }
    return returned;
  }
}
