package dev.belay.app.research;

import dev.belay.activities.amplifier.Collector;
import dev.belay.api.research.StoreQuality;
import dev.belay.api.research.StoreQuality.Beside;
import dev.belay.api.research.StoreQuality.Gap;
import dev.belay.api.research.StoreQuality.Series;
import dev.belay.data.BadCandleFile;
import dev.belay.data.CandleGaps;
import dev.belay.data.CandleStore;
import dev.belay.data.CandlesRefused;
import dev.belay.data.DailyFile;
import dev.belay.data.FundingFile;
import dev.belay.data.StoredCandles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at a store without reading its candles: sizes, ends, gaps, what is beside them. */
final class StoreReader {
  private static final int GAPS = 3;
  private static final String DAILY = ".csv";
  private static final String FUNDING = "_funding.csv";
  private static final String HEADLINES = "news.jsonl";

  private final Path beside;
  private final List<Series> series = new ArrayList<>();
  private final Map<Interval, Long> newest = new EnumMap<>(Interval.class);

  private StoreReader(Path path) {
    this.beside = path.resolve(Collector.BESIDE);
  }

  static StoreQuality read(Path path) {
    StoreReader reader = new StoreReader(path);
    CandleStore store = CandleStore.open(path);
    store
        .contents()
        .forEach((symbol, intervals) -> intervals.forEach(one -> reader.add(store, symbol, one)));
    List<Series> series = reader.series.stream().map(reader::behind).toList();
    return new StoreQuality(
        String.valueOf(path.getFileName()),
        series.stream().mapToLong(Series::candles).sum(),
        series.stream()
            .flatMap(each -> Optional.ofNullable(each.from()).stream())
            .min(Instant::compareTo)
            .orElse(null),
        series.stream()
            .flatMap(each -> Optional.ofNullable(each.to()).stream())
            .max(Instant::compareTo)
            .orElse(null),
        series.stream().mapToLong(Series::missing).sum(),
        series,
        reader.beside());
  }

  private void add(CandleStore store, Symbol symbol, Interval interval) {
    int funding = fundings(symbol);
    try {
      StoredCandles candles = store.candles(symbol, interval);
      int size = candles.size();
      long missing = candles.missing();
      Instant to = size == 0 ? null : Instant.ofEpochMilli(candles.closeTime(size - 1));
      if (to != null) {
        newest.merge(interval, to.toEpochMilli(), Math::max);
      }
      series.add(
          new Series(
              symbol.value(),
              interval.toString(),
              size,
              size == 0 ? null : Instant.ofEpochMilli(candles.openTime(0)),
              to,
              missing,
              0,
              missing == 0 ? List.of() : gaps(candles),
              funding,
              null));
    } catch (BadCandleFile | CandlesRefused | UncheckedIOException e) {
      series.add(
          new Series(
              symbol.value(),
              interval.toString(),
              0,
              null,
              null,
              0,
              0,
              List.of(),
              funding,
              String.valueOf(e.getMessage())));
    }
  }

  private static List<Gap> gaps(StoredCandles candles) {
    return CandleGaps.of(candles).stream()
        .limit(GAPS)
        .map(gap -> new Gap(gap.from(), gap.candles()))
        .toList();
  }

  private Series behind(Series one) {
    Interval interval = Interval.of(one.interval());
    Instant to = one.to();
    long behind =
        to == null
            ? 0
            : (newest.getOrDefault(interval, 0L) - to.toEpochMilli()) / interval.millis();
    return new Series(
        one.symbol(),
        one.interval(),
        one.candles(),
        one.from(),
        to,
        one.missing(),
        behind,
        one.gaps(),
        one.fundingRates(),
        one.problem());
  }

  private int fundings(Symbol symbol) {
    Path file = beside.resolve(symbol + FUNDING);
    try {
      return Files.isRegularFile(file) ? FundingFile.read(file).times().length : 0;
    } catch (BadCandleFile | UncheckedIOException e) {
      return 0;
    }
  }

  private List<Beside> beside() {
    if (!Files.isDirectory(beside)) {
      return List.of();
    }
    try (var files = Files.list(beside)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .flatMap(file -> Optional.ofNullable(beside(file)).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + beside, e);
    }
  }

  private static @Nullable Beside beside(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.startsWith(".") || name.endsWith(FUNDING)) {
      return null;
    }
    if (name.equals(HEADLINES)) {
      return readable(name, () -> headlines(file));
    }
    return name.endsWith(DAILY) ? readable(name, () -> daily(name, file)) : null;
  }

  private static Beside readable(String name, Supplier<Beside> reading) {
    try {
      return reading.get();
    } catch (BadCandleFile | UncheckedIOException e) {
      return new Beside(name, 0, null, String.valueOf(e.getMessage()));
    }
  }

  private static Beside daily(String name, Path file) {
    SortedMap<LocalDate, Double> days = DailyFile.read(file).values();
    return new Beside(name, days.size(), days.isEmpty() ? null : "" + days.lastKey(), null);
  }

  private static Beside headlines(Path file) {
    try (var lines = Files.lines(file)) {
      int rows = Math.toIntExact(lines.count());
      return new Beside(HEADLINES, rows, "" + Files.getLastModifiedTime(file), null);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }
}
