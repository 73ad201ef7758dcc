package dev.belay.api.prompt;

import dev.belay.api.portfolio.Parameters;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Tries an agent's prompt out. */
@AnswersProblems
@Controller("/api/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "agents")
@SecurityRequirement(name = "token")
final class PromptTestController {
  private final PromptTests tests;

  PromptTestController(PromptTests tests) {
    this.tests = tests;
  }

  /**
   * One round on the market of now with the agent's real model, or the stand-in where it has none:
   * prompt, reply, what was read out of it and what would be refused. Nothing is decided, recorded
   * or sent; a paid model's price is counted in the day's budget.
   *
   * @param id its trader_id
   */
  @Post("/{id}/prompt-test")
  PromptTest test(String id) {
    var unused = Parameters.agent(id);
    try {
      return tests.run(id);
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound(
          "an agent of this fund", "\"" + id + "\"", "/api/agents lists them.");
    }
  }
}
