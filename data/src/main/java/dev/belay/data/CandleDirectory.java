package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A directory of recorded candles, one file a symbol: {@code BTCUSDT.csv.gz}, {@code BTCUSDT.csv}
 * or {@code BTCUSDT-PERP.csv.gz}, or with {@code jsonl} for {@code csv}, all of the same interval.
 */
public final class CandleDirectory {
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
    CandleFiles.of(path)
        .forEach(
            (symbol, file) -> {
              CandleSeries series = CandleFile.read(file, symbol);
              all.put(symbol, series);
              Interval first = all.firstEntry().getValue().interval();
              if (series.interval() != first) {
                throw new BadCandleFile(
                    file,
                    0,
                    "interval",
                    series.interval().toString(),
                    "as in the other files, " + first);
              }
            });
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
    MessageDigest digest = Sha256.start();
    for (CandleSeries one : series.values()) {
      digest.update((one.symbol() + "\n").getBytes(StandardCharsets.UTF_8));
      one.addTo(digest);
    }
    return Sha256.hex(digest);
  }
}
