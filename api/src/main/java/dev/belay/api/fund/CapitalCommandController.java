package dev.belay.api.fund;

import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandBody;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.command.PlainBody;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.fund.FundRefusal;
import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import dev.belay.workflows.wire.WorkflowIds;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Allocation, reviews by hand, agents in and out. */
@AnswersProblems
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "commands")
@SecurityRequirement(name = "token")
final class CapitalCommandController {
  private final CapitalCommands commands;
  private final CommandDesk desk;
  private final String portfolio;

  CapitalCommandController(
      CapitalCommands commands, CommandDesk desk, dev.belay.api.ApiSettings settings) {
    this.commands = commands;
    this.desk = desk;
    this.portfolio = settings.portfolio();
  }

  /** Reviews the fund now: disables by the rule and shares the capital out anew. */
  @Post("/portfolio/rebalance")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer rebalance(
      @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "rebalance",
        key,
        text,
        PlainBody.class,
        (body, request) -> {
          String review = commands.review(request, body.commander());
          return desk.watched(
              "rebalance",
              true,
              "The fund is reviewed now: agents are disabled by the rule, and the capital is shared out by the scheme chosen.",
              review,
              "/api/reviews/" + review,
              WorkflowIds.review(portfolio, review));
        });
  }

  /** Chooses how capital is shared out, and moves it. */
  @Post("/portfolio/allocation")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = AllocationBody.class)))
  CommandAnswer allocation(
      @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "allocation",
        key,
        text,
        AllocationBody.class,
        (body, request) ->
            answer(
                "allocation",
                commands.setAllocation(
                    new SetAllocation(
                        request,
                        body.chosen(),
                        new TreeMap<>(body.weights() == null ? java.util.Map.of() : body.weights()),
                        body.commander())),
                "/api/allocations"));
  }

  /** Takes a new agent in. */
  @Post("/agents")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = AgentBody.class)))
  CommandAnswer add(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "agent add",
        key,
        text,
        AgentBody.class,
        (body, request) ->
            answer(
                "agent add",
                commands.addAgent(
                    new AddAgent(request, body.agent(), body.startsWith(), body.commander())),
                "/api/agents/" + body.id()));
  }

  /** Changes an agent from its next round. */
  @Patch("/agents/{id}")
  @RequestBody(content = @Content(schema = @Schema(implementation = AgentBody.class)))
  CommandAnswer change(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "agent set " + id,
        key,
        text,
        AgentBody.class,
        (body, request) ->
            answer(
                "agent set",
                commands.changeAgent(new ChangeAgent(request, id, body.patch(), body.commander())),
                "/api/agents/" + id));
  }

  /** Takes an agent out: its positions close, its capital goes back. */
  @Post("/agents/{id}/disable")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer disable(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "agent disable " + id,
        key,
        text,
        PlainBody.class,
        (body, request) ->
            answer(
                "agent disable",
                commands.disableAgent(agent(request, id, body)),
                "/api/agents/" + id));
  }

  /** Takes an agent in again, with its share as far as there is unallocated cash. */
  @Post("/agents/{id}/enable")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer enable(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "agent enable " + id,
        key,
        text,
        PlainBody.class,
        (body, request) ->
            answer(
                "agent enable",
                commands.enableAgent(agent(request, id, body)),
                "/api/agents/" + id));
  }

  private static SwitchAgent agent(String request, String id, CommandBody body) {
    return new SwitchAgent(request, id, body.commander());
  }

  private CommandAnswer answer(String command, FundChange change, String watchAt) {
    FundRefusal refusal = change.refusal();
    if (refusal != null) {
      throw new ProblemException(
          Problem.of(status(refusal.code()), refusal.sentence(), refusal.code().remedy())
              .about(refusal.code().name(), null));
    }
    String plan = change.plan();
    return desk.watched(
        command,
        change.changed(),
        change.message(),
        plan,
        watchAt,
        plan == null ? null : WorkflowIds.rebalance(plan));
  }

  private static HttpStatus status(FundRefusal.Code code) {
    return switch (code) {
      case AGENT_UNKNOWN, REVIEW_UNKNOWN -> HttpStatus.NOT_FOUND;
      case AGENT_INVALID, WEIGHTS_NOT_100, WEIGHTS_UNEXPECTED, WEIGHTS_AGENT_UNKNOWN ->
          HttpStatus.BAD_REQUEST;
      case AGENT_EXISTS,
          AGENT_CAPITAL_MOVING,
          ALLOCATION_TOO_FEW_AGENTS,
          ALLOCATION_NO_AGENTS,
          REBALANCE_RUNNING,
          CAPITAL_INSUFFICIENT ->
          HttpStatus.CONFLICT;
    };
  }
}
