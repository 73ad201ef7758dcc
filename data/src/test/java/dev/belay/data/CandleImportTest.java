package dev.belay.data;

import static dev.belay.data.Tables.BTC;
import static dev.belay.data.Tables.ETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.data.CandleImport.Imported;
import dev.belay.data.CandleImport.Report;
import dev.belay.data.StoreUpdate.Status;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandleImportTest {
  @TempDir private Path folder;
  private Path files;
  private CandleStore store;
  private final AtomicLong candles = new AtomicLong();

  @BeforeEach
  void make() throws IOException {
    files = Files.createDirectories(folder.resolve("files"));
    store = CandleStore.create(folder.resolve("store"));
    for (int i = 0; i < 6; i++) {
      Symbol symbol = Symbol.of("A" + i + "USDT");
      Tables.write(files, symbol + ".csv.gz", Tables.csv(Tables.hours(symbol, 0, 20 + i)));
    }
  }

  private Report run(boolean replace, BooleanSupplier stop) {
    candles.set(0);
    return new CandleImport(store, replace).run(CandleFiles.of(files), 2, stop, candles::addAndGet);
  }

  private static List<Status> statuses(Report report) {
    return report.files().stream()
        .map(Imported::change)
        .filter(Objects::nonNull)
        .map(StoreUpdate.Change::status)
        .distinct()
        .toList();
  }

  @Test
  void importsADirectoryOnce() {
    Report first = run(false, () -> false);

    assertThat(statuses(first)).containsExactly(Status.NEW);
    assertThat(first.files())
        .extracting(Imported::read)
        .containsExactly(20L, 21L, 22L, 23L, 24L, 25L);
    assertThat(candles).hasValue(135);
    assertThat(store.all()).hasSize(6).allSatisfy(StoredCandles::verify);
    assertThat(store.candles(Symbol.of("A5USDT"), Interval.H1).digest())
        .isEqualTo(Tables.hours(Symbol.of("A5USDT"), 0, 25).digest());
    assertThat(folder.resolve("store").resolve(".import")).doesNotExist();

    Report again = run(false, () -> false);
    assertThat(statuses(again)).containsExactly(Status.UNCHANGED);
    assertThat(candles).hasValue(0);
  }

  @Test
  void oneBadFileLeavesEverythingOutAndIsNamedWithItsLine() throws IOException {
    Path bad =
        Tables.write(
            files,
            "BTCUSDT.csv",
            Tables.csv(Tables.hours(BTC, 0, 20)).replace("\n1672538400000,", "\n1672538400001,"));
    Tables.write(files, "ETHUSDT.csv", "time\n");

    Report report = run(false, () -> false);

    assertThat(report.problems())
        .extracting(Imported::problem)
        .satisfiesExactly(
            line -> assertThat(line).contains(bad + " line 4", "1672538400001", "multiple"),
            header -> assertThat(header).contains("ETHUSDT.csv line 1", "header"));
    assertThat(store.contents()).isEmpty();

    // What was good is not read again.
    Tables.write(files, "BTCUSDT.csv", Tables.csv(Tables.hours(BTC, 0, 20)));
    Tables.write(files, "ETHUSDT.csv", Tables.csv(Tables.hours(ETH, 0, 20)));
    assertThat(run(false, () -> false).problems()).isEmpty();
    assertThat(candles).hasValue(40);
    assertThat(store.contents()).hasSize(8);
  }

  @Test
  void anImportThatWasStoppedGoesOn() {
    AtomicInteger asked = new AtomicInteger();
    Report stopped = run(false, () -> asked.incrementAndGet() > 3);

    assertThat(stopped.isStopped()).isTrue();
    assertThat(stopped.files()).hasSize(3);
    assertThat(store.contents()).isEmpty();

    Report rest = run(false, () -> false);

    assertThat(rest.isStopped()).isFalse();
    assertThat(statuses(rest)).containsExactly(Status.NEW);
    assertThat(rest.files().stream().filter(file -> file.read() > 0)).hasSize(3);
    assertThat(store.contents()).hasSize(6);
    assertThat(store.all()).allSatisfy(StoredCandles::verify);
  }

  @Test
  void aFileThatGrewAddsWhatIsNew() throws IOException {
    run(false, () -> false);
    Symbol symbol = Symbol.of("A0USDT");
    Tables.write(files, "A0USDT.csv.gz", Tables.csv(Tables.hours(symbol, 0, 30)));

    Report report = run(false, () -> false);

    assertThat(statuses(report)).containsExactly(Status.EXTENDED, Status.UNCHANGED);
    assertThat(candles).hasValue(30);
    assertThat(store.candles(symbol, Interval.H1).size()).isEqualTo(30);
  }

  @Test
  void aContradictionLeavesEverythingOut() throws IOException {
    run(false, () -> false);
    Tables.write(files, "A9USDT.csv.gz", Tables.csv(Tables.hours(Symbol.of("A9USDT"), 0, 9)));
    Tables.write(
        files,
        "A1USDT.csv.gz",
        Tables.csv(Tables.hours(Symbol.of("A1USDT"), 0, 21)).replace(",1.5\n", ",1.6\n"));

    Report report = run(false, () -> false);

    assertThat(report.problems())
        .singleElement()
        .extracting(Imported::problem)
        .asString()
        .contains("A1USDT 1h at 2023-01-01T00:00:00Z", "and 20 more differ", "--replace");
    assertThat(store.contents()).hasSize(6);

    assertThat(statuses(run(true, () -> false)))
        .containsExactlyInAnyOrder(Status.UNCHANGED, Status.REPLACED, Status.NEW);
    assertThat(store.candles(Symbol.of("A1USDT"), Interval.H1).volume(0)).isEqualTo(1_600_000);
  }

  @Test
  void whatBreaksAnImportLeavesTheStoreAsItWas() throws IOException {
    Files.delete(files.resolve("A3USDT.csv.gz"));
    Files.createDirectory(files.resolve("A3USDT.csv.gz"));

    assertThatThrownBy(() -> run(false, () -> false)).hasMessageContaining("A3USDT.csv.gz");

    assertThat(store.contents()).isEmpty();
    store.update().close();
  }
}
