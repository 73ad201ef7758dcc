package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of a store. Files are prepared in a directory of their own, by as many threads as one
 * likes, one file each at a time; {@link #publish} puts all in place. What was prepared outlasts a
 * killed process and is taken up by the next change that imports the same files; until then the
 * store is as it was.
 */
public final class StoreUpdate implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String PREPARED = ".import";
  // Syncs that wait together cost little more than one.
  private static final int SYNCS = 16;

  private final CandleStore store;
  private final Path prepared;
  private final FileChannel lock;
  private final ExecutorService syncs = Executors.newFixedThreadPool(SYNCS);
  // By name, what takes the place of a file.
  private final ConcurrentSkipListMap<String, Prepared> changes = new ConcurrentSkipListMap<>();

  /**
   * A file that is to be moved.
   *
   * @param onDisk done when a loss of power leaves it whole
   */
  private record Prepared(Path file, Future<?> onDisk) {}

  StoreUpdate(CandleStore store) {
    this.store = store;
    this.prepared = store.path().resolve(PREPARED);
    this.lock = lock(store.path());
    try {
      Files.createDirectories(prepared);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("Can't make the directory " + prepared, e);
    }
  }

  /** What becomes of a file. */
  public enum Status {
    /** The store did not have it. */
    NEW,
    /** Candles are added, those that were there stay. */
    EXTENDED,
    /** Candles that were there become others. */
    REPLACED,
    /** The store has it all. */
    UNCHANGED
  }

  /**
   * What becomes of a file.
   *
   * @param candles as they will be
   * @param added so many that were not there
   * @param replaced so many that were there and are others now
   */
  public record Change(Status status, Candles candles, int added, int replaced) {}

  /**
   * What is known of a source without reading it: that the store has it, or that a change that was
   * broken off has prepared it.
   *
   * @param source SHA-256 of the file
   */
  public @Nullable Change known(Symbol symbol, String source) {
    for (Interval interval : Interval.values()) {
      StoredCandles stored = stored(symbol, interval);
      if (stored != null && stored.sources().contains(source)) {
        return new Change(Status.UNCHANGED, stored, 0, 0);
      }
      StoredCandles ready = ready(symbol, interval, stored, source);
      if (ready != null) {
        take(CandleStore.fileName(symbol, interval), ready.file());
        return stored == null
            ? new Change(Status.NEW, ready, ready.size(), 0)
            : new Change(Status.EXTENDED, ready, ready.size() - stored.size(), 0);
      }
    }
    return null;
  }

  /**
   * Prepares the stored candles with these added.
   *
   * @param source SHA-256 of the file they were read from
   * @param replace whether candles that differ take the place of those that are stored
   * @throws CandlesRefused if candles differ and are not to be replaced, or the disk is full
   */
  public Change add(Candles candles, String source, boolean replace) {
    StoredCandles stored = stored(candles.symbol(), candles.interval());
    if (stored == null) {
      return prepare(new Change(Status.NEW, candles, candles.size(), 0), false, List.of(source));
    }
    Merge merge = Merge.of(stored, candles);
    if (merge.different() > 0 && !replace) {
      throw new CandlesRefused(
          "Expected candles that agree with those in %s, but %s. Nothing was changed; --replace takes the new ones."
              .formatted(store.path(), merge.firstDifference()));
    }
    int added = merge.candles().size() - stored.size();
    if (added == 0 && merge.different() == 0) {
      return new Change(Status.UNCHANGED, stored, 0, 0);
    }
    Status status = merge.different() > 0 ? Status.REPLACED : Status.EXTENDED;
    List<String> sources = new ArrayList<>();
    if (merge.different() == 0) {
      sources.addAll(stored.sources());
    }
    sources.add(source);
    return prepare(new Change(status, merge.candles(), added, merge.different()), false, sources);
  }

  /**
   * Prepares candles made of those of another store or of a file, as if these were imported.
   *
   * @throws CandlesRefused as for any others, and if they don't make up the interval
   */
  public Change add(Candles base, Interval to, GapPolicy gaps, boolean replace) {
    return add(Resampled.of(gaps.apply(base), to), derivation(base, gaps), replace);
  }

  /**
   * Prepares candles that are made of stored ones, in place of those that were made before. They
   * are read instead of being made each time, as long as the stored ones are what they are now.
   *
   * @param base imported into this store
   * @param replace whether imported candles of the interval may be replaced, too
   * @throws CandlesRefused if the base does not make up the interval, other candles of it were
   *     imported, or the disk is full
   */
  public Change derive(StoredCandles base, Interval to, GapPolicy gaps, boolean replace) {
    Candles made = Resampled.of(gaps.apply(base), to);
    StoredCandles stored = stored(base.symbol(), to);
    List<String> sources = List.of(derivation(base, gaps));
    if (stored == null) {
      return prepare(new Change(Status.NEW, made, made.size(), 0), true, sources);
    }
    boolean same = stored.digest().equals(made.digest());
    if (same && (!stored.isDerived() || stored.sources().equals(sources))) {
      return new Change(Status.UNCHANGED, stored, 0, 0);
    }
    if (!stored.isDerived() && !replace) {
      throw new CandlesRefused(
          "Expected no imported candles of %s %s in %s, but there are %d and resampling gives others. Nothing was changed; --replace takes these, or resample into another store."
              .formatted(base.symbol(), to, store.path(), stored.size()));
    }
    int different = Merge.of(stored, made).different();
    int added = Math.max(0, made.size() - stored.size());
    Status status = same ? Status.UNCHANGED : different > 0 ? Status.REPLACED : Status.EXTENDED;
    return prepare(new Change(status, made, added, different), true, sources);
  }

  /** What made candles have for a source: what they were made of, and how. */
  static String derivation(Candles base, GapPolicy gaps) {
    MessageDigest digest = Sha256.start();
    digest.update((base.digest() + " " + gaps).getBytes(StandardCharsets.UTF_8));
    return Sha256.hex(digest);
  }

  /**
   * Puts everything that was prepared in place, for good, and clears away what no change took up.
   *
   * @throws UncheckedIOException if a file can't be; what is in place by then is whole, and the
   *     same change again does the rest
   */
  public void publish() {
    changes.values().forEach(change -> await(change.onDisk()));
    changes.forEach(
        (name, change) -> {
          try {
            Files.move(
                change.file(),
                store.path().resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
          } catch (IOException e) {
            throw new UncheckedIOException("Can't put %s in place".formatted(change.file()), e);
          }
        });
    if (!changes.isEmpty()) {
      await(sync(store.path()));
    }
    changes.clear();
    try (Stream<Path> left = Files.list(prepared)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
      Files.delete(prepared);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't clear " + prepared, e);
    }
  }

  /** Lets others change the store; what is prepared and not published stays for the next time. */
  @Override
  public void close() {
    syncs.shutdown();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't unlock " + store.path(), e);
    }
  }

  private Change prepare(Change change, boolean derived, List<String> sources) {
    Candles candles = change.candles();
    if (candles.size() > StoreHeader.MOST) {
      throw new CandlesRefused(
          "Expected at most %,d candles of %s %s, but there are %,d; take a longer interval or fewer years."
              .formatted(StoreHeader.MOST, candles.symbol(), candles.interval(), candles.size()));
    }
    long needed = StoreWriter.bytes(candles, sources.size());
    long free = store.freeBytes();
    if (free < needed) {
      throw new CandlesRefused(
          "Expected %,d bytes free in %s for the candles of %s %s, but there are %,d. Nothing was changed; free some space or choose another store."
              .formatted(needed, store.path(), candles.symbol(), candles.interval(), free));
    }
    String name = CandleStore.fileName(candles.symbol(), candles.interval());
    Path file = prepared.resolve(name);
    try {
      StoreWriter.write(file, candles, derived, sources);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
    take(name, file);
    // Mapped, so that a change of many files does not hold them all in memory.
    return new Change(change.status(), StoredCandles.open(file), change.added(), change.replaced());
  }

  private @Nullable StoredCandles stored(Symbol symbol, Interval interval) {
    return store.has(symbol, interval) ? store.candles(symbol, interval) : null;
  }

  /** What a change before prepared of the source for the store as it is now, if it is whole. */
  private @Nullable StoredCandles ready(
      Symbol symbol, Interval interval, @Nullable StoredCandles stored, String source) {
    Path file = prepared.resolve(CandleStore.fileName(symbol, interval));
    if (!Files.exists(file)) {
      return null;
    }
    List<String> sources = new ArrayList<>(stored == null ? List.of() : stored.sources());
    sources.add(source);
    try {
      StoredCandles ready = StoredCandles.open(file);
      ready.verify();
      return ready.sources().equals(sources) ? ready : null;
    } catch (BadCandleFile damaged) {
      // It is prepared anew.
      return null;
    }
  }

  private static FileChannel lock(Path directory) {
    Path file = directory.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new CandlesRefused(
            "Expected a store that nobody else changes, but %s is being changed by another process; wait for it."
                .formatted(directory));
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't lock " + file, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void take(String name, Path file) {
    changes.put(name, new Prepared(file, sync(file)));
  }

  /** Has the disk take a file or the names in a directory, while other work goes on. */
  private Future<?> sync(Path path) {
    return syncs.submit(
        () -> {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
          }
          return null;
        });
  }

  private static void await(Future<?> sync) {
    try {
      sync.get();
    } catch (ExecutionException e) {
      throw new UncheckedIOException("Can't sync the store", new IOException(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException("Interrupted while the store was synced", new IOException(e));
    }
  }
}
