package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleFileTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final long T0 = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;

  @TempDir private Path directory;

  private Path file(String... rows) throws IOException {
    Path file = directory.resolve("BTCUSDT.csv");
    Files.writeString(file, CandleFile.HEADER + "\n" + String.join("\n", rows) + "\n");
    return file;
  }

  private static String row(int hour, String values) {
    return (T0 + hour * HOUR) + "," + values;
  }

  private static final String GOOD = "100,110.5,90,105,12.3456789";

  @Test
  void readsPlainFiles() throws IOException {
    CandleSeries series = CandleFile.read(file(row(0, GOOD), row(1, "105,105,105,105,0")), BTC);

    assertThat(series.size()).isEqualTo(2);
    assertThat(series.interval()).isEqualTo(Interval.H1);
    assertThat(series.high(0)).isEqualTo(11_050_000_000L);
    assertThat(series.volume(0)).isEqualTo(12_345_679L);
    assertThat(series.priceDecimals()).isEqualTo(1);
    assertThat(series.candle(0).close()).hasToString("105");
    assertThat(series.gaps()).isEmpty();
  }

  @Test
  void readsGzipAndLinesThatEndAsOnWindows() throws IOException {
    Path file = directory.resolve("BTCUSDT.csv.gz");
    String text = String.join("\r\n", CandleFile.HEADER, row(0, GOOD), row(1, GOOD));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(CandleDirectory.load(directory).series().get(BTC))
        .extracting(CandleSeries::size)
        .isEqualTo(2);
  }

  @Test
  void reportsGapsAndLeavesThem() throws IOException {
    CandleSeries series =
        CandleFile.read(
            file(row(0, GOOD), row(1, GOOD), row(2, GOOD), row(5, GOOD), row(6, GOOD)), BTC);

    assertThat(series.gaps())
        .containsExactly(
            new CandleSeries.Gap(
                Instant.ofEpochMilli(T0 + 3 * HOUR), Instant.ofEpochMilli(T0 + 5 * HOUR), 2));
    assertThat(series.indexOf(T0 + 3 * HOUR)).isNegative();
    assertThat(series.floorIndex(T0 + 4 * HOUR)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open|NaN,110,90,105,1",
        "open|-1,110,90,105,1",
        "open|0,110,90,105,1",
        "open|,110,90,105,1",
        "open|1e2,110,90,105,1",
        "open|1.123456789,110,90,105,1",
        "high|100,99,90,105,1",
        "low|100,110,101,105,1",
        "close|100,110,90,1.0.5,1",
        "volume|100,110,90,105,-1",
        "volume|100,110,90,105",
        "close|100,110,90",
        "volume|100,110,90,105,1,7",
      })
  void namesFileLineAndFieldOfWhatIsWrong(String field, String values) throws IOException {
    Path file = file(row(0, GOOD), row(1, values), row(2, GOOD));

    assertThatThrownBy(() -> CandleFile.read(file, BTC))
        .asInstanceOf(InstanceOfAssertFactories.type(BadCandleFile.class))
        .satisfies(
            e -> {
              assertThat(e.file()).isEqualTo(file.toString());
              assertThat(e.line()).isEqualTo(3);
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.expected()).isNotBlank();
              assertThat(e).hasMessageContaining("line 3");
            });
  }

  @Test
  void refusesDuplicatesAndDisorder() throws IOException {
    Path duplicate = file(row(0, GOOD), row(1, GOOD), row(1, GOOD));
    assertThatThrownBy(() -> CandleFile.read(duplicate, BTC))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("line 4")
        .hasMessageContaining("duplicate");
    Path unsorted = file(row(0, GOOD), row(2, GOOD), row(1, GOOD));
    assertThatThrownBy(() -> CandleFile.read(unsorted, BTC))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("after that of the line before");
  }

  @Test
  void refusesStepsThatAreNoInterval() throws IOException {
    Path file = file(T0 + "," + GOOD, (T0 + 7_000) + "," + GOOD);

    assertThatThrownBy(() -> CandleFile.read(file, BTC)).hasMessageContaining("7000 ms");
  }

  @Test
  void refusesTimesInSeconds() throws IOException {
    Path file = file(T0 / 1000 + "," + GOOD, (T0 / 1000 + 3600) + "," + GOOD);

    assertThatThrownBy(() -> CandleFile.read(file, BTC)).hasMessageContaining("milliseconds");
  }

  @Test
  void loadsNothingOfADirectoryWithOneBadFile() throws IOException {
    file(row(0, GOOD), row(1, GOOD));
    Files.writeString(directory.resolve("ETHUSDT.csv"), "time,open\n");

    assertThatThrownBy(() -> CandleDirectory.load(directory))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("ETHUSDT.csv")
        .hasMessageContaining("header");
  }
}
