package dev.belay.data;

import static dev.belay.data.Tables.BTC;
import static dev.belay.data.Tables.HOUR;
import static dev.belay.data.Tables.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that become candles, quickly or with care. */
class CandleTextTest {
  private static final String GOOD = T0 + ",100,110.5,90,105,12.3456789";

  @TempDir private Path folder;

  @Provide
  Arbitrary<CandleSeries> tables() {
    return Tables.any();
  }

  /** Letters in places of a row. */
  @Provide
  Arbitrary<List<Tuple2<Integer, Character>>> changes() {
    return Arbitraries.integers()
        .between(0, 60)
        .flatMap(
            at ->
                Arbitraries.of('0', '5', '9', '.', ',', '-', 'e', 'N', ' ', '\r')
                    .map(letter -> Tuple.of(at, letter)))
        .list()
        .ofMaxSize(4);
  }

  @Property(tries = 200)
  void everyTableIsReadAsItWasWrittenWhateverItsForm(@ForAll("tables") CandleSeries table)
      throws IOException {
    for (String name : List.of("BTCUSDT.csv", "BTCUSDT.csv.gz", "BTCUSDT.jsonl.gz", "B.jsonl")) {
      Path file = Files.createTempFile("table", name);
      try {
        String text =
            name.contains("csv") ? Tables.csv(table) : json(table, name.startsWith("BTC"));
        Tables.write(file, text);

        CandleSeries read = CandleFile.read(file, BTC);

        assertThat(Tables.rows(read)).isEqualTo(Tables.rows(table));
        assertThat(read.digest()).isEqualTo(table.digest());
        assertThat(read.priceDecimals()).isEqualTo(table.priceDecimals());
      } finally {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 100)
  void whatIsWrittenIsReadAgain(@ForAll("tables") CandleSeries table) throws IOException {
    for (String name : List.of("BTCUSDT.csv", "BTCUSDT.csv.gz", "BTCUSDT.jsonl", "B.jsonl.gz")) {
      Path file = Files.createTempFile("table", name);
      try {
        CandleFile.write(file, table);

        CandleSeries read = CandleFile.read(file, BTC);
        assertThat(read.digest()).isEqualTo(table.digest());
        assertThat(read.priceDecimals()).isEqualTo(table.priceDecimals());
      } finally {
        Files.delete(file);
      }
    }
  }

  private static String json(CandleSeries table, boolean objects) {
    List<String> lines = new ArrayList<>();
    for (String row : Tables.rows(table)) {
      String[] cells = row.split(",", -1);
      if (!objects) {
        lines.add(
            "[%s,\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",1,\"7.5\",[0],{}]".formatted((Object[]) cells));
        continue;
      }
      StringBuilder line = new StringBuilder("{\"symbol\":\"BTCUSDT\",\"more\":[1,{}]");
      for (int i = 0; i < cells.length; i++) {
        String value = i % 2 == 0 ? cells[i] : "\"" + cells[i] + "\"";
        line.append(",\"").append(CandleText.COLUMNS.get(i)).append("\": ").append(value);
      }
      lines.add(line + "}");
    }
    return String.join("\n", lines);
  }

  /** Against a second opinion made of regular expressions and BigDecimal. */
  @Property(tries = 3000)
  void aLineIsTakenOrRefusedAsItShould(
      @ForAll("changes") List<Tuple2<Integer, Character>> changes,
      @ForAll @IntRange(max = 3) int kind)
      throws IOException {
    String row =
        List.of(
                GOOD,
                T0 + ",0.00012345,0.00012345,0.00012344,0.00012344,9999999999.1",
                T0 + ",28080.10,28080.100,28080,28080.1000000000,0",
                T0 + ",99999999999,99999999999.12345678,1,5.,.5")
            .get(kind);
    StringBuilder changed = new StringBuilder(row);
    changes.forEach(
        change -> changed.setCharAt(Math.min(changed.length() - 1, change.get1()), change.get2()));
    String text = changed.toString();
    String last = (T0 + HOUR) + ",1,1,1,1,1";
    Path file = Files.createTempFile("line", "BTCUSDT.csv");
    try {
      Files.writeString(file, CandleFile.HEADER + "\n" + text + "\n" + last);
      List<BigDecimal> expected = secondOpinion(text);
      try (CandleText lines = CandleText.open(file)) {
        if (expected.isEmpty()) {
          assertThatThrownBy(lines::next)
              .isInstanceOf(BadCandleFile.class)
              .hasMessageContaining("line 2");
        } else {
          assertThat(lines.next()).isTrue();
          assertThat(
                  List.of(
                      BigDecimal.valueOf(lines.time),
                      BigDecimal.valueOf(lines.open, 8),
                      BigDecimal.valueOf(lines.high, 8),
                      BigDecimal.valueOf(lines.low, 8),
                      BigDecimal.valueOf(lines.close, 8),
                      BigDecimal.valueOf(lines.volume, 6)))
              .usingElementComparator(BigDecimal::compareTo)
              .isEqualTo(expected);
          int decimals =
              expected.subList(1, 5).stream()
                  .mapToInt(price -> Math.max(0, price.stripTrailingZeros().scale()))
                  .max()
                  .orElseThrow();
          assertThat(lines.priceDecimals).isEqualTo(decimals);
        }
        assertThat(lines.next()).isTrue();
        assertThat(lines.line()).isEqualTo(3);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static List<BigDecimal> secondOpinion(String line) {
    String row = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    String[] cells = row.split(",", -1);
    if (cells.length != 6 || !cells[0].matches("[0-9]{12,13}")) {
      return List.of();
    }
    List<BigDecimal> values = new ArrayList<>();
    values.add(new BigDecimal(cells[0]));
    for (int i = 1; i < 6; i++) {
      if (!cells[i].matches("[0-9]+\\.?[0-9]*|\\.[0-9]+")) {
        return List.of();
      }
      BigDecimal value = new BigDecimal(cells[i]);
      values.add(i < 5 ? value : value.setScale(6, RoundingMode.HALF_UP));
    }
    boolean good =
        values.get(0).longValue() >= CandleText.MIN_TIME
            && values.get(0).longValue() < CandleText.MAX_TIME
            && values.subList(1, 5).stream()
                .allMatch(price -> price.signum() > 0 && price.stripTrailingZeros().scale() <= 8)
            && values.subList(1, 5).stream()
                .allMatch(price -> price.compareTo(new BigDecimal("92233720368")) < 0)
            && values.get(2).compareTo(values.get(1).max(values.get(4))) >= 0
            && values.get(3).compareTo(values.get(1).min(values.get(4))) <= 0;
    return good ? values : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "line|not json",
        "line|{\"open_time_ms\":1672531200000",
        "line|17",
        "line|[1672531200000,1,1,1,1,1] []",
        "volume|[1672531200000,\"1\",\"1\",\"1\",\"1\"]",
        "close|{\"open_time_ms\":1672531200000,\"open\":1,\"high\":1,\"low\":1,\"volume\":0}",
        "open|[1672531200000,1e3,1,1,1,1]",
        "open|[1672531200000,null,1,1,1,1]",
        "open|[1672531200000,[1],1,1,1,1]",
        "line|[1672531200000,NaN,1,1,1,1]",
        "open_time_ms|[\"soon\",1,1,1,1,1]",
        "high|[1672531200000,2,1,1,1,1]",
      })
  void namesLineAndFieldOfJsonThatIsWrong(String field, String line) throws IOException {
    Path file = Tables.write(folder, "BTCUSDT.jsonl", "[1672527600000,1,1,1,1,1]\n" + line + "\n");

    assertThatThrownBy(() -> CandleFile.read(file, BTC))
        .isInstanceOfSatisfying(
            BadCandleFile.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.line()).isEqualTo(2);
            });
  }

  @Test
  void linesLongerThanABlockAreRead() throws IOException {
    String zeros = "0".repeat(200_000);
    Path file =
        Tables.write(
            folder,
            "BTCUSDT.csv",
            CandleFile.HEADER
                + "\n%d,%s1,1,1,1,1\n%d,1,1,1,1,1.%s1".formatted(T0, zeros, T0 + HOUR, zeros));

    assertThat(CandleFile.read(file, BTC).size()).isEqualTo(2);
  }

  @Test
  void aLineWithoutEndIsRefused() throws IOException {
    Path file =
        Tables.write(folder, "BTCUSDT.csv.gz", CandleFile.HEADER + "\n" + "0".repeat(3_000_000));

    assertThatThrownBy(() -> CandleFile.read(file, BTC))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("at most 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 40, 60})
  void aFileThatWasCutOffIsRefused(int kept) throws IOException {
    Path file = Tables.write(folder, "BTCUSDT.csv.gz", Tables.csv(Tables.hours(BTC, 0, 500)));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length * kept / 100));

    assertThatThrownBy(() -> CandleFile.read(file, BTC))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("in gzip format, complete");
  }

  @Test
  void whatIsNoGzipOrEmptyIsRefused() throws IOException {
    Path plain = folder.resolve("BTCUSDT.csv.gz");
    Files.writeString(plain, Tables.csv(Tables.hours(BTC, 0, 5)));
    assertThatThrownBy(() -> CandleFile.read(plain, BTC)).hasMessageContaining("gzip");
    Path empty = Tables.write(folder, "ETHUSDT.csv", "");
    assertThatThrownBy(() -> CandleFile.read(empty, BTC)).hasMessageContaining("header");
    Path none = Tables.write(folder, "SOLUSDT.csv", CandleFile.HEADER + "\n");
    assertThatThrownBy(() -> CandleFile.read(none, BTC)).hasMessageContaining("2 at least");
  }
}
