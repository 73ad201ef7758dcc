package dev.belay.api.portfolio;

import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.command.PlainBody;
import dev.belay.api.portfolio.AgentCommands.Told;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pause, resume and exit of one agent. */
@AnswersProblems
@Controller("/api/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "commands")
@SecurityRequirement(name = "token")
final class AgentCommandController {
  private final AgentCommands commands;
  private final CommandDesk desk;

  AgentCommandController(AgentCommands commands, CommandDesk desk) {
    this.commands = commands;
    this.desk = desk;
  }

  /**
   * No rounds of the agent from now on, until it is resumed. Its open positions keep their stops.
   *
   * @param id its trader_id
   */
  @Post("/{id}/pause")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer pause(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "agent pause " + id,
        key,
        text,
        PlainBody.class,
        (body, request) ->
            answer(
                "agent pause",
                id,
                commands.pause(id, body.commander()),
                done ->
                    done.changed()
                        ? "The agent begins no more rounds until it is resumed; its open positions"
                            + " keep their stops."
                        : "The agent was paused already."));
  }

  /**
   * Rounds of the agent again, from the next point of its interval; also ends a drawdown's pause.
   *
   * @param id its trader_id
   */
  @Post("/{id}/resume")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer resume(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "agent resume " + id,
        key,
        text,
        PlainBody.class,
        (body, request) ->
            answer(
                "agent resume",
                id,
                commands.resume(id, body.commander()),
                done ->
                    done.changed()
                        ? "The agent decides again from the next point of its interval."
                        : "The agent was not paused."));
  }

  /**
   * Pauses the agent and closes every position it has.
   *
   * @param id its trader_id
   */
  @Post("/{id}/exit")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer exit(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "agent exit " + id,
        key,
        text,
        PlainBody.class,
        (body, request) ->
            answer(
                "agent exit",
                id,
                commands.exit(id, request, body.commander()),
                done ->
                    "The agent is paused and %d position%s being closed%s."
                        .formatted(
                            done.closing().size(),
                            done.closing().size() == 1 ? " is" : "s are",
                            done.closing().isEmpty()
                                ? ""
                                : ": " + String.join(", ", done.closing()))));
  }

  private CommandAnswer answer(
      String command,
      String id,
      Optional<Told> told,
      Function<AgentCommands.Done, String> message) {
    return switch (told.orElseThrow(() -> unknown(id))) {
      case AgentCommands.Done done ->
          desk.workflow(
              command, done.changed(), message.apply(done), done.workflowId(), "/api/agents/" + id);
      case AgentCommands.Disabled ignored ->
          throw new ProblemException(
              Problem.of(
                      HttpStatus.CONFLICT,
                      "an agent that is enabled",
                      "\"%s\", which is disabled".formatted(id),
                      "A disabled agent runs no rounds; nothing was done.")
                  .about("AGENT_DISABLED", null));
    };
  }

  private static ProblemException unknown(String id) {
    return ProblemException.notFound(
        "the trader_id of one of the fund's agents", "\"" + id + "\"", "/api/agents lists them.");
  }
}
