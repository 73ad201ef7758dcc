package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of candle files, {@code SYMBOL.csv.gz} or {@code SYMBOL.csv}, all of one interval. */
public final class CandleDirectory {
  private static final Pattern NAME = Pattern.compile("([A-Z0-9]{2,20})(-PERP)?\\.csv(\\.gz)?");

  private final Path folder;
  private final Interval interval;
  private final SortedMap<Symbol, CandleSeries> series;

  private CandleDirectory(Path folder, Interval interval, SortedMap<Symbol, CandleSeries> series) {
    this.folder = folder;
    this.interval = interval;
    this.series = Collections.unmodifiableSortedMap(series);
  }

  /**
   * Reads every candle file of the folder, or none. Files of other names than .csv and .csv.gz are
   * passed over.
   *
   * @throws CandleFileException if there is no such folder, no candle file in it, one that is not
   *     as expected, two of one symbol, or two of different intervals
   */
  public static CandleDirectory load(Path folder) {
    SortedMap<Symbol, CandleSeries> series = new TreeMap<>();
    CandleSeries first = null;
    for (Path file : candleFiles(folder)) {
      Symbol symbol = symbol(file);
      CandleSeries read = CandleFile.read(file, symbol);
      if (series.putIfAbsent(symbol, read) != null) {
        throw new CandleFileException(
            file, 0, "file", symbol.toString(), "one file a symbol: take one away");
      }
      first = first == null ? read : first;
      if (read.interval() != first.interval()) {
        throw new CandleFileException(
            file,
            0,
            "interval",
            read.interval().toString(),
            "%s as in the file of %s: one interval a folder"
                .formatted(first.interval(), first.symbol()));
      }
    }
    Interval interval = series.values().iterator().next().interval();
    return new CandleDirectory(folder, interval, series);
  }

  private static List<Path> candleFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      String found = Files.exists(folder) ? "a file" : "missing";
      throw new CandleFileException(
          folder, 0, "folder", found, "a folder of candle files SYMBOL.csv.gz");
    }
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> files =
          found
              .filter(
                  file -> file.toString().endsWith(".csv") || file.toString().endsWith(".csv.gz"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new CandleFileException(
            folder, 0, "folder", "without candle files", "at least one SYMBOL.csv.gz");
      }
      return files;
    } catch (IOException e) {
      throw new CandleFileException(
          folder, 0, "folder", String.valueOf(e.getMessage()), "a folder that can be listed", e);
    }
  }

  private static Symbol symbol(Path file) {
    String name = String.valueOf(file.getFileName());
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new CandleFileException(
          file, 0, "file", name, "SYMBOL.csv.gz or SYMBOL.csv, such as BTCUSDT.csv.gz");
    }
    return Symbol.of(matcher.group(1));
  }

  public Path folder() {
    return folder;
  }

  /** Of all its candles. */
  public Interval interval() {
    return interval;
  }

  /** At least one; cannot be changed. */
  public SortedMap<Symbol, CandleSeries> series() {
    return series;
  }

  /** The open of the earliest candle, epoch milliseconds. */
  public long from() {
    return series.values().stream().mapToLong(CandleSeries::from).min().orElseThrow();
  }

  /** The end of the latest candle, epoch milliseconds. */
  public long to() {
    return series.values().stream().mapToLong(CandleSeries::to).max().orElseThrow();
  }
}
