package dev.belay.api.portfolio;

import dev.belay.api.problem.AnswersProblems;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** The fund as a whole. */
@AnswersProblems
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "portfolio")
final class PortfolioController {
  private final PortfolioViews portfolio;
  private final SummaryReader summary;
  private final PortfolioBook book;

  PortfolioController(PortfolioViews portfolio, SummaryReader summary, PortfolioBook book) {
    this.portfolio = portfolio;
    this.summary = summary;
    this.book = book;
  }

  /** The fund, its statistics and its agents. */
  @Get("/portfolio")
  PortfolioView portfolio() {
    return portfolio.read();
  }

  /** Counts and money since the home was created: the document of {@code belay demo --json}. */
  @Get("/summary")
  Summary summary() {
    return summary.read();
  }

  /** Halts of entries, newest first, at most 100, and the one in force. */
  @Get("/halts")
  Halts halts() {
    List<HaltView> halts = book.halts().stream().map(HaltView::of).toList();
    return new Halts(
        halts.stream().filter(halt -> halt.resumedAt() == null).findFirst().orElse(null), halts);
  }
}
