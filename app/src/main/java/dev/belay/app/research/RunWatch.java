package dev.belay.app.research;

import dev.belay.activities.research.ResearchCompute;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.workflows.research.ResearchRun.Progress;
import dev.belay.workflows.research.ResearchRun.RunResult;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a run, whatever is away meanwhile, and tells how far it is. */
final class RunWatch {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration TELL = Duration.ofSeconds(2);

  private final String id;
  private final WorkflowStub run;
  private final Consumer<String> say;
  private @Nullable Progress first;
  private long firstNanos;
  private long toldNanos = System.nanoTime();

  RunWatch(String id, WorkflowStub run, Consumer<String> say) {
    this.id = id;
    this.run = run;
    this.say = say;
  }

  /**
   * @param stop whether to wait no longer
   * @return what came out; null when told to stop
   * @throws OperatorException if it can't be done
   */
  @Nullable RunResult await(BooleanSupplier stop) throws InterruptedException {
    while (!stop.getAsBoolean()) {
      try {
        return run.getResult(LOOK.toMillis(), TimeUnit.MILLISECONDS, RunResult.class);
      } catch (TimeoutException e) {
        tell();
      } catch (WorkflowFailedException e) {
        throw failed(e);
      } catch (WorkflowNotFoundException e) {
        throw new OperatorException(
            ExitCode.FAILED,
            "Expected %s at the Temporal server, but it does not know it any more; the same command begins it anew."
                .formatted(id),
            e);
      } catch (WorkflowException | StatusRuntimeException e) {
        // The server is away for a moment; it is being started anew.
        Thread.sleep(LOOK);
      }
    }
    return null;
  }

  private void tell() {
    long now = System.nanoTime();
    if (now - toldNanos < TELL.toNanos()) {
      return;
    }
    toldNanos = now;
    try {
      Progress progress = run.query("progress", Progress.class);
      if (first == null) {
        first = progress;
        firstNanos = now;
      }
      say.accept(
          "%,d of %,d trials, %,d of %,d chunks%s%s"
              .formatted(
                  progress.trialsDone(),
                  progress.trials(),
                  progress.chunksDone(),
                  progress.chunks(),
                  progress.phase().equals("computing") ? "" : ", " + progress.phase(),
                  left(first, progress, now - firstNanos)));
    } catch (WorkflowException | StatusRuntimeException e) {
      say.accept("no worker answers at the moment; it goes on when one does");
    }
  }

  private static String left(Progress first, Progress now, long nanos) {
    long done = now.trialsDone() - first.trialsDone();
    long seconds =
        done <= 0
            ? 0
            : Math.round(1e-9 * nanos / done * (double) (now.trials() - now.trialsDone()));
    return done <= 0 ? "" : ", about %,d s left".formatted(seconds);
  }

  private OperatorException failed(WorkflowFailedException e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof ApplicationFailure)) {
      cause = cause.getCause();
    }
    if (cause instanceof ApplicationFailure refusal
        && refusal.getType().equals(ResearchCompute.REFUSED)) {
      return new OperatorException(ExitCode.BAD_INPUT, refusal.getOriginalMessage(), e);
    }
    String found =
        cause instanceof ApplicationFailure failure
            ? failure.getOriginalMessage()
            : String.valueOf(cause.getMessage());
    return new OperatorException(
        ExitCode.FAILED,
        "Expected %s to be computed, but workers have tried again and again and failed: %s; the same command begins it anew, with what is computed."
            .formatted(id, found),
        e);
  }
}
