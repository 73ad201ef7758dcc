package dev.belay.api.page;

import dev.belay.api.command.Fields;
import dev.belay.api.problem.ProblemException;
import dev.belay.api.research.ReportPage;
import dev.belay.api.research.ResearchDesk;
import dev.belay.api.research.StoredRun;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Research runs: all of them, one, and some side by side. */
@Hidden
@Controller("/research")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class ResearchPages {
  private static final int SHOWN = 100;

  /** As many as there are colours. */
  private static final int MOST = 8;

  private final Pages pages;
  private final ResearchDesk research;

  ResearchPages(Pages pages, ResearchDesk research) {
    this.pages = pages;
    this.research = research;
  }

  @Get
  HttpResponse<String> all(HttpRequest<?> request, @Nullable @QueryValue String before) {
    return pages.show(
        request,
        Section.RESEARCH,
        "Research",
        "research",
        frame -> {
          List<StoredRun> runs = research.runs();
          List<StoredRun> ended =
              runs.stream()
                  .filter(run -> !run.state().isOpen())
                  .filter(run -> before == null || run.id().compareTo(before) < 0)
                  .toList();
          Map<String, Object> model = new HashMap<>();
          model.put(
              "open", lines(runs.stream().filter(run -> run.state().isOpen()).toList().reversed()));
          model.put("runs", lines(ended.stream().limit(SHOWN).toList()));
          model.put("next", ended.size() > SHOWN ? ended.get(SHOWN - 1).id() : null);
          model.put("paged", before != null);
          model.put("stores", research.stores());
          return model;
        });
  }

  private static List<RunLine> lines(List<StoredRun> runs) {
    return runs.stream().map(RunLine::new).toList();
  }

  @Get("/compare")
  HttpResponse<String> compare(HttpRequest<?> request, @Nullable @QueryValue List<String> run) {
    return pages.show(
        request,
        Section.RESEARCH,
        "Runs side by side",
        "compare",
        frame -> {
          List<String> asked = run == null ? List.of() : run.stream().distinct().toList();
          if (asked.size() < 2 || asked.size() > MOST) {
            throw ProblemException.badRequest(
                "2 to %d runs".formatted(MOST),
                String.valueOf(asked.size()),
                "Tick them on the page Research.");
          }
          return Map.of(
              "compared", Comparison.of(asked.stream().map(this::stored).toList(), research));
        });
  }

  @Get("/runs/{id}")
  HttpResponse<String> one(HttpRequest<?> request, String id) {
    return pages.show(
        request,
        Section.RESEARCH,
        "Research run",
        "run",
        frame -> {
          StoredRun run = stored(id);
          return Map.of(
              "run", run, "line", new RunLine(run), "told", Comparison.of(List.of(run), research));
        });
  }

  /** Not a page of the dashboard, but the run's own. */
  @Get("/runs/{id}/report")
  HttpResponse<String> report(String id) {
    return ReportPage.of(research, id);
  }

  private StoredRun stored(String id) {
    return research
        .run(id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "the id of a run", Fields.quoted(id), "The page Research lists them."));
  }
}
