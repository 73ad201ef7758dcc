package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.strategy.Spelling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Where candles are read from: a directory of files or a store. Nothing is kept; each load is by
 * itself and may run on any thread.
 */
public sealed interface CandleSource permits FileSource, StoreSource {

  /** Every symbol there is. */
  String ALL = "all";

  /**
   * The store or the files of a directory, or a single file; none is read yet.
   *
   * @throws CandlesRefused if there is nothing, or both
   * @throws BadCandleFile if a file's name is not as it must be
   * @throws UncheckedIOException if it can't be read
   */
  static CandleSource of(Path path) {
    if (!Files.exists(path)) {
      throw new CandlesRefused(
          "Expected candles in %s, but it is not there; name a directory with files such as BTCUSDT.csv.gz, or a store."
              .formatted(path));
    }
    if (!CandleStore.isStore(path)) {
      return new FileSource(path, CandleFiles.of(path));
    }
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.anyMatch(CandleFiles::isCandleFile)) {
        throw new CandlesRefused(
            "Expected either a store or files of candles in %s, but there are both; move one away."
                .formatted(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + path, e);
    }
    return new StoreSource(CandleStore.open(path));
  }

  /** Where it is. */
  Path path();

  /** In order; never empty. */
  List<Symbol> symbols();

  /**
   * The candles of a symbol at a timeframe, made of the longest imported ones that divide it.
   *
   * @param gaps what becomes of candles the data lacks, before others are made of them
   * @throws CandlesRefused if the symbol is unknown, or no candles of it make up the timeframe
   * @throws BadCandleFile if a file is not as it must be
   * @throws UncheckedIOException if it can't be read
   */
  Candles load(Symbol symbol, Interval timeframe, GapPolicy gaps);

  /**
   * The candles of several symbols, read side by side; in the order of the symbols.
   *
   * @throws CandlesRefused and the others as for one symbol
   */
  default List<Candles> load(
      List<Symbol> symbols, Interval timeframe, GapPolicy gaps, Executor executor) {
    List<CompletableFuture<Candles>> loads = new ArrayList<>();
    for (Symbol symbol : symbols) {
      loads.add(CompletableFuture.supplyAsync(() -> load(symbol, timeframe, gaps), executor));
    }
    try {
      return loads.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /**
   * The candles of a symbol as they lie there, by interval, made ones included.
   *
   * @throws CandlesRefused if the symbol is unknown
   */
  List<Candles> stored(Symbol symbol);

  /**
   * The symbols that a list names, in order and each once.
   *
   * @param list {@code all}, or names with commas between
   * @throws CandlesRefused if one is unknown
   */
  default List<Symbol> choose(String list) {
    if (list.strip().equals(ALL)) {
      return symbols();
    }
    TreeSet<Symbol> chosen = new TreeSet<>();
    for (String name : list.split(",", -1)) {
      chosen.add(
          symbols().stream()
              .filter(symbol -> symbol.value().equals(name.strip()))
              .findAny()
              .orElseThrow(() -> unknown(name.strip())));
    }
    return List.copyOf(chosen);
  }

  /** The refusal of a symbol that is not there. */
  default CandlesRefused unknown(String name) {
    List<String> names = symbols().stream().map(Symbol::value).toList();
    return new CandlesRefused(
        "Expected one of the %d symbols in %s, was \"%s\"%s"
            .formatted(names.size(), path(), name, Spelling.hint(name, names)));
  }
}
