package dev.belay.api.reconcile;

import dev.belay.api.portfolio.Parameters;
import dev.belay.api.problem.AnswersProblems;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where ledger, venue and running workflows disagree. */
@AnswersProblems
@Controller("/api/cases")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "records")
final class CaseController {
  private final CaseReader cases;

  CaseController(CaseReader cases) {
    this.cases = cases;
  }

  /**
   * Open cases; or all, the open ones first, each newest first.
   *
   * @param all also those that are gone; false unless told
   * @param limit how many at most, 1 to 500; 50 unless told
   */
  @Get
  CasesView cases(@Nullable @QueryValue String all, @Nullable @QueryValue String limit) {
    return cases.read(!Parameters.flag("all", all), Parameters.page(null, null, limit).limit());
  }
}
