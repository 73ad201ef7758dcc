package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ReplayedMarketTest {
  private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
  private static final Instant FROM = Instant.parse("2023-01-01T11:16:00Z");
  private static final Instant END = Instant.parse("2023-01-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void tradesRecordedCandles() throws Exception {
    Path data = recorded("intraday_5m_2022-10_2022-12");

    JsonNode summary = demo(data, "2022-11-06T00:00:00Z", "30s", "60").json();

    assertReplayed(summary, "REPLAY of recorded 5m candles 2022-11-06");
    assertThat(summary.path("market").path("ended").asBoolean()).isFalse();
    assertThat(summary.path("rounds").asInt()).isGreaterThan(30);
    verifyFindsNoDifference();
  }

  @Test
  void standsStillAtTheEndOfTheDataAndSaysSo() throws Exception {
    Path data = Files.createDirectory(folder.resolve("candles"));
    write(data.resolve("BTCUSDT.csv"), 20_000, 1);
    write(data.resolve("ETHUSDT.csv"), 1_500, 3);

    Cli.Answer answer = demo(data, FROM.toString(), "28s", "120");

    JsonNode summary = answer.json();
    assertReplayed(summary, "REPLAY of recorded 1m candles 2023-01-01");
    JsonNode market = summary.path("market");
    assertThat(market.path("ended").asBoolean()).as("%s", market).isTrue();
    assertThat(Instant.parse(market.path("as_of").asText())).isEqualTo(END);
    for (JsonNode agent : summary.path("agents")) {
      Instant last = Instant.parse(agent.path("last_decision").path("as_of").asText());
      assertThat(last).isBetween(FROM, END);
    }
    assertThat(answer.err()).contains("the recorded data ends", END.toString());
    verifyFindsNoDifference();
  }

  private static void assertReplayed(JsonNode summary, String label) {
    JsonNode market = summary.path("market");
    assertThat(market.path("kind").asText()).isEqualTo("replay");
    assertThat(market.path("simulated").asBoolean()).isTrue();
    assertThat(market.path("label").asText())
        .startsWith(label)
        .endsWith("funding 0: not in the data");
    assertThat(summary.path("agents")).hasSize(7);
    assertThat(summary.path("orders").asInt()).isPositive();
    assertThat(summary.path("fills").asInt()).isPositive();
    assertThat(Summaries.money(summary, "funding")).isZero();
    Summaries.assertIdentity(summary);
  }

  private Cli.Answer demo(Path data, String from, String time, String speed) throws Exception {
    Cli.Answer answer =
        Cli.demo(
            folder,
            Path.of(home()),
            time,
            "--temporal",
            "memory",
            "--speed",
            speed,
            "--market",
            "replay:" + data,
            "--from",
            from);
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer;
  }

  /** The home knows which market it belongs to. */
  private void verifyFindsNoDifference() throws Exception {
    Cli.Answer answer = Cli.run(folder, "verify", "--json", "--home", home());
    assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
    assertThat(answer.json().path("differences")).isEmpty();
  }

  private String home() {
    return folder.resolve("home").toString();
  }

  /** A folder of the recorded data that lies beside the project or where BELAY_DATA says. */
  private static Path recorded(String name) {
    String variable = System.getenv().getOrDefault("BELAY_DATA", "");
    Path data = variable.isBlank() ? Path.of("../../shared/data") : Path.of(variable);
    Path found = data.resolve(name).toAbsolutePath().normalize();
    assumeThat(found)
        .as("left out: no recorded data there; name their folder with BELAY_DATA")
        .isDirectory();
    return found;
  }

  /** Twelve hours of minutes that go up and down, so that there is something to trade. */
  private static void write(Path file, double price, int phase) throws IOException {
    List<String> rows = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
    for (Instant at = START; at.isBefore(END); at = at.plusSeconds(60)) {
      double minute = (at.toEpochMilli() - START.toEpochMilli()) / 60_000.0;
      double open = wave(price, minute, phase);
      double close = wave(price, minute + 1, phase);
      rows.add(
          String.format(
              Locale.ROOT,
              "%d,%.2f,%.2f,%.2f,%.2f,10",
              at.toEpochMilli(),
              open,
              Math.max(open, close) * 1.0005,
              Math.min(open, close) * 0.9995,
              close));
    }
    Files.write(file, rows);
  }

  private static double wave(double price, double minute, int phase) {
    return price
        * (1 + 0.02 * Math.sin(minute / 90 + phase) + 0.006 * Math.sin(minute / 11 + phase));
  }
}
