package dev.belay.workflows.research;

import dev.belay.domain.research.Chunks;
import dev.belay.workflows.research.ResearchActivities.ChunkStep;
import dev.belay.workflows.research.ResearchActivities.Computed;
import dev.belay.workflows.research.ResearchActivities.SumStep;
import dev.belay.workflows.research.ResearchActivities.Summed;
import dev.belay.workflows.research.ResearchRun.Outcome;
import dev.belay.workflows.research.ResearchRun.Progress;
import dev.belay.workflows.research.ResearchRun.RunInput;
import dev.belay.workflows.research.ResearchRun.RunResult;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run in chunks: keep some under way until all have a result, sum up, and compute again what the
 * sum could not use.
 */
final class ChunkedRun {
  /** About six events each, and never ten thousand in a history. */
  static final int CHUNKS_A_HISTORY = 500;

  private final RunInput input;
  private final Chunks chunks;
  private final List<String> results;
  private final TreeSet<Integer> underWay = new TreeSet<>();
  private int pace;
  private int begun;
  private long computedMillis;
  private boolean cancelled;
  private boolean summing;
  private boolean ended;
  private @Nullable CancellationScope working;
  private @Nullable RuntimeException failure;
  private @Nullable Summed done;

  ChunkedRun(RunInput input) {
    this.input = input;
    this.chunks = input.chunks();
    this.pace = input.pace();
    this.computedMillis = input.computedMillis();
    this.results =
        new ArrayList<>(
            input.results().isEmpty()
                ? Collections.nCopies(chunks.count(), RunInput.NONE)
                : input.results());
  }

  /**
   * @param sum what is made of all chunks
   * @param again continues as new
   */
  RunResult run(BiFunction<ResearchActivities, SumStep, Summed> sum, Consumer<RunInput> again) {
    CancellationScope all = Workflow.newCancellationScope(() -> work(sum, again));
    working = all;
    try {
      all.run();
    } catch (CanceledFailure e) {
      // A cancellation of the workflow itself, not by the message, closes it as cancelled.
      if (!cancelled) {
        throw e;
      }
    } catch (ActivityFailure e) {
      if (!cancelled) {
        tell("FAILED");
        throw e;
      }
    }
    Summed summed = cancelled ? null : done;
    Outcome outcome = summed == null ? Outcome.CANCELLED : Outcome.DONE;
    ended = true;
    tell(outcome.name());
    return new RunResult(
        outcome,
        summed == null ? null : summed.result(),
        summed == null ? null : summed.fingerprint(),
        chunks.count(),
        computedMillis);
  }

  private void work(BiFunction<ResearchActivities, SumStep, Summed> sum, Consumer<RunInput> again) {
    while (done == null && !cancelled) {
      compute();
      if (isMissing() && !cancelled) {
        again.accept(new RunInput(input.request(), chunks, pace, results, computedMillis));
      }
      if (!cancelled) {
        Summed summed = sumUp(sum);
        summed.unusable().forEach(chunk -> results.set(chunk, RunInput.NONE));
        done = summed.unusable().isEmpty() ? summed : null;
      }
    }
  }

  /** Returns when all is computed, this history is long enough, or it was given up. */
  private void compute() {
    while (isMissing() && !cancelled && !(isLongEnough() && underWay.isEmpty())) {
      int next = nextChunk();
      if (next < 0 || underWay.size() >= pace || isLongEnough()) {
        int count = underWay.size();
        int wanted = pace;
        Workflow.await(
            () -> underWay.size() < count || pace != wanted || failure != null || cancelled);
      } else {
        begin(next);
      }
      if (failure != null && !cancelled) {
        throw failure;
      }
    }
  }

  private void begin(int chunk) {
    begun++;
    underWay.add(chunk);
    ChunkStep step = new ChunkStep(input.request(), chunks.from(chunk), chunks.to(chunk));
    Async.function(compute("trials %,d to %,d".formatted(step.from(), step.to() - 1))::chunk, step)
        .handle((computed, e) -> took(chunk, computed, e));
  }

  private boolean took(int chunk, @Nullable Computed computed, @Nullable RuntimeException e) {
    underWay.remove(chunk);
    if (computed == null) {
      failure = e;
      return false;
    }
    results.set(chunk, computed.result());
    computedMillis += computed.millis();
    Workflow.setCurrentDetails(
        "%d of %d chunks".formatted(chunks.count() - missing(), chunks.count()));
    return true;
  }

  private Summed sumUp(BiFunction<ResearchActivities, SumStep, Summed> sum) {
    summing = true;
    Summed summed =
        sum.apply(compute("all of it"), new SumStep(input.request(), chunks.size(), results));
    computedMillis += summed.millis();
    summing = false;
    return summed;
  }

  private static void tell(String outcome) {
    Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet(outcome));
  }

  private static ResearchActivities compute(String summary) {
    return Workflow.newActivityStub(
        ResearchActivities.class,
        ActivityOptions.newBuilder(ActivityProfiles.COMPUTE).setSummary(summary).build());
  }

  /** The first that nobody has begun; −1 if there is none. */
  private int nextChunk() {
    for (int chunk = 0; chunk < results.size(); chunk++) {
      if (results.get(chunk).equals(RunInput.NONE) && !underWay.contains(chunk)) {
        return chunk;
      }
    }
    return -1;
  }

  private boolean isMissing() {
    return missing() > 0;
  }

  private int missing() {
    return Collections.frequency(results, RunInput.NONE);
  }

  private boolean isLongEnough() {
    return begun >= CHUNKS_A_HISTORY || Workflow.getInfo().isContinueAsNewSuggested();
  }

  void pace(int wanted) {
    pace = Math.max(0, wanted);
  }

  void cancel() {
    cancelled = true;
    if (working != null) {
      working.cancel("given up");
    }
  }

  Progress progress() {
    long trials = 0;
    for (int chunk = 0; chunk < results.size(); chunk++) {
      if (!results.get(chunk).equals(RunInput.NONE)) {
        trials += chunks.to(chunk) - chunks.from(chunk);
      }
    }
    String phase = ended ? "ended" : summing ? "summing up" : pace == 0 ? "paused" : "computing";
    return new Progress(
        phase,
        chunks.count() - missing(),
        chunks.count(),
        trials,
        chunks.trials(),
        underWay.size());
  }
}
