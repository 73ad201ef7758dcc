package dev.belay.data;

import static dev.belay.data.Tables.BTC;
import static dev.belay.data.Tables.HOUR;
import static dev.belay.data.Tables.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belay.data.CandleAudit.Finding;
import dev.belay.data.CandleAudit.Kind;
import dev.belay.data.CandleAudit.Report;
import dev.belay.domain.market.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleAuditTest {
  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void make() {
    lines.add(CandleFile.HEADER);
    lines.addAll(Tables.rows(Tables.hours(BTC, 0, 20)));
  }

  private Report audit() throws IOException {
    return CandleAudit.of(
        Tables.write(folder, "BTCUSDT.csv.gz", String.join("\n", lines) + "\n"), BTC);
  }

  private static String row(int hour, String values) {
    return (T0 + hour * HOUR) + "," + values;
  }

  /** Puts a text in place of a line, counted from 1. */
  private void line(int number, String text) {
    lines.set(number - 1, text);
  }

  @Test
  void goodCandlesHaveNoFinding() throws IOException {
    Report report = audit();

    assertThat(report.isUsable()).isTrue();
    assertThat(report.findings()).isEmpty();
    assertThat(report.candles()).isEqualTo(20);
    assertThat(report.interval()).isEqualTo(Interval.H1);
    assertThat(report.first()).isEqualTo(Instant.ofEpochMilli(T0));
    assertThat(report.last()).isEqualTo(Instant.ofEpochMilli(T0 + 19 * HOUR));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IMPOSSIBLE|102,99,90,105,1|99|high at least open, low and close",
        "IMPOSSIBLE|102,110,103,105,1|103|low at most open and close",
        "IMPOSSIBLE|NaN,110,90,105,1|NaN|open as a plain decimal above 0",
        "IMPOSSIBLE|-1,110,90,105,1|-1|open as a plain decimal above 0",
        "IMPOSSIBLE|102,110,0,105,1|0|low above 0",
        "IMPOSSIBLE|102,110,90,105,-2|-2|volume as a plain decimal of at least 0",
        "MALFORMED|102,110,90||close as one of 6 columns",
        "MALFORMED|,110,90,105,1||open as a plain decimal above 0",
        "JUMP|160,160,160,160,1|160|a close within 50 % of the one before, 100.8",
        "ZERO_VOLUME|100,110,90,105,0|0|volume above 0",
      })
  void findsWhatIsPlantedWithItsLineAndValue(
      Kind kind, String values, @Nullable String value, String expected) throws IOException {
    line(10, row(8, values));

    Report report = audit();

    assertThat(report.count(kind)).isEqualTo(1);
    assertThat(report.isUsable()).isEqualTo(!kind.isUnusable());
    assertThat(report.candles()).isEqualTo(20);
    Finding finding =
        report.findings().stream().filter(one -> one.kind() == kind).findAny().orElseThrow();
    assertThat(finding.line()).isEqualTo(10);
    assertThat(finding.value()).isEqualTo(value == null ? "" : value);
    assertThat(finding.expected()).startsWith(expected);
  }

  @Test
  void findsEverythingAtOnceAndGoesOn() throws IOException {
    line(4, row(1, "100,110,90,100,1"));
    line(6, row(2, "100,110,90,100,1"));
    line(9, "rubbish");
    line(12, (T0 + 10 * HOUR + 1) + ",101,102,100,101,1");
    lines.remove(15 - 1);

    Report report = audit();

    assertThat(report.findings())
        .extracting(Finding::kind, Finding::line, Finding::value)
        .containsExactly(
            tuple(Kind.MALFORMED, 9, ""),
            tuple(Kind.DUPLICATE, 4, "" + (T0 + HOUR)),
            tuple(Kind.UNSORTED, 6, "" + (T0 + 2 * HOUR)),
            tuple(Kind.OFF_GRID, 12, "" + (T0 + 10 * HOUR + 1)),
            tuple(Kind.GAP, 5, "1 missing"),
            tuple(Kind.GAP, 7, "1 missing"),
            tuple(Kind.GAP, 10, "1 missing"),
            tuple(Kind.GAP, 15, "1 missing"));
    assertThat(report.missing()).isEqualTo(4);
    assertThat(report.isUsable()).isFalse();
    assertThat(report.candles()).isEqualTo(19);
  }

  @Test
  void gapsAloneLeaveAFileUsable() throws IOException {
    lines.subList(5, 8).clear();

    Report report = audit();

    assertThat(report.isUsable()).isTrue();
    assertThat(report.missing()).isEqualTo(3);
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.kind()).isEqualTo(Kind.GAP);
              assertThat(gap.line()).isEqualTo(6);
              assertThat(gap.time()).isEqualTo("2023-01-01T07:00:00Z");
              assertThat(gap.expected()).isEqualTo("a candle at 2023-01-01T04:00:00Z");
            });
  }

  @Test
  void countsAllAndTellsSome() throws IOException {
    for (int i = 0; i < 300; i++) {
      lines.add("rubbish");
    }

    Report report = audit();

    assertThat(report.count(Kind.MALFORMED)).isEqualTo(300);
    assertThat(report.findings()).hasSize(CandleAudit.TOLD);
  }

  @Test
  void aFileThatIsWrongAsAWholeIsOneFinding() throws IOException {
    line(1, "time,open");
    assertThat(audit().findings())
        .extracting(Finding::kind, Finding::line, Finding::value)
        .containsExactly(tuple(Kind.MALFORMED, 1, "time,open"));

    line(1, CandleFile.HEADER);
    Path file = folder.resolve("BTCUSDT.csv.gz");
    assertThat(audit().isUsable()).isTrue();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(CandleAudit.of(file, BTC).findings())
        .extracting(Finding::kind, Finding::line)
        .containsExactly(tuple(Kind.MALFORMED, 0));

    lines.subList(1, lines.size()).clear();
    assertThat(audit().findings())
        .extracting(Finding::kind, Finding::expected)
        .containsExactly(tuple(Kind.MALFORMED, "rows of 2 at least, to tell the interval"));

    lines.add(T0 + ",1,1,1,1,1");
    lines.add((T0 + 7000) + ",1,1,1,1,1");
    assertThat(audit().findings())
        .extracting(Finding::kind, Finding::value)
        .containsExactly(tuple(Kind.OFF_GRID, "7000 ms"));
  }

  @Test
  void findsADamagedFileOfAStore() throws IOException {
    CandleStore store = CandleStore.create(folder.resolve("store"));
    try (StoreUpdate update = store.update()) {
      update.add(Tables.hours(BTC, 0, 40), "11".repeat(32), false);
      update.publish();
    }
    assertThat(CandleAudit.of(store, BTC, Interval.H1).isUsable()).isTrue();
    Path file = store.path().resolve("BTCUSDT-1h.candles");
    byte[] bytes = Files.readAllBytes(file);
    bytes[StoreHeader.BYTES + 40 * 8 * 5 + 7] ^= 0x40;
    Files.write(file, bytes);

    Report report = CandleAudit.of(store, BTC, Interval.H1);

    assertThat(report.isUsable()).isFalse();
    assertThat(report.file()).isEqualTo(file);
    assertThat(report.findings().getFirst())
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.DAMAGED);
              assertThat(finding.expected())
                  .startsWith("checksum of the volumes as it was written");
            });

    Files.writeString(file, "short");
    assertThat(CandleAudit.of(store, BTC, Interval.H1).findings())
        .extracting(Finding::kind, Finding::expected)
        .containsExactly(tuple(Kind.DAMAGED, "content of a candle store"));
  }
}
