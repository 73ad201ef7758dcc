package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.StopRequest;
import dev.belay.data.BadCandleFile;
import dev.belay.data.CandlesRefused;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code belay data …}: candles for research. What it refuses is bad input; Ctrl-C ends it soon.
 */
@Command
abstract class DataCommand implements Callable<Integer> {
  final Console console;
  @Mixin Flags.AsJson json = new Flags.AsJson();

  DataCommand(Console console) {
    this.console = console;
  }

  abstract ExitCode run(StopRequest stop);

  @Override
  public final Integer call() {
    try {
      return run(StopRequest.listen()).code();
    } catch (BadCandleFile | CandlesRefused e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT, "%s: %s".formatted(e.getMessage(), e.getCause()), e);
    }
  }

  /** How many files are read side by side. */
  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  static OperatorException interrupted(String text) {
    return new OperatorException(ExitCode.INTERRUPTED, text);
  }

  /** Does something with each, side by side; the answers in the order of what they are about. */
  static <A, B> List<B> each(
      List<A> all, StopRequest stop, String interrupted, Function<A, B> deed) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads())) {
      List<Future<B>> tasks = new ArrayList<>();
      for (A one : all) {
        tasks.add(
            pool.submit(
                () -> {
                  if (stop.requested()) {
                    throw interrupted(interrupted);
                  }
                  return deed.apply(one);
                }));
      }
      try {
        List<B> done = new ArrayList<>();
        for (Future<B> task : tasks) {
          done.add(task.get());
        }
        return done;
      } finally {
        pool.shutdownNow();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("Reading candles broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(interrupted);
    }
  }
}
