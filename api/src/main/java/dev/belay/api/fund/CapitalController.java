package dev.belay.api.fund;

import dev.belay.api.portfolio.CapitalBook;
import dev.belay.api.portfolio.ListView;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Reviews, and the plans that move capital. */
@AnswersProblems
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "portfolio")
final class CapitalController {
  private final CapitalBook book;

  CapitalController(CapitalBook book) {
    this.book = book;
  }

  /** Reviews without their reports, newest first. */
  @Get("/reviews")
  ListView<ReviewView> reviews() {
    return ListView.all(book.reviews().stream().map(r -> ReviewView.of(r, false)).toList());
  }

  /**
   * A review with its report.
   *
   * @param id a date, or what names a review by hand
   */
  @Get("/reviews/{id}")
  ReviewView review(String id) {
    return book.review(id)
        .map(r -> ReviewView.of(r, true))
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "a review", "\"" + id + "\"", "/api/reviews lists them."));
  }

  /** Plans that move capital, newest first, at most 100. */
  @Get("/allocations")
  ListView<AllocationView> allocations() {
    return ListView.all(book.plans().stream().map(AllocationView::of).toList());
  }
}
