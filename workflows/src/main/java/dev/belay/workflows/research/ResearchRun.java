package dev.belay.workflows.research;

import dev.belay.domain.research.Chunks;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all long computations understand. */
public interface ResearchRun {

  /**
   * So many chunks are wanted under way at a time from now on; 0 lets those that are come to their
   * end and begins no other, until told again.
   */
  @SignalMethod(name = "pace")
  void pace(int chunks);

  /** Gives it up: nothing more is begun, and it ends as cancelled. What is computed stays. */
  @SignalMethod(name = "cancel")
  void cancel();

  /** How far it is. */
  @QueryMethod(name = "progress")
  Progress progress();

  /**
   * @param request hash of the file that says what to compute
   * @param pace how many chunks are under way at a time
   * @param results of each chunk the hash of its result, empty where there is none yet; empty for
   *     none at all
   * @param computedMillis what the results have taken so far, in this run and those before it
   */
  record RunInput(
      String request, Chunks chunks, int pace, List<String> results, long computedMillis) {
    /** In the place of a result that is not there. */
    public static final String NONE = "";

    public RunInput {
      results = List.copyOf(results);
    }

    /** From the beginning. */
    public RunInput(String request, Chunks chunks, int pace) {
      this(request, chunks, pace, List.of(), 0);
    }
  }

  /**
   * @param result hash of the file that holds it; null unless done
   * @param fingerprint null unless done
   * @param computedMillis of all workers together, without what was lost
   */
  record RunResult(
      Outcome outcome,
      @Nullable String result,
      @Nullable String fingerprint,
      int chunks,
      long computedMillis) {}

  /** How a run ends; one that can't be done fails. */
  enum Outcome {
    DONE,
    CANCELLED
  }

  /**
   * @param phase computing, summing up, paused or ended
   * @param chunksDone of those there are
   * @param trialsDone of those there are
   * @param underWay chunks that are being computed or wait for a worker
   */
  record Progress(
      String phase, int chunksDone, int chunks, long trialsDone, long trials, int underWay) {}
}
