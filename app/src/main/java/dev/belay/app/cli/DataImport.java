package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.StopRequest;
import dev.belay.data.CandleFiles;
import dev.belay.data.CandleImport;
import dev.belay.data.CandleImport.Imported;
import dev.belay.data.CandleStore;
import dev.belay.data.StoreUpdate;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings files into a store. */
@Command(
    name = "import",
    description =
        "Bring files of candles into a store: all, or none if one can't be taken. What is there"
            + " already is not read again; a broken-off import goes on.")
final class DataImport extends DataCommand {
  private static final int TOLD = 20;

  @Mixin Flags.Home home = new Flags.Home();

  @Parameters(
      paramLabel = "DIR|FILE",
      description = "A directory with files such as BTCUSDT.csv.gz, or one such file.")
  Path path = Path.of(".");

  @Option(
      names = "--store",
      required = true,
      paramLabel = "NAME",
      description = "The store: of this name in the home, or a path with a slash.")
  String store = "";

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description = "Whose candles a single file has, where its name does not say.")
  @Nullable String symbol;

  @Option(
      names = "--replace",
      description = "Take the file's candles where the store has others; else that is refused.")
  boolean replace;

  DataImport(Console console) {
    super(console);
  }

  /** What became of a file. */
  private record FileAnswer(
      String symbol,
      String interval,
      String file,
      String status,
      long read,
      int added,
      int replaced,
      int candles,
      String first,
      String last,
      long missing,
      String digest) {}

  /** What became of all. */
  private record Answer(
      String store,
      int files,
      SortedMap<String, Integer> statuses,
      long read,
      long added,
      long replaced,
      long missing,
      long elapsedMs,
      long candlesPerS,
      List<FileAnswer> series) {}

  @Override
  ExitCode run(StopRequest stop) {
    NavigableMap<Symbol, Path> files = files();
    CandleStore into = DataFlags.forWriting(store, home, console.environment());
    DataProgress progress = new DataProgress(console.err(), files.size());
    CandleImport.Report report =
        new CandleImport(into, replace).run(files, threads(), stop::requested, progress::done);
    if (!report.problems().isEmpty()) {
      throw refused(report);
    }
    if (report.isStopped()) {
      throw interrupted(
          "Interrupted: %d of %d files are prepared and none is in the store; the same command goes on from there."
              .formatted(report.files().size(), files.size()));
    }
    tell(answer(into, report, progress));
    return ExitCode.DONE;
  }

  private NavigableMap<Symbol, Path> files() {
    if (symbol == null) {
      return CandleFiles.of(path);
    }
    if (!Files.isRegularFile(path)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a single file with --symbol, was %s; leave --symbol out or name the file."
              .formatted(path));
    }
    try {
      return new TreeMap<>(java.util.Map.of(Symbol.of(symbol), path));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static OperatorException refused(CandleImport.Report report) {
    List<Imported> problems = report.problems();
    List<String> lines = new ArrayList<>();
    problems.stream().limit(TOLD).forEach(one -> lines.add(String.valueOf(one.problem())));
    if (problems.size() > TOLD) {
      lines.add("… and %d more".formatted(problems.size() - TOLD));
    }
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "%d of %d files can't be imported, so none was:%n%s"
            .formatted(problems.size(), report.files().size(), String.join("\n", lines)));
  }

  private static Answer answer(
      CandleStore store, CandleImport.Report report, DataProgress progress) {
    SortedMap<String, Integer> statuses = new TreeMap<>();
    for (StoreUpdate.Status status : StoreUpdate.Status.values()) {
      statuses.put(name(status), 0);
    }
    List<FileAnswer> series = new ArrayList<>();
    for (Imported one : report.files()) {
      StoreUpdate.Change change = one.change();
      if (change != null) {
        statuses.merge(name(change.status()), 1, Integer::sum);
        series.add(file(one, change));
      }
    }
    return new Answer(
        store.path().toString(),
        series.size(),
        statuses,
        progress.candles(),
        series.stream().mapToLong(FileAnswer::added).sum(),
        series.stream().mapToLong(FileAnswer::replaced).sum(),
        series.stream().mapToLong(FileAnswer::missing).sum(),
        progress.elapsedMs(),
        progress.rate(),
        series);
  }

  private static FileAnswer file(Imported one, StoreUpdate.Change change) {
    Candles candles = change.candles();
    return new FileAnswer(
        one.symbol().value(),
        candles.interval().toString(),
        one.file().toString(),
        name(change.status()),
        one.read(),
        change.added(),
        change.replaced(),
        candles.size(),
        DataList.time(candles, 0),
        DataList.time(candles, candles.size() - 1),
        candles.missing(),
        candles.digest());
  }

  private static String name(StoreUpdate.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private void tell(Answer answer) {
    if (json.wanted) {
      console.json(answer);
      return;
    }
    console
        .out()
        .printf(
            "%s: %,d files (%s), %,d candles read, %,d added, %,d replaced; %,d are missing in gaps, which stay. %.1f s, %,d candles a second.%n",
            answer.store(),
            answer.files(),
            words(answer.statuses()),
            answer.read(),
            answer.added(),
            answer.replaced(),
            answer.missing(),
            answer.elapsedMs() / 1000.0,
            answer.candlesPerS());
    console.out().flush();
  }

  private static String words(SortedMap<String, Integer> statuses) {
    List<String> words = new ArrayList<>();
    statuses.forEach(
        (status, count) -> {
          if (count > 0) {
            words.add(count + " " + status);
          }
        });
    return String.join(", ", words);
  }
}
