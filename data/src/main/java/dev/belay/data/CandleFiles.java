package dev.belay.data;

import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files of candles there are, one a symbol. */
public final class CandleFiles {
  private static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".jsonl", ".jsonl.gz");
  private static final Pattern NAME =
      Pattern.compile("([A-Z0-9]{2,20})(?:-PERP)?\\.(?:csv|jsonl)(?:\\.gz)?");

  private CandleFiles() {}

  /**
   * Looks, and reads none.
   *
   * @param path a directory, or a single file
   * @return in order of symbol; never empty
   * @throws BadCandleFile if a name is not as it must be, a symbol has two files, or there is none
   * @throws UncheckedIOException if the path can't be read
   */
  public static NavigableMap<Symbol, Path> of(Path path) {
    if (!Files.exists(path)) {
      throw new BadCandleFile(
          path, 0, "directory or file", "nothing there", "with candles, such as BTCUSDT.csv.gz");
    }
    NavigableMap<Symbol, Path> all = new TreeMap<>();
    for (Path file : files(path)) {
      Symbol symbol = symbol(file);
      if (all.put(symbol, file) != null) {
        throw new BadCandleFile(file, 0, "symbol", symbol.value(), "in one file only");
      }
    }
    if (all.isEmpty()) {
      throw new BadCandleFile(path, 0, "directory", "", "with files such as BTCUSDT.csv.gz");
    }
    return all;
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.filter(CandleFiles::isCandleFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + path, e);
    }
  }

  static boolean isCandleFile(Path file) {
    return ENDINGS.stream().anyMatch(name(file)::endsWith);
  }

  private static Symbol symbol(Path file) {
    Matcher matcher = NAME.matcher(name(file));
    if (!matcher.matches()) {
      throw new BadCandleFile(
          file,
          0,
          "file name",
          name(file),
          "as SYMBOL.csv.gz, SYMBOL.csv or SYMBOL-PERP.csv.gz, or with jsonl for csv");
    }
    return Symbol.of(matcher.group(1));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
