package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.engine.simulation.Simulation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates the order path in many worlds, each given by its seed. */
@Command(
    name = "simulate-orders",
    description =
        "Simulate the order path under faults and crashes, one world a seed; 5 if an invariant does"
            + " not hold in one. Needs no home and no server.")
final class SimulateCommand implements Callable<Integer> {
  /** Of so many failures the stories are told. */
  private static final int TOLD = 3;

  private static final long LEAST = 1;
  private static final long MOST = 100_000_000;
  private static final int PORTION = 64;
  private static final int PROGRESS_SECONDS = 5;

  private final Console console;
  private final LongFunction<Simulation.Outcome> world;
  private final LongFunction<Simulation.Failure> explanation;
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "N",
      description = "How many worlds, 1 to 100000000.")
  long seeds;

  @Option(names = "--from", paramLabel = "SEED", description = "The first seed; else 1.")
  long from = 1;

  SimulateCommand(Console console) {
    this(console, new Simulation()::run, new Simulation()::explain);
  }

  /**
   * @param world runs the one of a seed; on any thread
   * @param explanation of a seed that failed
   */
  SimulateCommand(
      Console console,
      LongFunction<Simulation.Outcome> world,
      LongFunction<Simulation.Failure> explanation) {
    this.console = console;
    this.world = world;
    this.explanation = explanation;
  }

  /**
   * What came of all worlds.
   *
   * @param failed seeds in order
   * @param steps of all worlds, each inspected
   * @param faults how often each kind happened
   */
  private record Tally(
      long seeds, long passed, List<Failed> failed, long steps, SortedMap<String, Long> faults) {}

  /** A world in which an invariant did not hold. */
  private record Failed(long seed, String violation) {}

  @Override
  public Integer call() {
    if (seeds < LEAST || seeds > MOST) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected --seeds from %d to %d, was %d.".formatted(LEAST, MOST, seeds));
    }
    if (from > Long.MAX_VALUE - MOST - seeds) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected --from so that %d seeds follow, was %d; take a smaller one."
              .formatted(seeds, from));
    }
    Tally tally = run();
    report(tally);
    return (tally.failed().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCE).code();
  }

  /** On every core; which thread takes which seed changes nothing. */
  private Tally run() {
    int threads = Runtime.getRuntime().availableProcessors();
    AtomicLong next = new AtomicLong(from);
    LongAdder done = new LongAdder();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Tally>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(() -> share(next, done)));
      }
      pool.shutdown();
      while (!pool.awaitTermination(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
        console.err().printf("%,d of %,d worlds%n", done.sum(), seeds);
      }
      Tally all = none();
      for (Future<Tally> part : parts) {
        all = sum(all, part.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A simulated world broke", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Tally share(AtomicLong next, LongAdder done) {
    Tally mine = none();
    long end = from + seeds;
    for (long first = next.getAndAdd(PORTION); first < end; first = next.getAndAdd(PORTION)) {
      for (long seed = first; seed < Math.min(end, first + PORTION); seed++) {
        if (Thread.currentThread().isInterrupted()) {
          return mine;
        }
        mine = sum(mine, tally(world.apply(seed)));
        done.increment();
      }
    }
    return mine;
  }

  private static Tally none() {
    return new Tally(0, 0, List.of(), 0, new TreeMap<>());
  }

  private static Tally tally(Simulation.Outcome outcome) {
    SortedMap<String, Long> faults = new TreeMap<>();
    outcome.faults().forEach((fault, count) -> faults.put(fault, (long) count));
    String violation = outcome.violation();
    return new Tally(
        1,
        violation == null ? 1 : 0,
        violation == null ? List.of() : List.of(new Failed(outcome.seed(), violation)),
        outcome.steps(),
        faults);
  }

  private static Tally sum(Tally a, Tally b) {
    SortedMap<String, Long> faults = new TreeMap<>(a.faults());
    b.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    return new Tally(
        a.seeds() + b.seeds(),
        a.passed() + b.passed(),
        Stream.concat(a.failed().stream(), b.failed().stream())
            .sorted(Comparator.comparingLong(Failed::seed))
            .toList(),
        a.steps() + b.steps(),
        faults);
  }

  private void report(Tally tally) {
    PrintStream stories = json.wanted ? console.err() : console.out();
    tally.failed().stream().limit(TOLD).forEach(failed -> tell(failed.seed(), stories));
    if (json.wanted) {
      console.json(tally);
      return;
    }
    tally.failed().forEach(f -> console.out().printf("seed %d: %s%n", f.seed(), f.violation()));
    tally.faults().forEach((fault, count) -> console.out().printf("%-20s %,14d%n", fault, count));
    console
        .out()
        .printf(
            "%s: %,d of %,d worlds hold every invariant, %,d steps inspected%n",
            tally.failed().isEmpty() ? "passed" : "FAILED",
            tally.passed(),
            tally.seeds(),
            tally.steps());
    console.out().flush();
  }

  /** Shrinks a failing world and prints what happened in it. */
  private void tell(long seed, PrintStream to) {
    Simulation.Failure failure = explanation.apply(seed);
    to.printf("seed %d violates %s: %s%n", seed, failure.violation(), failure.detail());
    to.printf("it takes: %s%n", String.join("; ", failure.incidents()));
    failure.story().forEach(line -> to.println("  " + line));
    to.printf("again: belay simulate-orders --seeds 1 --from %d%n%n", seed);
    to.flush();
  }
}
