package dev.belay.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Proportional set size of Belay with its servers, and the size of its home. Linux only. */
final class Memory {
  private static final double MIB = 1024 * 1024;
  private static final double TARGET_MIB = 1536;
  private static final Duration EVERY = Duration.ofSeconds(30);

  private Memory() {}

  private record Sample(Instant at, Map<String, Double> mibByProgram, double homeMib) {
    double mib() {
      return mibByProgram.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  static void run(Settings settings, Report report) throws IOException, InterruptedException {
    Path home = BelayProcess.freshHome();
    List<Sample> samples = new ArrayList<>();
    try (BelayProcess belay = BelayProcess.start(settings, home, settings.number("--speed", 60))) {
      Instant end = belay.awaitReady().plus(settings.span("30m"));
      Duration first = Duration.between(Instant.now(), end).dividedBy(4);
      Thread.sleep(first.compareTo(EVERY) < 0 ? first : EVERY);
      do {
        samples.add(sample(belay, home));
        Sample last = samples.getLast();
        Report.say(
            "%s MiB %s, home %.0f MiB",
            Math.round(last.mib()), last.mibByProgram(), last.homeMib());
        Thread.sleep(EVERY);
      } while (Instant.now().isBefore(end));
      samples.add(sample(belay, home));
    }
    BelayProcess.discard(settings, home);
    report.put("pss_mib", Distribution.of(samples.stream().map(Sample::mib).toList()));
    report.put("pss_mib_last", samples.getLast().mibByProgram());
    report.put("home_mib_last", Report.rounded(samples.getLast().homeMib()));
    report.put("home_mib_an_hour", Report.rounded(growth(samples)));
    Report.say("%-44s %.0f", "home grows, MiB an hour", growth(samples));
    double max = samples.stream().mapToDouble(Sample::mib).max().orElse(Double.NaN);
    report.most("largest sum of PSS, MiB", max, TARGET_MIB);
  }

  /** Over the later half, so that files made at the start do not count. */
  private static double growth(List<Sample> samples) {
    Sample from = samples.get(samples.size() / 2 == samples.size() - 1 ? 0 : samples.size() / 2);
    Sample to = samples.getLast();
    double hours = FirstDecision.seconds(from.at(), to.at()) / 3600;
    return hours > 0 ? (to.homeMib() - from.homeMib()) / hours : Double.NaN;
  }

  private static Sample sample(BelayProcess belay, Path home) throws IOException {
    Map<String, Double> programs = new TreeMap<>();
    for (ProcessHandle process : belay.all()) {
      Path folder = Path.of("/proc", String.valueOf(process.pid()));
      try {
        String program = Files.readString(folder.resolve("comm")).strip();
        programs.merge(program, pss(folder.resolve("smaps_rollup")), Double::sum);
      } catch (NoSuchFileException e) {
        // It has ended since it was listed, as Postgres's helpers do.
      }
    }
    programs.replaceAll((program, mib) -> Report.rounded(mib));
    return new Sample(Instant.now(), programs, size(home));
  }

  private static double pss(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }

  private static double size(Path home) throws IOException {
    double bytes = 0;
    try (Stream<Path> files = Files.find(home, 20, (path, seen) -> seen.isRegularFile())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try {
          bytes += Files.size(file);
        } catch (NoSuchFileException e) {
          // Postgres recycles its files while we look.
        }
      }
    } catch (UncheckedIOException e) {
      Report.say("the home changed while it was measured: %s", e);
    }
    return bytes / MIB;
  }
}
