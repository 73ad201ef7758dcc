package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.process.StopRequest;
import dev.belay.data.CandleGaps;
import dev.belay.data.CandleSource;
import dev.belay.data.StoredCandles;
import dev.belay.domain.market.Candles;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what candles there are. */
@Command(
    name = "list",
    description = "Show of a store or of files each symbol and interval: span, candles, gaps.")
final class DataList extends DataCommand {
  private static final String ROW = "%-14s %-4s %-17s %-17s %12s %6s %9s  %s";

  @Mixin DataFlags.Source source = new DataFlags.Source();
  @Mixin DataFlags.Symbols symbols = new DataFlags.Symbols();

  DataList(Console console) {
    super(console);
  }

  /** One symbol and interval. */
  private record Series(
      String symbol,
      String interval,
      String first,
      String last,
      int candles,
      int gaps,
      long missing,
      boolean derived,
      String digest) {}

  /** All of them. */
  private record Answer(
      String path, int symbols, long candles, long missing, List<Series> series) {}

  @Override
  ExitCode run(StopRequest stop) {
    CandleSource candles = source.open(console.environment());
    var chosen = candles.choose(symbols.list);
    DataProgress progress = new DataProgress(console.err(), chosen.size());
    List<Series> series =
        each(
                chosen,
                stop,
                "Interrupted.",
                symbol -> {
                  List<Series> of = candles.stored(symbol).stream().map(DataList::series).toList();
                  progress.done(of.stream().mapToLong(Series::candles).sum());
                  return of;
                })
            .stream()
            .flatMap(List::stream)
            .toList();
    tell(
        new Answer(
            candles.path().toString(),
            chosen.size(),
            series.stream().mapToLong(Series::candles).sum(),
            series.stream().mapToLong(Series::missing).sum(),
            series));
    return ExitCode.DONE;
  }

  private static Series series(Candles candles) {
    return new Series(
        candles.symbol().value(),
        candles.interval().toString(),
        time(candles, 0),
        time(candles, candles.size() - 1),
        candles.size(),
        CandleGaps.of(candles).size(),
        candles.missing(),
        isMade(candles),
        candles.digest());
  }

  /** Whether a resample made them of others beside them. */
  static boolean isMade(Candles candles) {
    return candles instanceof StoredCandles stored && stored.isDerived();
  }

  /** When a candle opens. */
  static String time(Candles candles, int index) {
    return Instant.ofEpochMilli(candles.openTime(index)).toString();
  }

  private void tell(Answer answer) {
    if (json.wanted) {
      console.json(answer);
      return;
    }
    Table table = new Table(console.out());
    table.head(ROW, "symbol", "", "first", "last", "candles", "gaps", "missing", "digest");
    for (Series one : answer.series()) {
      table.head(
          ROW,
          one.symbol(),
          one.interval(),
          minute(one.first()),
          minute(one.last()),
          "%,d".formatted(one.candles()),
          "%,d".formatted(one.gaps()),
          "%,d".formatted(one.missing()),
          one.digest().substring(0, 12) + (one.derived() ? "  resampled here" : ""));
    }
    table.line(
        "%,d symbols, %,d candles, %,d missing in gaps; times are UTC"
            .formatted(answer.symbols(), answer.candles(), answer.missing()));
    console.out().flush();
  }

  /** {@code 2023-01-01 00:00} of {@code 2023-01-01T00:00:00Z}. */
  private static String minute(String time) {
    return time.substring(0, 16).replace('T', ' ');
  }
}
