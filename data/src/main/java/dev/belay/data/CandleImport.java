package dev.belay.data;

import dev.belay.domain.market.Symbol;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings files into a store: all of them, or none if one can't be taken. A file whose bytes were
 * imported before is not read again; one that an import prepared and did not come to publish is
 * taken up.
 */
public final class CandleImport {
  private final CandleStore store;
  private final boolean replace;

  /**
   * @param replace whether candles that differ take the place of those that are stored
   */
  public CandleImport(CandleStore store, boolean replace) {
    this.store = store;
    this.replace = replace;
  }

  /** Hears of each file as it is done with; called from several threads. */
  public interface Progress {
    /**
     * @param candles read from the file; 0 if it need not be read
     */
    void done(long candles);
  }

  /**
   * A file and what became of it: either a change or a problem.
   *
   * @param read candles read from it; 0 if it need not be read
   * @param problem why it can't be taken, with line and value
   */
  public record Imported(
      Symbol symbol,
      Path file,
      long read,
      StoreUpdate.@Nullable Change change,
      @Nullable String problem) {}

  /**
   * What became of all of them.
   *
   * @param files in order of symbol
   * @param isStopped whether it was stopped before the end; nothing was changed then
   */
  public record Report(List<Imported> files, boolean isStopped) {
    /** Those that can't be taken; if there is one, nothing was changed. */
    public List<Imported> problems() {
      return files.stream().filter(file -> file.problem() != null).toList();
    }
  }

  /**
   * Imports.
   *
   * @param threads how many files are read side by side
   * @param stop asked before each file
   * @throws CandlesRefused if another process changes the store
   * @throws UncheckedIOException if a file can't be read or written
   */
  public Report run(
      SortedMap<Symbol, Path> files, int threads, BooleanSupplier stop, Progress progress) {
    try (StoreUpdate update = store.update();
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<@Nullable Imported>> tasks = new ArrayList<>();
      for (Map.Entry<Symbol, Path> file : files.entrySet()) {
        tasks.add(
            pool.submit(
                () ->
                    stop.getAsBoolean()
                        ? null
                        : prepare(update, file.getKey(), file.getValue(), progress)));
      }
      List<Imported> done = new ArrayList<>();
      try {
        for (Future<@Nullable Imported> task : tasks) {
          Imported imported = task.get();
          if (imported != null) {
            done.add(imported);
          }
        }
      } finally {
        // Where one broke, the others are not waited for.
        pool.shutdownNow();
      }
      Report report = new Report(done, done.size() < files.size());
      if (!report.isStopped() && report.problems().isEmpty()) {
        update.publish();
      }
      return report;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("An import broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Report(List.of(), true);
    }
  }

  private Imported prepare(StoreUpdate update, Symbol symbol, Path file, Progress progress) {
    String source = Sha256.of(file);
    StoreUpdate.Change known = replace ? null : update.known(symbol, source);
    if (known != null) {
      progress.done(0);
      return new Imported(symbol, file, 0, known, null);
    }
    try {
      CandleSeries read = CandleFile.read(file, symbol);
      StoreUpdate.Change change = update.add(read, source, replace);
      progress.done(read.size());
      return new Imported(symbol, file, read.size(), change, null);
    } catch (BadCandleFile | CandlesRefused e) {
      progress.done(0);
      return new Imported(symbol, file, 0, null, e.getMessage());
    }
  }
}
