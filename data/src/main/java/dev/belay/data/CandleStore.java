package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Candles for research in one directory: a file for each symbol and interval, {@code
 * BTCUSDT-1h.candles}, by columns and with checksums. Who reads needs no lock; a change is prepared
 * beside the files and takes their place as a whole, see {@link StoreUpdate}.
 */
public final class CandleStore {
  private static final Pattern NAME = Pattern.compile("([A-Z0-9]{2,20})-([0-9]+[mhd])\\.candles");

  private final Path path;
  private final ToLongFunction<Path> freeBytes;

  /**
   * @param freeBytes what may still be written where a path is
   */
  CandleStore(Path path, ToLongFunction<Path> freeBytes) {
    this.path = path;
    this.freeBytes = freeBytes;
  }

  /**
   * A store that is there.
   *
   * @throws CandlesRefused if the directory has no candles of a store
   */
  public static CandleStore open(Path path) {
    CandleStore store = new CandleStore(path, CandleStore::usableSpace);
    if (!isStore(path)) {
      throw new CandlesRefused(
          "Expected a candle store in %s, but %s; `belay data import` makes one."
              .formatted(path, Files.isDirectory(path) ? "it has no candles" : "it is not there"));
    }
    return store;
  }

  /**
   * A store that is there, or an empty one in a new directory.
   *
   * @throws UncheckedIOException if the directory can't be made
   */
  public static CandleStore create(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't make the directory " + path, e);
    }
    return new CandleStore(path, CandleStore::usableSpace);
  }

  /** Whether the directory has candles of a store. */
  public static boolean isStore(Path path) {
    return Files.isDirectory(path) && !contents(path).isEmpty();
  }

  public Path path() {
    return path;
  }

  /** The intervals that each symbol has, in order of both. */
  public NavigableMap<Symbol, NavigableSet<Interval>> contents() {
    return contents(path);
  }

  /**
   * The candles of a symbol and interval, mapped.
   *
   * @throws BadCandleFile if the file is cut off, of a newer Belay, or another one's
   * @throws UncheckedIOException if it is not there
   */
  public StoredCandles candles(Symbol symbol, Interval interval) {
    Path file = file(symbol, interval);
    StoredCandles candles = StoredCandles.open(file);
    if (!candles.symbol().equals(symbol) || candles.interval() != interval) {
      throw new BadCandleFile(
          file,
          0,
          "content",
          candles.symbol() + " " + candles.interval(),
          "as the file's name says, %s %s".formatted(symbol, interval));
    }
    return candles;
  }

  /** Everything, in order of symbol and interval. */
  public List<StoredCandles> all() {
    List<StoredCandles> all = new ArrayList<>();
    contents()
        .forEach((symbol, intervals) -> intervals.forEach(one -> all.add(candles(symbol, one))));
    return all;
  }

  /**
   * Begins a change; one at a time.
   *
   * @throws CandlesRefused if another process changes the store
   */
  public StoreUpdate update() {
    return new StoreUpdate(this);
  }

  Path file(Symbol symbol, Interval interval) {
    return path.resolve(fileName(symbol, interval));
  }

  static String fileName(Symbol symbol, Interval interval) {
    return symbol + "-" + interval + ".candles";
  }

  boolean has(Symbol symbol, Interval interval) {
    return Files.exists(file(symbol, interval));
  }

  long freeBytes() {
    return freeBytes.applyAsLong(path);
  }

  private static NavigableMap<Symbol, NavigableSet<Interval>> contents(Path path) {
    NavigableMap<Symbol, NavigableSet<Interval>> contents = new TreeMap<>();
    try (Stream<Path> entries = Files.list(path)) {
      entries.forEach(
          file -> {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches() && isInterval(name.group(2))) {
              contents
                  .computeIfAbsent(Symbol.of(name.group(1)), symbol -> new TreeSet<>())
                  .add(Interval.of(name.group(2)));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + path, e);
    }
    return contents;
  }

  private static boolean isInterval(String code) {
    return Arrays.stream(Interval.values()).anyMatch(one -> one.toString().equals(code));
  }

  private static long usableSpace(Path path) {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't tell the free space of " + path, e);
    }
  }
}
