package dev.belay.api.research;

import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.command.Fields;
import dev.belay.api.command.PlainBody;
import dev.belay.api.portfolio.Parameters;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Research runs. */
@AnswersProblems
@Controller("/api/research")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "research")
final class ResearchController {
  private static final String RUNS = "/api/research/runs";

  private final ResearchDesk research;
  private final CommandDesk desk;

  ResearchController(ResearchDesk research, CommandDesk desk) {
    this.research = research;
    this.desk = desk;
  }

  /**
   * A page of runs.
   *
   * @param next goes into {@code before} to read on; null at the end
   */
  @Schema(name = "ResearchRunPage")
  public record RunPage(List<RunView> items, @Nullable String next) {}

  /** Strategies with their parameters, and the home's candle stores. */
  @Get("/offer")
  Offer offer() {
    return Offer.of(research);
  }

  /**
   * Runs, newest first.
   *
   * @param before the {@code next} of an earlier answer
   * @param limit how many at most, 1 to 500; 50 unless told
   */
  @Get("/runs")
  RunPage runs(@Nullable @QueryValue String before, @Nullable @QueryValue String limit) {
    int most = Parameters.page(null, null, limit).limit();
    List<StoredRun> older =
        research.runs().stream()
            .filter(run -> before == null || run.id().compareTo(before) < 0)
            .toList();
    List<RunView> items = older.stream().limit(most).map(RunView::of).toList();
    return new RunPage(items, older.size() > most ? items.getLast().id() : null);
  }

  /** A run with the command's answer. */
  @Get("/runs/{id}")
  RunDetail run(String id) {
    StoredRun run = research.run(id).orElseThrow(() -> unknown(id));
    return new RunDetail(
        RunView.of(run),
        run.order().command(),
        run.order().settings(),
        research.answer(id).orElse(null),
        research.curve(id));
  }

  /** The page about a run: HTML with everything in it, without a script. */
  @Get(value = "/runs/{id}/report", produces = MediaType.TEXT_HTML)
  HttpResponse<String> report(String id) {
    return ReportPage.of(research, id);
  }

  /**
   * Has a run computed in a process of its own, or puts it in line until there is room for it. What
   * the command would refuse is refused with the command's words.
   */
  @Post("/runs")
  @Status(HttpStatus.ACCEPTED)
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = RunBody.class)))
  CommandAnswer start(@Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "research start",
        key,
        text,
        RunBody.class,
        (body, request) -> {
          String kind = kind(body.kind());
          String id =
              done(
                  () ->
                      research.start(
                          new ResearchDesk.Order(
                              kind, body.name(), body.arguments(), body.commander(), request)));
          return answer(
              "research start",
              true,
              "The %s is taken in and computed in a process of its own.".formatted(kind),
              id);
        });
  }

  /** Computes a run anew that was cancelled, has failed or was broken off. */
  @Post("/runs/{id}/again")
  @Status(HttpStatus.ACCEPTED)
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer again(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "research again " + id,
        key,
        text,
        PlainBody.class,
        (body, request) -> {
          known(id);
          done(
              () -> {
                research.again(id);
                return id;
              });
          return answer("research again", true, "The run is computed anew.", id);
        });
  }

  /** Gives a run up that waits or is computed; what it has computed is lost. */
  @Post("/runs/{id}/cancel")
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer cancel(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "research cancel " + id,
        key,
        text,
        PlainBody.class,
        (body, request) -> {
          known(id);
          boolean changed = research.cancel(id);
          return answer(
              "research cancel",
              changed,
              changed
                  ? "The run is given up; it can be started again."
                  : "Nothing to cancel: the run had come to its end.",
              id);
        });
  }

  /** Deletes a run with all that is kept of it. */
  @Delete("/runs/{id}")
  @SecurityRequirement(name = "token")
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer delete(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "research delete " + id,
        key,
        text,
        PlainBody.class,
        (body, request) -> {
          known(id);
          done(
              () -> {
                research.delete(id);
                return id;
              });
          return desk.watched(
              "research delete",
              true,
              "The run is deleted with all that was kept of it.",
              null,
              RUNS,
              null);
        });
  }

  private CommandAnswer answer(String command, boolean changed, String message, String id) {
    return desk.watched(command, changed, message, id, RUNS + "/" + id, null);
  }

  private interface Deed {
    String done() throws ResearchDesk.Refused;
  }

  private static String done(Deed deed) {
    try {
      return deed.done();
    } catch (ResearchDesk.Refused e) {
      throw new ProblemException(
          Problem.of(
              e.isConflict() ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
              String.valueOf(e.getMessage())));
    }
  }

  private static String kind(@Nullable String kind) {
    if (kind != null && Offer.KINDS.contains(kind)) {
      return kind;
    }
    throw Fields.bad(
        "kind",
        "one of " + String.join(", ", Offer.KINDS),
        kind == null ? "none" : Fields.quoted(kind));
  }

  private void known(String id) {
    if (research.run(id).isEmpty()) {
      throw unknown(id);
    }
  }

  private static ProblemException unknown(String id) {
    return ProblemException.notFound("the id of a run", Fields.quoted(id), RUNS + " lists them.");
  }
}
