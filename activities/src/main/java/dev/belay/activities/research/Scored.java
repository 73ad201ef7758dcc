package dev.belay.activities.research;

import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.search.Objective;
import dev.belay.engine.search.Score;
import java.util.List;

/** A combination and what came of it. */
public record Scored(Parameters parameters, Score score) {

  /** The best; of equals the first. */
  static Scored best(List<Scored> all, Objective objective) {
    Scored best = all.getFirst();
    for (Scored each : all) {
      if (objective.isBetter(each.score(), best.score())) {
        best = each;
      }
    }
    return best;
  }
}
