package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.data.CandleSeries.Gap;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandleFileTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final String HEADER = "open_time_ms,open,high,low,close,volume\n";
  private static final String FIRST = "0,10,12,9,11,5\n";
  private static final String SECOND = "60000,11,12.5,10.25,11,0.5\n";

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("BTCUSDT.csv"), text);
  }

  private CandleFileException refusal(String text) throws IOException {
    Path file = write(text);
    return catchThrowableOfType(CandleFileException.class, () -> CandleFile.read(file, BTC));
  }

  private static void assertAt(CandleFileException refusal, long line, String field, String value) {
    assertThat(refusal).isNotNull();
    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(refusal.value()).isEqualTo(value);
    assertThat(refusal).hasMessageContaining("BTCUSDT.csv").hasMessageContaining("expected ");
  }

  @Test
  void readsCandlesInFixedPoint() throws IOException {
    CandleSeries series = CandleFile.read(write(HEADER + FIRST + SECOND), BTC);
    assertThat(series.size()).isEqualTo(2);
    assertThat(series.interval()).isEqualTo(Interval.M1);
    assertThat(series.high(1)).isEqualTo(12_50000000L);
    assertThat(series.low(1)).isEqualTo(10_25000000L);
    assertThat(series.volume(1)).isEqualTo(500_000L);
    assertThat(series.priceDecimals()).isEqualTo(2);
    assertThat(series.to()).isEqualTo(120_000);
    assertThat(series.gaps()).isEmpty();
  }

  @Test
  void readsGzipAndLinesThatEndAsOnWindows() throws IOException {
    Path file = folder.resolve("BTCUSDT.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      String text = (HEADER + FIRST + SECOND).replace("\n", "\r\n");
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(CandleFile.read(file, BTC).size()).isEqualTo(2);
  }

  @Test
  void readsAFileWithoutANewlineAtItsEnd() throws IOException {
    CandleSeries series = CandleFile.read(write(HEADER + FIRST + SECOND.strip()), BTC);
    assertThat(series.volume(1)).isEqualTo(500_000L);
  }

  @Test
  void reportsGapsWithoutRefusingThem() throws IOException {
    String later = SECOND.replace("60000", "240000");
    CandleSeries series = CandleFile.read(write(HEADER + FIRST + SECOND + later), BTC);
    assertThat(series.gaps()).containsExactly(new Gap(120_000, 240_000, 2));
    assertThat(series.floor(-1)).isEqualTo(-1);
    assertThat(series.floor(60_000)).isEqualTo(1);
    assertThat(series.floor(239_999)).isEqualTo(1);
    assertThat(series.floor(900_000)).isEqualTo(2);
  }

  @Test
  void refusesDuplicates() throws IOException {
    CandleFileException refusal = refusal(HEADER + FIRST + SECOND + SECOND);
    assertAt(refusal, 4, "open_time_ms", "60000");
    assertThat(refusal).hasMessageContaining("duplicate");
  }

  @Test
  void refusesUnsortedRows() throws IOException {
    CandleFileException refusal = refusal(HEADER + SECOND + FIRST);
    assertAt(refusal, 3, "open_time_ms", "0");
    assertThat(refusal).hasMessageContaining("unsorted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "inf",
        "-1",
        "+1",
        "1e3",
        "",
        " 1",
        "1.",
        ".5",
        "1.2.3",
        "0x1",
        "0",
        "0.000",
        "1.123456789",
        "99999999999999"
      })
  void refusesWhatIsNoPrice(String price) throws IOException {
    CandleFileException refusal = refusal(HEADER + FIRST + "60000,11,12,10," + price + ",5\n");
    assertAt(refusal, 3, "close", price.equals("0.000") ? "0" : price);
    assertThat(refusal.allowed())
        .isEqualTo("a plain decimal above 0 with at most 8 decimals, such as 19176.93");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "-5", "", "5 "})
  void refusesWhatIsNoVolume(String volume) throws IOException {
    assertAt(refusal(HEADER + FIRST + "60000,11,12,10,11," + volume + "\n"), 3, "volume", volume);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "60000.5", "-60000", ""})
  void refusesWhatIsNoTime(String time) throws IOException {
    assertAt(refusal(HEADER + FIRST + time + ",11,12,10,11,5\n"), 3, "open_time_ms", time);
  }

  @Test
  void acceptsACandleWithoutVolume() throws IOException {
    assertThat(CandleFile.read(write(HEADER + FIRST + "60000,1,1,1,1,0\n"), BTC).volume(1))
        .isZero();
  }

  @Test
  void refusesAHighBelowTheLow() throws IOException {
    assertAt(refusal(HEADER + FIRST + "60000,11,10,12,11,5\n"), 3, "low", "12");
  }

  @Test
  void refusesAHighBelowTheClose() throws IOException {
    assertAt(refusal(HEADER + FIRST + "60000,11,12,10,12.5,5\n"), 3, "high", "12");
  }

  @Test
  void refusesAnotherHeader() throws IOException {
    assertAt(
        refusal("time,open,high,low,close\n" + FIRST), 1, "header", "time,open,high,low,close");
    assertAt(refusal(""), 1, "header", "");
  }

  @Test
  void refusesTooFewAndTooManyFields() throws IOException {
    assertAt(refusal(HEADER + FIRST + "60000,11,12,10,11\n"), 3, "line", "an end after close");
    assertAt(refusal(HEADER + FIRST + "60000,11,12,10,11,5,6\n"), 3, "line", "more after volume");
  }

  @Test
  void refusesAnEmptyLine() throws IOException {
    assertAt(refusal(HEADER + FIRST + "\n" + SECOND), 3, "open_time_ms", "");
  }

  @Test
  void refusesAStepThatIsNoInterval() throws IOException {
    assertAt(refusal(HEADER + FIRST + SECOND.replace("60000", "61000")), 0, "interval", "61000 ms");
  }

  @Test
  void refusesACandleBetweenTheSteps() throws IOException {
    String text = HEADER + FIRST + SECOND + SECOND.replace("60000", "120000");
    assertAt(refusal(text + SECOND.replace("60000", "150000")), 5, "open_time_ms", "150000");
  }

  @Test
  void refusesAFileWithoutCandles() throws IOException {
    assertAt(refusal(HEADER), 0, "file", "0 candles");
  }

  @Test
  void refusesABrokenGzipFile() throws IOException {
    Path file = Files.writeString(folder.resolve("BTCUSDT.csv.gz"), HEADER + FIRST + SECOND);
    CandleFileException refusal =
        catchThrowableOfType(CandleFileException.class, () -> CandleFile.read(file, BTC));
    assertAt(refusal, 0, "file", "Not in GZIP format");
  }
}
