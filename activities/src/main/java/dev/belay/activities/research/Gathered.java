package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.search.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What workers have left of a run, together.
 *
 * @param scored of every trial, in order; of no use if a chunk is
 * @param unusable chunks whose files are gone, or are not what they were
 */
public record Gathered(List<Scored> scored, List<Integer> unusable) {

  /**
   * What came of some trials; says nothing of when and where, so that it is the same whoever did
   * it.
   *
   * @param from the first trial
   */
  record Scores(String request, long from, List<Score> scores) {}

  /** How a run was done: the size of its chunks and what came of each. */
  record Done(String result, long size, List<String> results) {}

  /**
   * @param size trials a chunk
   * @param results of each chunk the hash
   */
  static Gathered of(
      ResultFiles files, String request, WalkForward.Plan plan, long size, List<String> results) {
    int combinations = plan.combinations().size();
    long trials = (long) combinations * Math.max(1, plan.folds().size());
    List<Scored> scored = new ArrayList<>();
    List<Integer> unusable = new ArrayList<>();
    for (int chunk = 0; chunk < results.size(); chunk++) {
      long from = chunk * size;
      long count = Math.min(trials, from + size) - from;
      Optional<Scores> found =
          files
              .get(results.get(chunk), Scores.class)
              .filter(
                  each ->
                      each.request().equals(request)
                          && each.from() == from
                          && each.scores().size() == count);
      if (found.isEmpty()) {
        unusable.add(chunk);
        continue;
      }
      for (int i = 0; i < count; i++) {
        Parameters of = plan.combinations().get(Math.toIntExact((from + i) % combinations));
        scored.add(new Scored(of, found.get().scores().get(i)));
      }
    }
    return new Gathered(scored, unusable);
  }

  /**
   * The walk-forward run that workers have done; only its tests are run again.
   *
   * @param request its hash
   * @param candles of the study
   * @throws ResearchRefused if it is not done, or something of it is gone
   */
  public static WalkForward walkForward(
      ResultFiles files, String request, Study study, List<Candles> candles) {
    RunRequest asked = files.get(request, RunRequest.class).orElseThrow(() -> gone(files));
    WalkForward.Plan plan = asked.plan(study);
    Done done = files.done(request).orElseThrow(() -> gone(files));
    Gathered all = of(files, request, plan, done.size(), done.results());
    if (!all.unusable.isEmpty()) {
      throw gone(files);
    }
    return WalkForward.of(study, candles, plan, all.scored, Cores.all());
  }

  private static ResearchRefused gone(ResultFiles files) {
    return new ResearchRefused(
        "Expected all results of a run that is done in %s, but some are gone; delete what is there, and the same command computes it again."
            .formatted(files.folder()));
  }
}
