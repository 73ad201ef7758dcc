package dev.belay.data;

import static dev.belay.data.Tables.BTC;
import static dev.belay.data.Tables.ETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandleSourceTest {
  @TempDir private Path folder;
  private Path files;
  private Path stored;

  @BeforeEach
  void make() throws IOException {
    files = Files.createDirectories(folder.resolve("files"));
    Tables.write(files, "BTCUSDT-PERP.csv.gz", Tables.csv(Tables.hours(BTC, 0, 50)));
    Tables.write(files, "ETHUSDT.csv", Tables.csv(Tables.hours(ETH, 0, 40)));
    stored = folder.resolve("store");
    CandleStore store = CandleStore.create(stored);
    try (StoreUpdate update = store.update()) {
      update.add(Tables.hours(BTC, 0, 50), "11".repeat(32), false);
      update.add(Tables.hours(ETH, 0, 40), "22".repeat(32), false);
      update.publish();
    }
  }

  @Test
  void filesAndStoreGiveTheSame() {
    for (Path path : new Path[] {files, stored}) {
      CandleSource source = CandleSource.of(path);
      assertThat(source.symbols()).containsExactly(BTC, ETH);
      assertThat(source.load(ETH, Interval.H1, GapPolicy.LEAVE).digest())
          .isEqualTo(Tables.hours(ETH, 0, 40).digest());
      assertThat(source.load(ETH, Interval.H4, GapPolicy.FLAT).digest())
          .isEqualTo(Resampled.of(Tables.hours(ETH, 0, 40), Interval.H4).digest());
      assertThat(source.stored(ETH)).extracting(Candles::size).containsExactly(40);
    }
    assertThat(CandleSource.of(files.resolve("ETHUSDT.csv")).symbols()).containsExactly(ETH);
  }

  @Test
  void aStoreTakesTheLongestImportedCandlesThatDivide() {
    CandleStore store = CandleStore.open(stored);
    try (StoreUpdate update = store.update()) {
      // Told apart by its size.
      update.add(Resampled.of(Tables.hours(BTC, 0, 8), Interval.H4), "33".repeat(32), false);
      update.publish();
    }
    CandleSource source = CandleSource.of(stored);

    assertThat(source.load(BTC, Interval.H4, GapPolicy.LEAVE).size()).isEqualTo(2);
    assertThat(source.load(BTC, Interval.D1, GapPolicy.LEAVE).size()).isEqualTo(1);
    assertThat(source.load(BTC, Interval.H1, GapPolicy.LEAVE))
        .isInstanceOf(StoredCandles.class)
        .extracting(Candles::size)
        .isEqualTo(50);
    assertThat(source.stored(BTC))
        .extracting(Candles::interval)
        .containsExactly(Interval.H1, Interval.H4);
  }

  @Test
  void madeCandlesAreReadOnlyWhereMakingThemWouldGiveTheSame() {
    CandleStore store = CandleStore.open(stored);
    try (StoreUpdate update = store.update()) {
      update.derive(store.candles(BTC, Interval.H1), Interval.H4, GapPolicy.LEAVE, false);
      update.publish();
    }
    CandleSource before = CandleSource.of(stored);
    assertThat(before.load(BTC, Interval.H4, GapPolicy.LEAVE)).isInstanceOf(StoredCandles.class);
    assertThat(before.load(BTC, Interval.H4, GapPolicy.FLAT)).isInstanceOf(CandleSeries.class);
    // Made ones make no others.
    assertThat(before.load(BTC, Interval.D1, GapPolicy.LEAVE).digest())
        .isEqualTo(Resampled.of(Tables.hours(BTC, 0, 50), Interval.D1).digest());

    try (StoreUpdate update = store.update()) {
      update.add(Tables.hours(BTC, 50, 30), "33".repeat(32), false);
      update.publish();
    }
    assertThat(CandleSource.of(stored).load(BTC, Interval.H4, GapPolicy.LEAVE).digest())
        .isEqualTo(Resampled.of(Tables.hours(BTC, 0, 80), Interval.H4).digest());
  }

  @Test
  void aDamagedFileIsNotRead() throws IOException {
    Path file = stored.resolve("ETHUSDT-1h.candles");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 100] ^= 1;
    Files.write(file, bytes);
    CandleSource source = CandleSource.of(stored);

    assertThatThrownBy(() -> source.load(ETH, Interval.H1, GapPolicy.LEAVE))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("ETHUSDT-1h.candles: expected checksum of the volumes");
    assertThat(source.load(BTC, Interval.H1, GapPolicy.LEAVE).size()).isEqualTo(50);
  }

  @Test
  void severalAreLoadedSideBySideInTheirOrder() {
    CandleSource source = CandleSource.of(files);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      assertThat(source.load(source.symbols(), Interval.H1, GapPolicy.LEAVE, pool))
          .extracting(Candles::symbol)
          .containsExactly(BTC, ETH);
      assertThatThrownBy(() -> source.load(source.symbols(), Interval.M1, GapPolicy.LEAVE, pool))
          .isInstanceOf(CandlesRefused.class);
    }
  }

  @Test
  void symbolsAreChosenByName() {
    CandleSource source = CandleSource.of(stored);

    assertThat(source.choose("all")).containsExactly(BTC, ETH);
    assertThat(source.choose("ETHUSDT, BTCUSDT,ETHUSDT")).containsExactly(BTC, ETH);
    assertThatThrownBy(() -> source.choose("BTCUSDC"))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("one of the 2 symbols in " + stored)
        .hasMessageContaining("did you mean \"BTCUSDT\"?");
    assertThatThrownBy(() -> source.choose("BTCUSDT,")).hasMessageContaining("was \"\"");
    assertThatThrownBy(() -> source.load(Symbol.of("XX"), Interval.H1, GapPolicy.LEAVE))
        .isInstanceOf(CandlesRefused.class);
  }

  @Test
  void aTimeframeBelowTheDatasIsRefused() {
    for (Path path : new Path[] {files, stored}) {
      assertThatThrownBy(() -> CandleSource.of(path).load(BTC, Interval.M15, GapPolicy.LEAVE))
          .isInstanceOf(CandlesRefused.class)
          .hasMessageContaining("15m")
          .hasMessageContaining("1h");
    }
  }

  @Test
  void whatHasNoCandlesIsRefused() throws IOException {
    assertThatThrownBy(() -> CandleSource.of(folder.resolve("none")))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("not there");
    assertThatThrownBy(() -> CandleSource.of(Files.createDirectory(folder.resolve("empty"))))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("BTCUSDT.csv.gz");
    Tables.write(stored, "BTCUSDT.csv", "");
    assertThatThrownBy(() -> CandleSource.of(stored))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("both");
    Tables.write(files, "BTCUSDT.jsonl", "");
    assertThatThrownBy(() -> CandleSource.of(files))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("in one file only");
  }
}
