package dev.belay.data;

import static dev.belay.data.Tables.BTC;
import static dev.belay.data.Tables.ETH;
import static dev.belay.data.Tables.HOUR;
import static dev.belay.data.Tables.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.data.StoreUpdate.Status;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandleStoreTest {
  private static final String ONE = "11".repeat(32);
  private static final String TWO = "22".repeat(32);
  private static final String THREE = "33".repeat(32);

  @TempDir private Path folder;
  private Path path;
  private CandleStore store;

  @BeforeEach
  void make() {
    path = folder.resolve("store");
    store = CandleStore.create(path);
  }

  @Provide
  Arbitrary<CandleSeries> tables() {
    return Tables.any();
  }

  private StoreUpdate.Change add(Candles candles, String source, boolean replace) {
    try (StoreUpdate update = store.update()) {
      StoreUpdate.Change change = update.add(candles, source, replace);
      update.publish();
      return change;
    }
  }

  /** The bytes of every file. */
  private Map<String, String> bytes() throws IOException {
    Map<String, String> all = new HashMap<>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(path.relativize(file).toString(), Sha256.of(file));
      }
    }
    all.remove(".lock");
    return all;
  }

  private Path file() {
    return path.resolve("BTCUSDT-1h.candles");
  }

  @Property(tries = 50)
  void whatWasStoredIsReadAgain(@ForAll("tables") CandleSeries table) throws IOException {
    Path directory = Files.createTempDirectory("store");
    CandleStore some = CandleStore.create(directory);
    try (StoreUpdate update = some.update()) {
      update.add(table, ONE, false);
      update.publish();
    }

    StoredCandles read = CandleStore.open(directory).candles(BTC, Interval.H1);

    assertThat(Tables.rows(read)).isEqualTo(Tables.rows(table));
    assertThat(read.digest()).isEqualTo(table.digest());
    assertThat(read.priceDecimals()).isEqualTo(table.priceDecimals());
    assertThat(read.sources()).containsExactly(ONE);
    read.verify();
    for (int i = 0; i < table.size(); i++) {
      assertThat(read.indexOf(table.openTime(i))).isEqualTo(i);
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Test
  void laterCandlesAreAdded() {
    assertThat(add(Tables.hours(BTC, 0, 10), ONE, false).status()).isEqualTo(Status.NEW);

    StoreUpdate.Change change = add(Tables.hours(BTC, 8, 10), TWO, false);

    assertThat(change.status()).isEqualTo(Status.EXTENDED);
    assertThat(change.added()).isEqualTo(8);
    StoredCandles stored = store.candles(BTC, Interval.H1);
    assertThat(stored.digest()).isEqualTo(Tables.hours(BTC, 0, 18).digest());
    assertThat(stored.sources()).containsExactly(ONE, TWO);
    assertThat(add(Tables.hours(BTC, 3, 10), THREE, false).status()).isEqualTo(Status.UNCHANGED);
  }

  @Test
  void earlierCandlesAreAddedAndAGapIsFilledByWhatWasMissing() {
    add(Tables.hours(BTC, 10, 5), ONE, false);
    add(Tables.hours(BTC, 0, 5), TWO, false);
    assertThat(store.candles(BTC, Interval.H1).missing()).isEqualTo(5);

    add(Tables.hours(BTC, 4, 8), THREE, false);

    assertThat(store.candles(BTC, Interval.H1).digest())
        .isEqualTo(Tables.hours(BTC, 0, 15).digest());
  }

  private static CandleSeries other() {
    CandleSeries.Builder other = new CandleSeries.Builder(2);
    Candles same = Tables.hours(BTC, 0, 20);
    for (int i = 0; i < 20; i++) {
      other.add(
          same.openTime(i),
          same.open(i),
          same.high(i),
          same.low(i),
          same.close(i),
          i == 3 || i == 5 ? 7 : same.volume(i));
    }
    return other.build(BTC, Interval.H1, 1);
  }

  @Test
  void candlesThatContradictAreRefusedAndNothingIsChanged() throws IOException {
    add(Tables.hours(BTC, 0, 10), ONE, false);
    Map<String, String> before = bytes();

    assertThatThrownBy(() -> add(other(), TWO, false))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("BTCUSDT 1h at 2023-01-01T03:00:00Z")
        .hasMessageContaining("volume 1.5 there")
        .hasMessageContaining("volume 0.000007 here, and 1 more differ")
        .hasMessageContaining("--replace");

    assertThat(bytes()).containsAllEntriesOf(before);
    assertThat(store.candles(BTC, Interval.H1).digest())
        .isEqualTo(Tables.hours(BTC, 0, 10).digest());
  }

  @Test
  void candlesThatContradictReplaceThoseWhereAskedTo() {
    add(Tables.hours(BTC, 0, 10), ONE, false);

    StoreUpdate.Change change = add(other(), TWO, true);

    assertThat(change.status()).isEqualTo(Status.REPLACED);
    assertThat(change.replaced()).isEqualTo(2);
    assertThat(change.added()).isEqualTo(10);
    StoredCandles stored = store.candles(BTC, Interval.H1);
    assertThat(stored.digest()).isEqualTo(other().digest());
    // The first file says something else now: it must be looked at again.
    assertThat(stored.sources()).containsExactly(TWO);
  }

  @Test
  void everyByteIsGuarded() throws IOException {
    add(Tables.hours(BTC, 0, 40), ONE, false);
    byte[] good = Files.readAllBytes(file());
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      // Never in place: who has the file mapped must not see it change.
      Path changed = Files.write(folder.resolve("changed"), bad);
      Files.move(changed, file(), StandardCopyOption.REPLACE_EXISTING);

      assertThatThrownBy(() -> store.candles(BTC, Interval.H1).verify())
          .as("byte %d", at)
          .isInstanceOf(BadCandleFile.class)
          .hasMessageContaining("BTCUSDT-1h.candles");
    }
  }

  @Test
  void aDamagedColumnIsNamedWithBothChecksums() throws IOException {
    add(Tables.hours(BTC, 0, 40), ONE, false);
    byte[] bytes = Files.readAllBytes(file());
    bytes[StoreHeader.BYTES + 4 * 40 * 8 + 3] ^= 1;
    Files.write(file(), bytes);

    assertThatThrownBy(() -> store.candles(BTC, Interval.H1).verify())
        .hasMessageContaining("expected checksum of the closes as it was written, ")
        .hasMessageContaining("was \"");
  }

  @Test
  void aFileThatWasCutOffOrIsAnothersIsRefusedWhenItIsOpened() throws IOException {
    add(Tables.hours(BTC, 0, 40), ONE, false);
    byte[] bytes = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(bytes, bytes.length - 8));
    assertThatThrownBy(() -> store.candles(BTC, Interval.H1))
        .hasMessageContaining("expected size as its head says, %d bytes".formatted(bytes.length));

    Files.writeString(file(), "something");
    assertThatThrownBy(() -> store.candles(BTC, Interval.H1))
        .hasMessageContaining("of a candle store");

    Files.write(path.resolve("ETHUSDT-1h.candles"), bytes);
    assertThatThrownBy(() -> store.candles(ETH, Interval.H1))
        .hasMessageContaining("as the file's name says, ETHUSDT 1h");
  }

  @Test
  void whatWasPreparedAndNotPublishedIsNotThere() throws IOException {
    try (StoreUpdate update = store.update()) {
      update.add(Tables.hours(BTC, 0, 10), ONE, false);
    }
    assertThat(CandleStore.isStore(path)).isFalse();
    assertThatThrownBy(() -> CandleStore.open(path))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("belay data import");

    // The next change of the same file goes on from there; another one makes its own.
    try (StoreUpdate update = store.update()) {
      assertThat(update.known(BTC, TWO)).isNull();
      StoreUpdate.Change known = update.known(BTC, ONE);
      assertThat(known).extracting(StoreUpdate.Change::status).isEqualTo(Status.NEW);
      update.publish();
    }
    assertThat(store.candles(BTC, Interval.H1).size()).isEqualTo(10);
    assertThat(bytes()).containsOnlyKeys("BTCUSDT-1h.candles");
    try (StoreUpdate update = store.update()) {
      assertThat(update.known(BTC, ONE))
          .extracting(StoreUpdate.Change::status)
          .isEqualTo(Status.UNCHANGED);
    }
  }

  @Test
  void whatWasPreparedForAnotherStateOrIsTornIsNotTaken() throws IOException {
    try (StoreUpdate update = store.update()) {
      update.add(Tables.hours(BTC, 0, 10), ONE, false);
    }
    Path prepared = path.resolve(".import").resolve("BTCUSDT-1h.candles");
    byte[] bytes = Files.readAllBytes(prepared);
    bytes[bytes.length / 2] ^= 1;
    Files.write(prepared, bytes);
    try (StoreUpdate update = store.update()) {
      assertThat(update.known(BTC, ONE)).isNull();
    }
    bytes[bytes.length / 2] ^= 1;
    add(Tables.hours(BTC, 5, 10), TWO, false);
    Files.createDirectories(prepared.getParent());
    Files.write(prepared, bytes);
    try (StoreUpdate update = store.update()) {
      assertThat(update.known(BTC, ONE)).isNull();
    }
  }

  @Test
  void oneChangesTheStoreAtATime() {
    try (StoreUpdate first = store.update()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(store::update)
          .isInstanceOf(CandlesRefused.class)
          .hasMessageContaining("another process");
    }
    store.update().close();
  }

  @Test
  void aFullDiskIsToldBeforeAnythingIsWritten() throws IOException {
    CandleStore full = new CandleStore(path, directory -> 1_000);

    try (StoreUpdate update = full.update()) {
      assertThatThrownBy(() -> update.add(Tables.hours(BTC, 0, 100), ONE, false))
          .isInstanceOf(CandlesRefused.class)
          .hasMessageContaining("Expected 4,960 bytes free in " + path)
          .hasMessageContaining("but there are 1,000");
    }
    assertThat(bytes()).isEmpty();
  }

  private StoreUpdate.Change derive(Interval to, boolean replace) {
    try (StoreUpdate update = store.update()) {
      StoreUpdate.Change change =
          update.derive(store.candles(BTC, Interval.H1), to, GapPolicy.LEAVE, replace);
      update.publish();
      return change;
    }
  }

  @Test
  void madeCandlesGiveWayToThoseMadeAnew() {
    add(Tables.hours(BTC, 0, 30), ONE, false);
    assertThat(derive(Interval.D1, false).status()).isEqualTo(Status.NEW);
    assertThat(derive(Interval.D1, false).status()).isEqualTo(Status.UNCHANGED);

    add(Tables.hours(BTC, 30, 50), TWO, false);
    // The second day was not whole before.
    StoreUpdate.Change change = derive(Interval.D1, false);

    assertThat(change.status()).isEqualTo(Status.REPLACED);
    assertThat(change.added()).isEqualTo(2);
    assertThat(change.replaced()).isEqualTo(1);
    assertThat(store.candles(BTC, Interval.D1).isDerived()).isTrue();
    assertThat(store.candles(BTC, Interval.D1).digest())
        .isEqualTo(Resampled.of(Tables.hours(BTC, 0, 80), Interval.D1).digest());
  }

  @Test
  void importedCandlesDoNotGiveWayToMadeOnes() {
    add(Tables.hours(BTC, 0, 30), ONE, false);
    Candles days = Resampled.of(Tables.hours(BTC, 0, 30), Interval.D1);
    add(days, TWO, false);
    assertThat(derive(Interval.D1, false).status()).isEqualTo(Status.UNCHANGED);
    assertThat(store.candles(BTC, Interval.D1).isDerived()).isFalse();

    add(Tables.hours(BTC, 30, 10), THREE, false);
    assertThatThrownBy(() -> derive(Interval.D1, false))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("no imported candles of BTCUSDT 1d");
    assertThat(store.candles(BTC, Interval.D1).digest()).isEqualTo(days.digest());

    assertThat(derive(Interval.D1, true).replaced()).isEqualTo(1);
    assertThat(store.candles(BTC, Interval.D1).isDerived()).isTrue();
  }

  @Test
  void contentsAreInOrder() {
    try (StoreUpdate update = store.update()) {
      update.add(Tables.hours(ETH, 0, 30), ONE, false);
      update.add(Tables.hours(BTC, 0, 30), TWO, false);
      update.publish();
    }
    derive(Interval.H4, false);

    assertThat(store.contents()).hasToString("{BTCUSDT=[1h, 4h], ETHUSDT=[1h]}");
    assertThat(store.all()).extracting(Candles::size).containsExactly(30, 8, 30);
  }

  @Test
  void whoHasAFileOpenKeepsWhatItWas() {
    add(Tables.hours(BTC, 0, 10), ONE, false);
    StoredCandles before = store.candles(BTC, Interval.H1);
    String digest = Tables.hours(BTC, 0, 10).digest();

    add(other(), TWO, true);

    assertThat(Tables.rows(before)).isEqualTo(Tables.rows(Tables.hours(BTC, 0, 10)));
    assertThat(before.digest()).isEqualTo(digest);
    assertThat(before.between(T0 + HOUR, T0 + 3 * HOUR).size()).isEqualTo(2);
  }
}
