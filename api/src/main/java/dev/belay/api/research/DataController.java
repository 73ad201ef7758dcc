package dev.belay.api.research;

import dev.belay.api.problem.AnswersProblems;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** The home's candle stores. */
@AnswersProblems
@Controller("/api/data")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "research")
final class DataController {
  private final ResearchDesk research;

  DataController(ResearchDesk research) {
    this.research = research;
  }

  /** All of them. */
  @Schema(name = "Stores")
  public record Stores(List<StoreQuality> items) {}

  /** What each store has and what lacks, in order of name. */
  @Get
  Stores stores() {
    return new Stores(research.quality());
  }
}
