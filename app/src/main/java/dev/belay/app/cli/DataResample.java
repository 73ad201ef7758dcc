package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.StopRequest;
import dev.belay.data.CandleSource;
import dev.belay.data.CandleStore;
import dev.belay.data.CandlesRefused;
import dev.belay.data.Resampled;
import dev.belay.data.StoreUpdate;
import dev.belay.data.StoredCandles;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps candles of a larger interval. */
@Command(
    name = "resample",
    description =
        "Make candles of a larger interval, aligned to UTC, of imported ones, and keep them in the"
            + " same store or another.")
final class DataResample extends DataCommand {
  @Mixin DataFlags.Source source = new DataFlags.Source();
  @Mixin DataFlags.Symbols symbols = new DataFlags.Symbols();
  @Mixin DataFlags.Gaps gaps = new DataFlags.Gaps();

  @Option(
      names = "--timeframe",
      required = true,
      paramLabel = "INTERVAL",
      converter = DataFlags.Timeframe.class,
      description = "Of 3m, 5m, 15m, 30m, 1h, 4h and 1d.")
  Interval timeframe = Interval.D1;

  @Option(
      names = "--into",
      paramLabel = "NAME",
      description = "The store to write; else the one that is read.")
  @Nullable String into;

  @Option(
      names = "--replace",
      description = "Also in place of imported candles of that interval; else that is refused.")
  boolean replace;

  DataResample(Console console) {
    super(console);
  }

  /** What became of a symbol. */
  private record Series(
      String symbol,
      String from,
      String interval,
      String status,
      int candles,
      int incomplete,
      long missing,
      String digest) {}

  /** What became of all. */
  private record Answer(
      String store,
      String timeframe,
      String gaps,
      long candles,
      long incomplete,
      long elapsedMs,
      List<Series> series) {}

  @Override
  ExitCode run(StopRequest stop) {
    CandleSource candles = source.open(console.environment());
    List<Symbol> chosen = candles.choose(symbols.list);
    DataProgress progress = new DataProgress(console.err(), chosen.size());
    CandleStore store = store();
    boolean beside = isSame(store.path(), candles.path());
    try (StoreUpdate update = store.update()) {
      List<Series> series =
          each(
              chosen,
              stop,
              "Interrupted; the store is as it was.",
              symbol -> {
                Candles base = base(candles, symbol);
                Series made = series(base, make(base, beside, update));
                progress.done(base.size());
                return made;
              });
      update.publish();
      tell(
          new Answer(
              store.path().toString(),
              timeframe.toString(),
              gaps.policy.name().toLowerCase(Locale.ROOT),
              series.stream().mapToLong(Series::candles).sum(),
              series.stream().mapToLong(Series::incomplete).sum(),
              progress.elapsedMs(),
              series));
    }
    return ExitCode.DONE;
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't look at %s and %s".formatted(a, b), e);
    }
  }

  private CandleStore store() {
    if (into != null) {
      return DataFlags.forWriting(into, source.home, console.environment());
    }
    if (source.store == null) {
      throw new OperatorException(
          ExitCode.USAGE, "Expected --into NAME where the candles are read from --data, was none.");
    }
    return CandleStore.open(source.path(console.environment()));
  }

  /** The longest imported candles that make up the timeframe. */
  private Candles base(CandleSource candles, Symbol symbol) {
    List<Candles> stored = candles.stored(symbol);
    return stored.stream()
        .filter(one -> !DataList.isMade(one))
        .filter(one -> one.interval().compareTo(timeframe) < 0)
        .filter(one -> Resampled.isPossible(one.interval(), timeframe))
        .max(Comparator.comparing(Candles::interval))
        .orElseThrow(
            () ->
                new CandlesRefused(
                    "Expected imported candles of %s in %s that make up %s, but it has %s."
                        .formatted(
                            symbol,
                            candles.path(),
                            timeframe,
                            stored.stream().map(Candles::interval).toList())));
  }

  /** Beside what they are made of they are made ones; in another store they are its own. */
  private StoreUpdate.Change make(Candles base, boolean beside, StoreUpdate update) {
    return beside && base instanceof StoredCandles stored
        ? update.derive(stored, timeframe, gaps.policy, replace)
        : update.add(base, timeframe, gaps.policy, replace);
  }

  private Series series(Candles base, StoreUpdate.Change change) {
    return new Series(
        base.symbol().value(),
        base.interval().toString(),
        timeframe.toString(),
        change.status().name().toLowerCase(Locale.ROOT),
        change.candles().size(),
        Resampled.incomplete(base, timeframe),
        change.candles().missing(),
        change.candles().digest());
  }

  private void tell(Answer answer) {
    if (json.wanted) {
      console.json(answer);
      return;
    }
    console
        .out()
        .printf(
            "%s: %,d candles of %s for %,d symbols, %,d of them made of fewer than they should be. %.1f s.%n",
            answer.store(),
            answer.candles(),
            answer.timeframe(),
            answer.series().size(),
            answer.incomplete(),
            answer.elapsedMs() / 1000.0);
    console.out().flush();
  }
}
