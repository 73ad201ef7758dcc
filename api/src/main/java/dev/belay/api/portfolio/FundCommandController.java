package dev.belay.api.portfolio;

import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.command.PlainBody;
import dev.belay.api.portfolio.FundCommands.Flattening;
import dev.belay.api.portfolio.FundCommands.Halted;
import dev.belay.api.portfolio.FundCommands.Resumed;
import dev.belay.api.portfolio.FundCommands.StillFlattening;
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
import org.jspecify.annotations.Nullable;

/** Halt, resume, flatten, reconcile. */
@AnswersProblems
@Controller("/api/portfolio")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "commands")
@SecurityRequirement(name = "token")
final class FundCommandController {
  private final FundCommands commands;
  private final CommandDesk desk;

  FundCommandController(FundCommands commands, CommandDesk desk) {
    this.commands = commands;
    this.desk = desk;
  }

  /** Admits no new entries from now on, until an operator resumes. Open positions stay guarded. */
  @Post("/halt")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer halt(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "halt",
        key,
        text,
        PlainBody.class,
        (body, request) ->
            halted(commands.halt(body.reasonOr("an operator's command"), body.commander())));
  }

  /** Admits entries again. Refused while a flatten has not come to its end. */
  @Post("/resume")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer resume(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "resume",
        key,
        text,
        PlainBody.class,
        (body, request) ->
            switch (commands.resume(body.commander())) {
              case Resumed resumed -> resumed(resumed);
              case StillFlattening flattening -> throw stillFlattening(flattening);
            });
  }

  /** Halts, then closes every position until the venue itself reports flat. */
  @Post("/flatten")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer flatten(
      @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "flatten",
        key,
        text,
        PlainBody.class,
        (body, request) -> flattening(commands.flatten(request, body.commander())));
  }

  /** Holds ledger, venue and workflows against each other now; it also happens every minute. */
  @Post("/reconcile")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer reconcile(
      @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "reconcile",
        key,
        text,
        PlainBody.class,
        (body, request) ->
            desk.workflow(
                "reconcile",
                true,
                "Ledger, venue and workflows are held against each other; what they disagree on is"
                    + " among the cases within 15 seconds.",
                commands.reconcile(request),
                "/api/cases"));
  }

  private CommandAnswer halted(Halted halted) {
    String message =
        halted.already()
            ? "Entries were halted already, since %s (%s)."
            : "Entries are halted from %s (%s).";
    return desk.watched(
        "halt",
        !halted.already(),
        message.formatted(halted.at(), halted.reason())
            + " Open positions keep their stops; \"resume\" admits entries again.",
        "halt/" + halted.halt(),
        "/api/halts",
        null);
  }

  private CommandAnswer flattening(Flattening flattening) {
    int open = flattening.openPositions();
    return desk.workflow(
        "flatten",
        !flattening.already(),
        "Entries are halted and %d open position%s being closed; the halt stays until the venue"
                .formatted(open, open == 1 ? " is" : "s are")
            + " reports flat and an operator resumes.",
        flattening.workflowId(),
        "/api/positions");
  }

  private CommandAnswer resumed(Resumed resumed) {
    Long halt = resumed.halt();
    return halt == null
        ? desk.watched(
            "resume",
            false,
            "No halt was in force: entries are admitted.",
            null,
            "/api/halts",
            null)
        : desk.watched(
            "resume",
            true,
            "The halt is lifted: entries are admitted again from each agent's next round.",
            "halt/" + halt,
            "/api/halts",
            null);
  }

  private static ProblemException stillFlattening(StillFlattening flattening) {
    String left =
        flattening.remaining().isEmpty()
            ? ""
            : "; not flat yet: " + String.join(", ", flattening.remaining());
    return new ProblemException(
        Problem.of(
            HttpStatus.CONFLICT,
            "every account flat at the venue",
            flattening.workflowId() + " under way" + left,
            "Wait until /api/positions is empty, then resume."));
  }
}
