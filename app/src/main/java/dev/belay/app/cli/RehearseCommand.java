package dev.belay.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;

/**
 * Runs the research commands on candles made up for it, so that the virtual machine can keep what
 * it learns for the commands that follow. The launcher starts it once for each build.
 */
@Command(name = "rehearse", hidden = true, description = "Warm up for the commands that follow.")
final class RehearseCommand implements Callable<Integer> {
  private static final int CANDLES = 20_000;
  private static final long HOUR = 3_600_000;
  private static final long BEGIN = 1_600_000_000_000L / HOUR * HOUR;
  private final Console console;

  RehearseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("belay-rehearsal");
    try {
      candles(folder.resolve("AUSDT.csv.gz"), 1);
      candles(folder.resolve("BUSDT.csv.gz"), 2);
      List<String> data =
          List.of("--data", folder.toString(), "--timeframe", "1h", "--strategy", "ema-cross");
      for (int i = 0; i < 3; i++) {
        run(data, "backtest", "--symbols", "all", "--isolated", "--json");
        run(data, "backtest", "--symbols", "all", "--param", "fast=5");
      }
      run(data, "sweep", "--symbols", "AUSDT", "--grid", "fast=2..21", "--grid", "slow=30..39");
      return 0;
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(RehearseCommand::delete);
      }
    }
  }

  private void run(List<String> data, String verb, String... more) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    String[] all =
        Stream.of(Stream.of(verb), data.stream(), Stream.of(more))
            .flatMap(each -> each)
            .toArray(String[]::new);
    int code =
        Main.run(
            all,
            new Console(nowhere, console.err(), console.environment()),
            () -> {
              throw new IllegalStateException("Expected no command that starts Belay");
            });
    if (code != 0) {
      throw new IllegalStateException("Expected %s to end with 0, was %d".formatted(verb, code));
    }
  }

  /** A walk that goes up and down, the same each time. */
  private static void candles(Path file, int seed) throws IOException {
    StringBuilder lines = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    double price = 100 * seed;
    for (int i = 0; i < CANDLES; i++) {
      double next = price * (1 + 0.01 * Math.sin(i * 0.7 * seed) * Math.sin(i * 0.013));
      lines
          .append(BEGIN + i * HOUR)
          .append(
              String.format(
                  Locale.ROOT,
                  ",%.4f,%.4f,%.4f,%.4f,%d\n",
                  price,
                  Math.max(price, next),
                  Math.min(price, next),
                  next,
                  i % 97 + 1));
      price = next;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
