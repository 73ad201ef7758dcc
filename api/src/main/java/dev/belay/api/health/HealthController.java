package dev.belay.api.health;

import dev.belay.api.problem.AnswersProblems;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Health. */
@AnswersProblems
@Controller("/api/health")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "health")
final class HealthController {
  private final HealthReader health;

  HealthController(HealthReader health) {
    this.health = health;
  }

  /** Each part's state; status 200 also when degraded, for the document says which part is. */
  @Get
  Health health() {
    return health.read();
  }
}
