package dev.belay.api.amplifier;

import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandBody;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.command.PlainBody;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.amplifier.DeskHistory;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.workflows.wire.WorkflowIds;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
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

/** The amplifier's desk. */
@AnswersProblems
@Controller("/api/amplifier")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "amplifier")
final class AmplifierController {
  private static final String PATH = "/api/amplifier";

  private final AmplifierDesk commands;
  private final CommandDesk desk;

  AmplifierController(AmplifierDesk commands, CommandDesk desk) {
    this.commands = commands;
    this.desk = desk;
  }

  /** How the desk stands: mandate, momentum with its parts, ranking, funnel, votes. */
  @Get
  AmplifierView amplifier() {
    return commands.look().map(AmplifierView::of).orElseThrow(this::none);
  }

  /** What is on record of it by its configuration: what a home with real money asks for. */
  @Get("/history")
  DeskHistory history() {
    return commands.history().orElseThrow(this::none);
  }

  /** Has it voted at once, whenever the last vote was. */
  @Post("/vote")
  @Status(HttpStatus.ACCEPTED)
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer vote(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return take(
        "amplifier vote",
        key,
        text,
        body -> commands.vote(body.commander()),
        "The three agents are asked for a vote; what it says is in force when it is counted.");
  }

  /** Calls an emergency re-vote. */
  @Post("/revote")
  @Status(HttpStatus.ACCEPTED)
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer revote(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return take(
        "amplifier revote",
        key,
        text,
        body -> commands.revote(body.reasonOr("by " + body.commander())),
        "A re-vote is called; a burst gets one, at most one in 15 market minutes.");
  }

  /** Closes everything; the desk goes on paused. */
  @Post("/exit-all")
  @Status(HttpStatus.ACCEPTED)
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer exitAll(
      @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return take(
        "amplifier exit-all",
        key,
        text,
        body -> commands.exitAll(body.commander()),
        "Every position of the desk is being closed; it opens nothing until it is resumed.");
  }

  /** No entries until it is resumed; exits go on. */
  @Post("/pause")
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer pause(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return take(
        "amplifier pause",
        key,
        text,
        body -> commands.pause(body.commander()),
        "The desk opens nothing until it is resumed; its positions keep their stops.");
  }

  /** Entries again. */
  @Post("/resume")
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer resume(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return take(
        "amplifier resume",
        key,
        text,
        body -> commands.resume(body.commander()),
        "The desk opens positions again, as its mandate allows.");
  }

  /** Another profile from the next entry on; positions keep what they were opened on. */
  @Post("/profile")
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = ProfileBody.class)))
  CommandAnswer profile(
      @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    DeskSpec spec = spec();
    return desk.take(
        "amplifier profile",
        key,
        text,
        ProfileBody.class,
        (body, request) -> {
          String name = body.name();
          if (!spec.profiles().contains(name)) {
            throw new ProblemException(
                Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "one of the profiles " + String.join(", ", spec.profiles()),
                    name,
                    "Name one of them; nothing was done."));
          }
          commands.profile(name, body.commander());
          return answer(
              "amplifier profile",
              "The desk trades by the profile %s from its next entry on; open positions keep what they were opened on."
                  .formatted(name));
        });
  }

  private interface Told {
    void by(CommandBody body);
  }

  private CommandAnswer take(
      String command, @Nullable String key, @Nullable String text, Told told, String message) {
    var unused = spec();
    return desk.take(
        command,
        key,
        text,
        PlainBody.class,
        (body, request) -> {
          told.by(body);
          return answer(command, message);
        });
  }

  private CommandAnswer answer(String command, String message) {
    return desk.workflow(command, true, message, WorkflowIds.amplifier(spec().name()), PATH);
  }

  private DeskSpec spec() {
    return commands.desk().orElseThrow(this::none);
  }

  private ProblemException none() {
    return new ProblemException(
        Problem.of(
            HttpStatus.NOT_FOUND,
            "a desk of the amplifier",
            "a home without one",
            "Start Belay with --systems portfolio,amplifier."));
  }
}
