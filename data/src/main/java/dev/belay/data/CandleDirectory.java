package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of recorded candles, one file a symbol: {@code BTCUSDT.csv.gz}, {@code BTCUSDT.csv}
 * or {@code BTCUSDT-PERP.csv.gz}, all of the same interval.
 */
public final class CandleDirectory {
  private static final Pattern NAME = Pattern.compile("([A-Z0-9]{2,20})(?:-PERP)?\\.csv(?:\\.gz)?");

  private final Path path;
  private final NavigableMap<Symbol, CandleSeries> series;

  private CandleDirectory(Path path, NavigableMap<Symbol, CandleSeries> series) {
    this.path = path;
    this.series = Collections.unmodifiableNavigableMap(series);
  }

  /**
   * Reads everything, or nothing.
   *
   * @param path a directory, or a single file
   * @throws BadCandleFile if a file is not as it must be
   * @throws UncheckedIOException if the path can't be read
   */
  public static CandleDirectory load(Path path) {
    NavigableMap<Symbol, CandleSeries> all = new TreeMap<>();
    for (Path file : files(path)) {
      Symbol symbol = symbol(file);
      CandleSeries series = CandleFile.read(file, symbol);
      if (all.put(symbol, series) != null) {
        throw new BadCandleFile(file, 0, "symbol", symbol.value(), "in one file only");
      }
      Interval first = all.firstEntry().getValue().interval();
      if (series.interval() != first) {
        throw new BadCandleFile(
            file, 0, "interval", series.interval().toString(), "as in the other files, " + first);
      }
    }
    if (all.isEmpty()) {
      throw new BadCandleFile(path, 0, "directory", "", "with files such as BTCUSDT.csv.gz");
    }
    return new CandleDirectory(path, all);
  }

  public Path path() {
    return path;
  }

  /** In order of symbol; never empty. */
  public NavigableMap<Symbol, CandleSeries> series() {
    return series;
  }

  public Interval interval() {
    return series.firstEntry().getValue().interval();
  }

  /** Equal for equal candles, wherever they are: 64 hex digits. */
  public String fingerprint() {
    MessageDigest digest = sha256();
    for (CandleSeries one : series.values()) {
      digest.update((one.symbol() + "\n").getBytes(StandardCharsets.UTF_8));
      one.addTo(digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files = new ArrayList<>();
      entries.filter(CandleDirectory::isCandleFile).sorted().forEach(files::add);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + path, e);
    }
  }

  private static boolean isCandleFile(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  private static Symbol symbol(Path file) {
    String name = String.valueOf(file.getFileName());
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new BadCandleFile(
          file, 0, "file name", name, "as SYMBOL.csv.gz, SYMBOL.csv or SYMBOL-PERP.csv.gz");
    }
    return Symbol.of(matcher.group(1));
  }
}
