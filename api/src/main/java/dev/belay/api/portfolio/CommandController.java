package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.api.portfolio.Commands.Flattening;
import dev.belay.api.portfolio.Commands.Halted;
import dev.belay.api.portfolio.Commands.Resumed;
import dev.belay.api.portfolio.Commands.StillFlattening;
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
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Halt, resume, flatten. */
@Controller("/api/portfolio")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "commands")
@SecurityRequirement(name = "token")
final class CommandController {
  private static final String KEY = "Idempotency-Key";
  private static final String OPERATOR = "operator";

  private final Commands commands;
  private final Idempotency idempotency;
  private final ApiSettings settings;

  CommandController(Commands commands, Idempotency idempotency, ApiSettings settings) {
    this.commands = commands;
    this.idempotency = idempotency;
    this.settings = settings;
  }

  /** Admits no new entries from now on, until an operator resumes. Open positions stay guarded. */
  @Post("/halt")
  @RequestBody(content = @Content(schema = @Schema(implementation = CommandBody.class)))
  CommandAnswer halt(@Nullable @Header(KEY) String key, @Nullable @Body String text) {
    CommandBody body = CommandBody.parse(text);
    return idempotency.once(
        key,
        "halt " + body,
        () -> halted(commands.halt(body.reasonOr("an operator's command"), body.byOr(OPERATOR))));
  }

  /** Admits entries again. Refused while a flatten has not come to its end. */
  @Post("/resume")
  @RequestBody(content = @Content(schema = @Schema(implementation = CommandBody.class)))
  CommandAnswer resume(@Nullable @Header(KEY) String key, @Nullable @Body String text) {
    CommandBody body = CommandBody.parse(text);
    return idempotency.once(
        key,
        "resume " + body,
        () ->
            switch (commands.resume(body.byOr(OPERATOR))) {
              case Resumed resumed -> resumed(resumed);
              case StillFlattening flattening -> throw stillFlattening(flattening);
            });
  }

  /** Halts, then closes every position until the venue itself reports flat. */
  @Post("/flatten")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = CommandBody.class)))
  CommandAnswer flatten(@Nullable @Header(KEY) String key, @Nullable @Body String text) {
    CommandBody body = CommandBody.parse(text);
    return idempotency.once(
        key,
        "flatten " + body,
        () -> flattening(commands.flatten(request(key), body.byOr(OPERATOR))));
  }

  private CommandAnswer halted(Halted halted) {
    String message =
        halted.already()
            ? "Entries were halted already, since %s (%s)."
            : "Entries are halted from %s (%s).";
    return answer(
        "halt",
        !halted.already(),
        message.formatted(halted.at(), halted.reason())
            + " Open positions keep their stops; \"resume\" admits entries again.",
        "halt/" + halted.halt(),
        "/api/halts");
  }

  private CommandAnswer flattening(Flattening flattening) {
    int open = flattening.openPositions();
    return answer(
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
        ? answer("resume", false, "No halt was in force: entries are admitted.", null, "/api/halts")
        : answer(
            "resume",
            true,
            "The halt is lifted: entries are admitted again from each agent's next round.",
            "halt/" + halt,
            "/api/halts");
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

  /** The same key names the same flatten, also after a restart. */
  private static String request(@Nullable String key) {
    UUID id =
        key == null
            ? UUID.randomUUID()
            : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    return id.toString();
  }

  private CommandAnswer answer(
      String command, boolean changed, String message, @Nullable String watch, String watchAt) {
    boolean isWorkflow = command.equals("flatten");
    return new CommandAnswer(
        command,
        changed,
        message,
        watch,
        watchAt,
        isWorkflow && watch != null ? settings.temporal().page(watch) : null);
  }
}
