package dev.belay.api.portfolio;

import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The fund's agents. */
@AnswersProblems
@Controller("/api/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "agents")
final class AgentController {
  private final AgentReader agents;

  AgentController(AgentReader agents) {
    this.agents = agents;
  }

  /** All agents in the roster's order, as in the portfolio. */
  @Get
  ListView<AgentView> agents() {
    return ListView.all(agents.all());
  }

  /**
   * One agent in full.
   *
   * @param id its trader_id
   */
  @Get("/{id}")
  AgentDetail agent(String id) {
    return agents
        .read(id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "one of the agents "
                        + String.join(
                            ", ", agents.all().stream().map(AgentView::traderId).toList()),
                    "\"" + id + "\"",
                    "/api/agents lists them."));
  }
}
