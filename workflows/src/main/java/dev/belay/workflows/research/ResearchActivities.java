package dev.belay.workflows.research;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computing, on the task queue {@code compute}. Results go into files named by the hash of what is
 * in them, which every worker sees, so that all of it may be done twice.
 */
@ActivityInterface
public interface ResearchActivities {

  /** Does some of the trials. */
  @ActivityMethod(name = "Research.Chunk")
  Computed chunk(ChunkStep step);

  /** Puts the chunks of a sweep together. */
  @ActivityMethod(name = "Research.Rank")
  Summed rank(SumStep step);

  /** Chooses in each fold by its trainings, and runs the tests, one after the other. */
  @ActivityMethod(name = "Research.Test")
  Summed test(SumStep step);

  /**
   * @param request hash of the file that says what to compute
   * @param from the first trial
   * @param to after the last one
   */
  record ChunkStep(String request, long from, long to) {}

  /**
   * @param result hash of the file with what came out
   * @param millis what it took, with reading candles
   */
  record Computed(String result, long millis) {}

  /**
   * @param size trials a chunk
   * @param results the hashes of all chunks, in order
   */
  record SumStep(String request, long size, List<String> results) {
    public SumStep {
      results = List.copyOf(results);
    }
  }

  /**
   * @param result hash of the file with all figures; null if some chunks can't be used
   * @param fingerprint of the whole; null if some chunks can't be used
   * @param unusable chunks whose files are gone or are not what they were
   */
  record Summed(
      @Nullable String result, @Nullable String fingerprint, List<Integer> unusable, long millis) {
    public Summed {
      unusable = List.copyOf(unusable);
    }
  }
}
