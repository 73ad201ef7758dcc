package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.process.StopRequest;
import dev.belay.data.CandleAudit;
import dev.belay.data.CandleAudit.Finding;
import dev.belay.data.CandleAudit.Kind;
import dev.belay.data.CandleFiles;
import dev.belay.data.CandleStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for what is wrong with candles. */
@Command(
    name = "check",
    description =
        "Look through every candle of a store or of files; 5 if some can't be used: malformed,"
            + " impossible, duplicate, unsorted, off the grid, damaged. Gaps, candles without volume"
            + " and jumps are told only.")
final class DataCheck extends DataCommand {
  private static final int TOLD = 20;

  @Mixin DataFlags.Source source = new DataFlags.Source();

  DataCheck(Console console) {
    super(console);
  }

  /** Something that was found. */
  private record FindingAnswer(
      String kind, @Nullable Integer line, @Nullable String time, String value, String expected) {}

  /** About a file. */
  private record FileAnswer(
      String file,
      String symbol,
      @Nullable String interval,
      boolean usable,
      int candles,
      @Nullable String first,
      @Nullable String last,
      long missing,
      SortedMap<String, Integer> counts,
      List<FindingAnswer> findings) {}

  /** About all of them. */
  private record Answer(
      String path,
      boolean usable,
      int files,
      int unusableFiles,
      long candles,
      long missing,
      SortedMap<String, Integer> counts,
      long elapsedMs,
      long candlesPerS,
      List<FileAnswer> series) {}

  @Override
  ExitCode run(StopRequest stop) {
    Path path = source.path(console.environment());
    List<Supplier<CandleAudit.Report>> audits =
        source.store != null || CandleStore.isStore(path) ? ofStore(path) : ofFiles(path);
    DataProgress progress = new DataProgress(console.err(), audits.size());
    List<CandleAudit.Report> reports =
        each(
            audits,
            stop,
            "Interrupted.",
            audit -> {
              CandleAudit.Report report = audit.get();
              progress.done(report.candles());
              return report;
            });
    Answer answer = answer(path, reports, progress);
    tell(answer);
    return answer.usable() ? ExitCode.DONE : ExitCode.DIFFERENCE;
  }

  private static List<Supplier<CandleAudit.Report>> ofStore(Path path) {
    CandleStore store = CandleStore.open(path);
    List<Supplier<CandleAudit.Report>> audits = new ArrayList<>();
    store
        .contents()
        .forEach(
            (symbol, intervals) ->
                intervals.forEach(
                    interval -> audits.add(() -> CandleAudit.of(store, symbol, interval))));
    return audits;
  }

  private static List<Supplier<CandleAudit.Report>> ofFiles(Path path) {
    List<Supplier<CandleAudit.Report>> audits = new ArrayList<>();
    CandleFiles.of(path).forEach((symbol, file) -> audits.add(() -> CandleAudit.of(file, symbol)));
    return audits;
  }

  private static Answer answer(Path path, List<CandleAudit.Report> reports, DataProgress progress) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    reports.forEach(
        report ->
            report.counts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum)));
    int unusable = (int) reports.stream().filter(report -> !report.isUsable()).count();
    return new Answer(
        path.toString(),
        unusable == 0,
        reports.size(),
        unusable,
        reports.stream().mapToLong(CandleAudit.Report::candles).sum(),
        reports.stream().mapToLong(CandleAudit.Report::missing).sum(),
        byName(counts),
        progress.elapsedMs(),
        progress.rate(),
        reports.stream().map(DataCheck::file).toList());
  }

  private static FileAnswer file(CandleAudit.Report report) {
    return new FileAnswer(
        report.file().toString(),
        report.symbol().value(),
        text(report.interval()),
        report.isUsable(),
        report.candles(),
        text(report.first()),
        text(report.last()),
        report.missing(),
        byName(report.counts()),
        report.findings().stream().map(DataCheck::finding).toList());
  }

  private static FindingAnswer finding(Finding finding) {
    return new FindingAnswer(
        name(finding.kind()),
        finding.line() == 0 ? null : finding.line(),
        text(finding.time()),
        finding.value(),
        finding.expected());
  }

  private static SortedMap<String, Integer> byName(Map<Kind, Integer> counts) {
    SortedMap<String, Integer> named = new TreeMap<>();
    counts.forEach((kind, count) -> named.put(name(kind), count));
    return named;
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private void tell(Answer answer) {
    if (json.wanted) {
      console.json(answer);
      return;
    }
    for (FileAnswer file : answer.series()) {
      List<String> lines = new ArrayList<>();
      file.findings().stream().limit(TOLD).forEach(one -> lines.add(line(file, one)));
      int more = file.counts().values().stream().mapToInt(Integer::intValue).sum() - lines.size();
      lines.forEach(console.out()::println);
      if (more > 0) {
        console.out().printf("%s: … and %,d more; --json tells more of them%n", file.file(), more);
      }
    }
    console
        .out()
        .printf(
            "%s: %,d files, %,d candles, %,d missing in gaps, %s. %.1f s, %,d candles a second.%n",
            answer.usable() ? "usable" : answer.unusableFiles() + " NOT USABLE",
            answer.files(),
            answer.candles(),
            answer.missing(),
            answer.counts().isEmpty() ? "no finding" : words(answer.counts()),
            answer.elapsedMs() / 1000.0,
            answer.candlesPerS());
    console.out().flush();
  }

  private static String line(FileAnswer file, FindingAnswer one) {
    return "%s%s: %s%s: was \"%s\", expected %s"
        .formatted(
            file.file(),
            one.line() == null ? "" : " line " + one.line(),
            one.kind(),
            one.time() == null ? "" : " at " + one.time(),
            one.value(),
            one.expected());
  }

  private static String words(SortedMap<String, Integer> counts) {
    List<String> words = new ArrayList<>();
    counts.forEach((kind, count) -> words.add("%,d %s".formatted(count, kind)));
    return String.join(", ", words);
  }
}
