package dev.belay.app.recovery;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.run.RecoveryDesk;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs cases in standing worlds, and sums up. */
public final class RecoveryCheck {
  /** A world's ledger grows with its cases: after so many a fresh one is quicker. */
  private static final int CASES_OF_A_WORLD = 25;

  private static final Duration BEGIN_LIMIT = Duration.ofSeconds(60);

  private final List<Case.System> systems;
  private final Path folder;
  private final Map<String, String> here;
  private final PrintStream progress;
  private final BooleanSupplier stopped;
  private final List<CaseResult> results = new ArrayList<>();

  /**
   * @param systems whose trading is broken, by turns; at least one of portfolio and amplifier
   * @param folder empty, for the worlds; taken away again unless something failed
   * @param stopped asked between cases; what is done by then is summed up
   */
  public RecoveryCheck(
      List<String> systems,
      Path folder,
      Map<String, String> here,
      PrintStream progress,
      BooleanSupplier stopped) {
    this.systems =
        systems.stream().map(name -> Case.System.valueOf(name.toUpperCase(Locale.ROOT))).toList();
    this.folder = folder;
    this.here = Map.copyOf(here);
    this.progress = progress;
    this.stopped = stopped;
  }

  /**
   * Runs the cases of the seeds from one on.
   *
   * @param worlds so many side by side
   */
  public RecoveryReport run(long from, int seeds, int worlds) {
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong(from);
    List<Thread> threads = new ArrayList<>();
    List<RuntimeException> broken = new ArrayList<>();
    for (int i = 0; i < worlds; i++) {
      int number = i + 1;
      threads.add(
          Thread.ofPlatform()
              .name("world-" + number)
              .start(
                  () -> {
                    try {
                      work(number, next, from + seeds);
                    } catch (RuntimeException e) {
                      synchronized (broken) {
                        broken.add(e);
                      }
                    }
                  }));
    }
    join(threads);
    if (!broken.isEmpty()) {
      throw broken.getFirst();
    }
    results.sort(Comparator.comparingLong(CaseResult::seed));
    RecoveryReport report =
        RecoveryReport.of(from, results, Duration.ofNanos(System.nanoTime() - began).toSeconds());
    if (report.isPassed()) {
      discard(folder);
    } else {
      progress.println("[recovery] the worlds, with their logs, are left in " + folder);
    }
    return report;
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }

  private void work(int number, AtomicLong next, long end) {
    int generation = 0;
    while (next.get() < end && !stopped.getAsBoolean()) {
      generation++;
      Path own = folder.resolve("world-%d-%d".formatted(number, generation));
      progress.printf("[recovery] world %d.%d starts%n", number, generation);
      boolean clean = true;
      try (World world = World.start(own, here, systems)) {
        prepare(world);
        for (int i = 0; i < CASES_OF_A_WORLD && !stopped.getAsBoolean(); i++) {
          long seed = next.getAndIncrement();
          if (seed >= end) {
            break;
          }
          CaseResult result = new CaseRun(Case.of(seed, systemOf(seed)), world).run();
          clean &= result.passed();
          record(result);
          if (!result.passed()) {
            // What is left of it would be held against the next.
            break;
          }
        }
      }
      if (clean) {
        discard(own);
      }
    }
  }

  private Case.System systemOf(long seed) {
    return systems.get((int) (seed % systems.size()));
  }

  /**
   * The fund's first agent only holds the money until cases ask for it; the worker's desk waits.
   */
  private void prepare(World world) {
    List<RecoveryDesk.Party> keeper = new ArrayList<>();
    long end = System.nanoTime() + BEGIN_LIMIT.toNanos();
    while (true) {
      String away = "it has not";
      try {
        if (world.desk.hasBegun()) {
          if (keeper.isEmpty()
              && world.desk.leave("keeper").isEmpty()
              && (!systems.contains(Case.System.AMPLIFIER) || world.desk.pauseKeeper())) {
            keeper.add(world.desk.agent("keeper"));
          }
          if (!keeper.isEmpty() && world.desk.underWay(keeper).isEmpty()) {
            return;
          }
        }
      } catch (OperatorException e) {
        throw e;
      } catch (RuntimeException e) {
        away = String.valueOf(e.getMessage());
      }
      if (System.nanoTime() > end) {
        throw new OperatorException(
            ExitCode.FAILED,
            "Expected a world whose fund has begun within %d s, but: %s."
                .formatted(BEGIN_LIMIT.toSeconds(), away));
      }
      World.pause();
    }
  }

  private synchronized void record(CaseResult result) {
    results.add(result);
    progress.printf(
        "[recovery] seed %d: %s; %s, %d orders%s%n",
        result.seed(),
        result.what(),
        result.died()
            ? "decided again after " + result.recoveryMs() + " ms"
            : result.breaks().stream().anyMatch(CaseResult.Break::happened)
                ? "nothing died"
                : "nothing broke",
        result.orders(),
        result.passed() ? "" : "; FAILED: " + String.join("; ", result.problems()));
  }

  private static void discard(Path folder) {
    try {
      if (Files.exists(folder)) {
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult postVisitDirectory(Path done, @Nullable IOException e)
                  throws IOException {
                Files.delete(done);
                return FileVisitResult.CONTINUE;
              }
            });
      }
    } catch (IOException e) {
      // A temporary folder that stays harms nobody.
    }
  }
}
