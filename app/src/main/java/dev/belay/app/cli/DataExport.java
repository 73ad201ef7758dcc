package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.StopRequest;
import dev.belay.data.CandleFile;
import dev.belay.data.CandleSource;
import dev.belay.data.CandlesRefused;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes candles as files. */
@Command(
    name = "export",
    description =
        "Write candles as files such as BTCUSDT.csv.gz, which `import` and --data take again.")
final class DataExport extends DataCommand {
  @Mixin DataFlags.Source source = new DataFlags.Source();
  @Mixin DataFlags.Symbols symbols = new DataFlags.Symbols();
  @Mixin DataFlags.Gaps gaps = new DataFlags.Gaps();

  @Option(
      names = "--timeframe",
      paramLabel = "INTERVAL",
      converter = DataFlags.Timeframe.class,
      description = "Resampled where the data's is shorter; else the data's own.")
  @Nullable Interval timeframe;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Candles that open then or later: 2023-01-05 or 2023-01-05T12:00:00Z; UTC.")
  @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Candles that open before.")
  @Nullable Instant to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to; made where there is none.")
  Path out = Path.of(".");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv or jsonl (${DEFAULT-VALUE}), each packed with gzip.")
  Format format = Format.CSV;

  @Option(names = "--replace", description = "Write over files that are there.")
  boolean replace;

  DataExport(Console console) {
    super(console);
  }

  /** How they are written. */
  enum Format {
    CSV,
    JSONL
  }

  /** One file that was written. */
  private record FileAnswer(
      String symbol,
      String interval,
      String file,
      String first,
      String last,
      int candles,
      long missing,
      String digest) {}

  /**
   * What came of a symbol.
   *
   * @param file null where it has no candle in the span
   */
  private record Written(Symbol symbol, @Nullable FileAnswer file) {}

  /**
   * All of them.
   *
   * @param empty symbols without a candle in the span; there is no file of them
   */
  private record Answer(
      String path,
      String gaps,
      long candles,
      List<String> empty,
      long elapsedMs,
      List<FileAnswer> series) {}

  @Override
  ExitCode run(StopRequest stop) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new OperatorException(
          ExitCode.USAGE, "Expected --from before --to, was %s and %s.".formatted(from, to));
    }
    CandleSource candles = source.open(console.environment());
    List<Symbol> chosen = candles.choose(symbols.list);
    prepare(chosen);
    DataProgress progress = new DataProgress(console.err(), chosen.size());
    List<Written> written =
        each(
            chosen,
            stop,
            "Interrupted; files that are in %s are whole.".formatted(out),
            symbol -> write(candles, symbol, progress));
    List<FileAnswer> files = written.stream().map(Written::file).filter(Objects::nonNull).toList();
    if (files.isEmpty()) {
      throw new CandlesRefused(
          "Expected candles from %s to %s in %s, but there are none; `belay data list` shows what there is."
              .formatted(
                  from == null ? "the begin" : from, to == null ? "the end" : to, candles.path()));
    }
    tell(
        new Answer(
            out.toString(),
            gaps.policy.name().toLowerCase(Locale.ROOT),
            progress.candles(),
            written.stream()
                .filter(one -> one.file() == null)
                .map(one -> one.symbol().value())
                .toList(),
            progress.elapsedMs(),
            files));
    return ExitCode.DONE;
  }

  private Written write(CandleSource candles, Symbol symbol, DataProgress progress) {
    Candles some =
        read(candles, symbol)
            .between(
                from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                to == null ? Long.MAX_VALUE : to.toEpochMilli());
    if (!some.isEmpty()) {
      CandleFile.write(file(symbol), some);
    }
    progress.done(some.size());
    return new Written(symbol, some.isEmpty() ? null : answer(some));
  }

  private void prepare(List<Symbol> chosen) {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't make the directory " + out, e);
    }
    for (Symbol symbol : chosen) {
      if (!replace && Files.exists(file(symbol))) {
        throw new CandlesRefused(
            "Expected no file %s, but there is one. Nothing was written; choose another --out, or --replace it."
                .formatted(file(symbol)));
      }
    }
  }

  private Path file(Symbol symbol) {
    return out.resolve(symbol + "." + format.name().toLowerCase(Locale.ROOT) + ".gz");
  }

  private Candles read(CandleSource candles, Symbol symbol) {
    if (timeframe != null) {
      return candles.load(symbol, timeframe, gaps.policy);
    }
    List<Candles> stored =
        candles.stored(symbol).stream().filter(one -> !DataList.isMade(one)).toList();
    if (stored.size() != 1) {
      throw new CandlesRefused(
          "Expected one imported interval of %s in %s, but there are %s; choose with --timeframe."
              .formatted(symbol, candles.path(), stored.stream().map(Candles::interval).toList()));
    }
    return gaps.policy.apply(stored.getFirst());
  }

  private FileAnswer answer(Candles candles) {
    return new FileAnswer(
        candles.symbol().value(),
        candles.interval().toString(),
        file(candles.symbol()).toString(),
        DataList.time(candles, 0),
        DataList.time(candles, candles.size() - 1),
        candles.size(),
        candles.missing(),
        candles.digest());
  }

  private void tell(Answer answer) {
    if (json.wanted) {
      console.json(answer);
      return;
    }
    console
        .out()
        .printf(
            "%s: %,d files with %,d candles%s. %.1f s.%n",
            answer.path(),
            answer.series().size(),
            answer.candles(),
            answer.empty().isEmpty()
                ? ""
                : "; none in the span of " + String.join(", ", answer.empty()),
            answer.elapsedMs() / 1000.0);
    console.out().flush();
  }
}
