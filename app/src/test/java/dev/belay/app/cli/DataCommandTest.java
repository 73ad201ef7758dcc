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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCommandTest {
  private static final long T0 = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    write("BTCUSDT.csv", 48, 20);
    write("ETHUSDT.csv", 30, -1);
  }

  /** Candles by the hour, but for one. */
  private void write(String name, int count, int without) throws IOException {
    StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    for (int i = 0; i < count; i++) {
      if (i != without) {
        text.append(T0 + i * 3_600_000L).append(",10,12.5,9,").append(10 + i % 2).append(",3\n");
      }
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
    String[] args = line.replace("DATA", data.toString()).split(" ", -1);
    return Main.run(args, console, () -> options -> 0);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(out());
  }

  @Test
  void importsOnceAndThenWhatIsNew() throws IOException {
    assertThat(belay("data import DATA --store a --json")).isZero();
    assertThat(json().path("files").asInt()).isEqualTo(2);
    assertThat(json().path("statuses").path("new").asInt()).isEqualTo(2);
    assertThat(json().path("added").asInt()).isEqualTo(77);
    assertThat(json().path("missing").asInt()).isEqualTo(1);
    JsonNode btc = json().path("series").path(0);
    assertThat(btc.path("symbol").asText()).isEqualTo("BTCUSDT");
    assertThat(btc.path("interval").asText()).isEqualTo("1h");
    assertThat(btc.path("last").asText()).isEqualTo("2023-01-02T23:00:00Z");
    assertThat(btc.path("digest").asText()).hasSize(64);
    assertThat(folder.resolve("home/research/a/BTCUSDT-1h.candles")).exists();

    assertThat(belay("data import DATA --store a --json")).isZero();
    assertThat(json().path("statuses").path("unchanged").asInt()).isEqualTo(2);
    assertThat(json().path("read").asInt()).isZero();

    write("ETHUSDT.csv", 40, -1);
    assertThat(belay("data import DATA --store a --json")).isZero();
    assertThat(json().path("statuses").path("extended").asInt()).isEqualTo(1);
    assertThat(json().path("added").asInt()).isEqualTo(10);

    assertThat(belay("data import DATA --store a")).isZero();
    assertThat(out()).contains("2 files (2 unchanged)");
  }

  @Test
  void aBadFileIsThreeWithFileLineAndValue() throws IOException {
    Files.writeString(
        data.resolve("SOLUSDT.csv"),
        "open_time_ms,open,high,low,close,volume\n%d,10,9,8,10,1\n".formatted(T0));

    assertThat(belay("data import DATA --store a --json")).isEqualTo(3);

    assertThat(json().path("exit_code").asInt()).isEqualTo(3);
    assertThat(json().path("error").asText())
        .contains("1 of 3 files", "SOLUSDT.csv line 2", "expected high", "was \"9\"");
    assertThat(belay("data list --store a")).isEqualTo(3);
    assertThat(err()).contains("belay data import");
  }

  @Test
  void aFileOfAnotherNameIsImportedForItsSymbol() throws IOException {
    Path file = Files.move(data.resolve("ETHUSDT.csv"), data.resolve("ETH-2023.csv"));
    assertThat(belay("data import " + file + " --store a")).isEqualTo(3);
    assertThat(err()).contains("expected file name as SYMBOL.csv.gz");

    assertThat(belay("data import " + file + " --store a --symbol ETHUSDT")).isZero();
    assertThat(belay("data import DATA --store a --symbol ETHUSDT")).isEqualTo(3);
    assertThat(belay("data import " + file + " --store a --symbol eth")).isEqualTo(2);
  }

  @Test
  void aContradictionIsRefusedUntilItIsMeantTo() throws IOException {
    assertThat(belay("data import DATA --store a")).isZero();
    String text = Files.readString(data.resolve("ETHUSDT.csv"));
    Files.writeString(data.resolve("ETHUSDT.csv"), text.replace(",3\n", ",4\n"));

    assertThat(belay("data import DATA --store a")).isEqualTo(3);
    assertThat(err()).contains("ETHUSDT 1h at 2023-01-01T00:00:00Z", "volume 3 there", "--replace");

    assertThat(belay("data import DATA --store a --replace --json")).isZero();
    assertThat(json().path("replaced").asInt()).isEqualTo(30);
  }

  @Test
  void listsAStoreAndFilesAlike() throws IOException {
    assertThat(belay("data import DATA --store a")).isZero();

    assertThat(belay("data list --store a --json")).isZero();
    JsonNode ofStore = json();
    assertThat(belay("data list --data DATA --json")).isZero();

    assertThat(json().path("series")).isEqualTo(ofStore.path("series"));
    JsonNode btc = json().path("series").path(0);
    assertThat(btc.path("candles").asInt()).isEqualTo(47);
    assertThat(btc.path("gaps").asInt()).isEqualTo(1);
    assertThat(btc.path("missing").asInt()).isEqualTo(1);
    assertThat(belay("data list --store a --symbols ETHUSDT")).isZero();
    assertThat(out()).contains("2023-01-02 05:00", "1 symbols, 30 candles").doesNotContain("BTC");
    assertThat(belay("data list --store a --symbols ETHUSD")).isEqualTo(3);
    assertThat(err()).contains("one of the 2 symbols", "did you mean \"ETHUSDT\"");
  }

  @Test
  void gapsAloneAreNoDifference() throws IOException {
    assertThat(belay("data check --data DATA --json")).isZero();
    assertThat(json().path("usable").asBoolean()).isTrue();
    assertThat(json().path("candles").asInt()).isEqualTo(77);
    assertThat(json().path("counts").path("gap").asInt()).isEqualTo(1);
    JsonNode gap = json().path("series").path(0).path("findings").path(0);
    assertThat(gap.path("kind").asText()).isEqualTo("gap");
    assertThat(gap.path("line").asInt()).isEqualTo(22);
    assertThat(gap.path("time").asText()).isEqualTo("2023-01-01T21:00:00Z");
  }

  @Test
  void whatCantBeUsedIsFive() throws IOException {
    Files.writeString(
        data.resolve("ETHUSDT.csv"),
        Files.readString(data.resolve("ETHUSDT.csv")) + T0 + ",10,12,9,NaN,1\n");

    assertThat(belay("data check --data DATA --json")).isEqualTo(5);
    assertThat(json().path("unusable_files").asInt()).isEqualTo(1);
    assertThat(json().path("counts").path("impossible").asInt()).isEqualTo(1);
    assertThat(belay("data check --data DATA")).isEqualTo(5);
    assertThat(out()).contains("ETHUSDT.csv line 32: impossible: was \"NaN\"", "1 NOT USABLE");
  }

  @Test
  void aDamagedStoreIsFive() throws IOException {
    assertThat(belay("data import DATA --store a")).isZero();
    assertThat(belay("data check --store a")).isZero();
    assertThat(out()).contains("usable: 2 files, 77 candles, 1 missing in gaps, 1 gap");
    Path file = folder.resolve("home/research/a/ETHUSDT-1h.candles");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThat(belay("data check --store a --json")).isEqualTo(5);
    assertThat(json().path("series").path(1).path("file").asText()).isEqualTo(file.toString());
    assertThat(json().path("series").path(1).path("counts").path("damaged").asInt()).isEqualTo(1);
  }

  @Test
  void resamplesIntoTheStoreAndAnother() throws IOException {
    assertThat(belay("data import DATA --store a")).isZero();

    assertThat(belay("data resample --store a --timeframe 1d --json")).isZero();
    assertThat(json().path("candles").asInt()).isEqualTo(4);
    assertThat(json().path("incomplete").asInt()).isEqualTo(2);
    assertThat(belay("data list --store a --json")).isZero();
    assertThat(json().path("series")).hasSize(4);
    assertThat(json().path("series").path(0).path("derived").asBoolean()).isFalse();
    assertThat(json().path("series").path(1).path("derived").asBoolean()).isTrue();
    assertThat(belay("data list --store a")).isZero();
    assertThat(out()).contains("resampled here");
    assertThat(belay("data resample --data DATA --timeframe 4h --into b")).isZero();
    assertThat(out()).contains("20 candles of 4h for 2 symbols, 2 of them made of fewer");
    assertThat(belay("data list --store b --json")).isZero();
    assertThat(json().path("series").path(0).path("derived").asBoolean()).isFalse();
    assertThat(belay("data export --store a --out " + folder.resolve("hours"))).isZero();
    assertThat(belay("data resample --data DATA --timeframe 4h")).isEqualTo(2);
    assertThat(belay("data resample --store a --timeframe 1h")).isEqualTo(3);
    assertThat(err()).contains("that make up 1h, but it has [1h, 1d]");
  }

  @Test
  void exportsWhatImportsAsTheSame() throws IOException {
    assertThat(belay("data import DATA --store a")).isZero();
    Path files = folder.resolve("files");

    assertThat(belay("data export --store a --out " + files + " --json")).isZero();
    assertThat(json().path("candles").asInt()).isEqualTo(77);
    String digest = json().path("series").path(0).path("digest").asText();
    assertThat(belay("data import " + files + " --store a --json")).isZero();
    assertThat(json().path("statuses").path("unchanged").asInt()).isEqualTo(2);
    assertThat(json().path("series").path(0).path("digest").asText()).isEqualTo(digest);

    assertThat(belay("data export --store a --out " + files)).isEqualTo(3);
    assertThat(err()).contains("BTCUSDT.csv.gz", "--replace");
    assertThat(
            belay(
                "data export --store a --replace --gaps flat --timeframe 4h --from 2023-01-02"
                    + " --to 2023-01-02T08:00:00Z --format jsonl --json --out "
                    + files))
        .isZero();
    assertThat(json().path("candles").asInt()).isEqualTo(4);
    assertThat(json().path("gaps").asText()).isEqualTo("flat");
    assertThat(files.resolve("BTCUSDT.jsonl.gz")).exists();
    assertThat(belay("data export --store a --from 2024-01-01 --out " + folder.resolve("none")))
        .isEqualTo(3);
    assertThat(err()).contains("but there are none");
  }

  @Test
  void aSymbolWithoutCandlesInTheSpanIsNamed() throws IOException {
    assertThat(
            belay(
                "data export --data DATA --from 2023-01-02T08:00:00Z --json --out "
                    + folder.resolve("files")))
        .isZero();

    assertThat(json().path("empty").path(0).asText()).isEqualTo("ETHUSDT");
    assertThat(json().path("series")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data|Expected `belay data import|list|check|resample|export`",
        "data list|Expected either --data DIR or --store NAME, was neither",
        "data list --data x --store y|was both",
        "data import x|--store",
        "data list --store ..|Expected a store's name",
        "data resample --store a --timeframe 2h|Expected an interval of 1m",
        "data export --store a|--out",
        "data export --store a --out x --gaps mend|--gaps",
        "data export --store a --out x --from 2023-01-02 --to 2023-01-01|Expected --from before",
      })
  void wrongUsageIsTwo(String line, String said) {
    assertThat(belay(line)).isEqualTo(2);
    assertThat(err()).contains(said);
    assertThat(out()).isEmpty();
  }

  @Test
  void whatIsNotThereIsThree() {
    assertThat(belay("data list --data " + folder.resolve("none"))).isEqualTo(3);
    assertThat(belay("data check --store none")).isEqualTo(3);
    assertThat(belay("data import " + folder.resolve("none") + " --store a")).isEqualTo(3);
    assertThat(err()).contains("none");
  }
}
