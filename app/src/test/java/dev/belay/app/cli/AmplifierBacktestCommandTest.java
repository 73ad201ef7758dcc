package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmplifierBacktestCommandTest {
  private static final long T0 = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    Random random = new Random(3);
    double[] moves = random.doubles(24 * 20, -0.01, 0.011).toArray();
    write("BTCUSDT.csv", moves, 1);
    write("ETHUSDT.csv", moves, 4);
    write("USDCUSDT.csv", moves, 0);
  }

  private void write(String name, double[] moves, double beta) throws IOException {
    StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    double price = 100;
    for (int i = 0; i < moves.length; i++) {
      double close = price * (1 + beta * moves[i]);
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f,%.4f,%.4f,100000%n",
              T0 + i * 3_600_000L,
              price,
              Math.max(price, close),
              Math.min(price, close),
              close));
      price = close;
    }
    Files.writeString(data.resolve(name), text);
  }

  private int belay(String line) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("BELAY_HOME", folder.resolve("home").toString()));
    return Main.run(
        line.replace("FOLDER", folder.toString()).split(" ", -1), console, () -> options -> 0);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answersWithOneDocumentAndWritesAPage() throws IOException {
    int code =
        belay(
            "amplifier backtest --data FOLDER/data --profile moderate --train 6d --test 4d"
                + " --report FOLDER/page.html --json");

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    JsonNode answer = Json.mapper().readTree(out());
    assertThat(answer.path("coins").asInt()).isEqualTo(1);
    assertThat(answer.path("left_out")).hasSize(2);
    assertThat(answer.path("cycles").asInt()).isEqualTo(480);
    assertThat(answer.path("verdict").size()).isGreaterThanOrEqualTo(4);
    assertThat(answer.path("held").isBoolean()).isTrue();
    assertThat(answer.path("profiles")).hasSize(3);
    assertThat(answer.path("initial_equity").asText()).isEqualTo("10000.00000000");
    assertThat(folder.resolve("page.html")).content().contains("Did the thesis hold?");
    String fingerprint = answer.path("fingerprint").asText();

    assertThat(belay("amplifier backtest --data FOLDER/data --train 6d --test 4d --threads 1"))
        .isZero();
    assertThat(out()).contains("thesis", "conservative", "aggressive", fingerprint);
  }

  @Test
  void refusesWithASentence() {
    assertThat(belay("amplifier backtest --data FOLDER/data --profile bold --json")).isEqualTo(3);
    assertThat(out())
        .contains("Expected a profile of [conservative, moderate, aggressive], was bold");
    assertThat(belay("amplifier backtest --data FOLDER/nowhere")).isEqualTo(3);
    assertThat(belay("amplifier backtest --data FOLDER/data --cash 0")).isEqualTo(3);
    assertThat(belay("amplifier backtest --data FOLDER/data --train soon")).isEqualTo(3);
    assertThat(belay("amplifier backtest")).isEqualTo(2);
    assertThat(belay("amplifier")).isEqualTo(2);
  }
}
