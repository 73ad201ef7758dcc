package dev.belay.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proportional set size of Belay with its servers, threads and sockets of Belay, what its heap
 * holds after a collection, and the size of its home. Linux only.
 */
final class Memory {
  /** A generation of the collector that Belay is started with. */
  private static final Pattern USED =
      Pattern.compile("(?:DefNew|Tenured) +total \\d+K, used (\\d+)K");

  private static final double MIB = 1024 * 1024;
  private static final double TARGET_MIB = 1536;
  private static final Duration EVERY = Duration.ofSeconds(30);

  private Memory() {}

  /** A collection is asked for every so many samples: each stops Belay for a moment. */
  private static final int COLLECT_EVERY = 10;

  private record Sample(
      Instant at, Map<String, Double> mibByProgram, double homeMib, long threads, long sockets) {
    double mib() {
      return mibByProgram.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  static void run(Settings settings, Report report) throws IOException, InterruptedException {
    Path home = BelayProcess.freshHome();
    List<Sample> samples = new ArrayList<>();
    List<Double> live = new ArrayList<>();
    try (BelayProcess belay = BelayProcess.start(settings, home, settings.number("--speed", 60))) {
      Instant end = belay.awaitReady().plus(settings.span("30m"));
      Duration first = Duration.between(Instant.now(), end).dividedBy(4);
      Thread.sleep(first.compareTo(EVERY) < 0 ? first : EVERY);
      do {
        samples.add(sample(belay, home));
        if (samples.size() % COLLECT_EVERY == COLLECT_EVERY / 2) {
          live.add(liveHeap(belay.pid()));
          Report.say("heap after a collection %s MiB", live.getLast());
        }
        Sample last = samples.getLast();
        Report.say(
            "%s MiB %s, home %.0f MiB, %d threads, %d sockets",
            Math.round(last.mib()),
            last.mibByProgram(),
            last.homeMib(),
            last.threads(),
            last.sockets());
        Thread.sleep(EVERY);
      } while (Instant.now().isBefore(end));
      samples.add(sample(belay, home));
    }
    BelayProcess.discard(settings, home);
    report.put("pss_mib", Distribution.of(samples.stream().map(Sample::mib).toList()));
    report.put("pss_mib_last", samples.getLast().mibByProgram());
    report.put("home_mib_last", Report.rounded(samples.getLast().homeMib()));
    report.put("home_mib_an_hour", Report.rounded(growth(samples)));
    report.put("heap_after_collection_mib", live);
    report.put("threads", halves(samples, Sample::threads));
    report.put("sockets", halves(samples, Sample::sockets));
    report.put("pss_mib_by_half", halves(samples, sample -> Math.round(sample.mib())));
    Report.say("%-44s %.0f", "home grows, MiB an hour", growth(samples));
    double max = samples.stream().mapToDouble(Sample::mib).max().orElse(Double.NaN);
    report.most("largest sum of PSS, MiB", max, TARGET_MIB);
  }

  /** The largest of the first and of the second half: what leaks has more in the second. */
  private static Map<String, Long> halves(List<Sample> samples, ToLongFunction<Sample> what) {
    int middle = samples.size() / 2;
    Map<String, Long> halves = new TreeMap<>();
    halves.put("first_half", samples.subList(0, middle).stream().mapToLong(what).max().orElse(0));
    halves.put(
        "second_half",
        samples.subList(middle, samples.size()).stream().mapToLong(what).max().orElse(0));
    return halves;
  }

  /** MiB in use right after a full collection. */
  private static double liveHeap(long pid) throws IOException, InterruptedException {
    String unused = jcmd(pid, "GC.run");
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    double kib = 0;
    while (used.find()) {
      kib += Double.parseDouble(used.group(1));
    }
    return Report.rounded(kib / 1024);
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(tool.toString(), "" + pid, command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
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
    Path own = Path.of("/proc", "" + belay.pid());
    return new Sample(Instant.now(), programs, size(home), threads(own), sockets(own));
  }

  private static long threads(Path process) throws IOException {
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      return threads.count();
    }
  }

  private static long sockets(Path process) throws IOException {
    long count = 0;
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      for (Path file : (Iterable<Path>) open::iterator) {
        try {
          count += Files.readSymbolicLink(file).toString().startsWith("socket:") ? 1 : 0;
        } catch (NoSuchFileException e) {
          // It was closed meanwhile.
        }
      }
    }
    return count;
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
