package dev.belay.api.portfolio;

import dev.belay.api.problem.AnswersProblems;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Returns over time, side by side. */
@AnswersProblems
@Controller("/api/curves")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "portfolio")
final class CurveController {
  private final CurveBoard curves;

  CurveController(CurveBoard curves) {
    this.curves = curves;
  }

  /**
   * The fund, its agents, and buying and holding Bitcoin, about 240 points each.
   *
   * @param range 1h, 1d, 1w or all of market time; a day unless told
   */
  @Get
  CurvesView curves(@Nullable @QueryValue String range) {
    return curves.now(CurveRange.of(range));
  }
}
