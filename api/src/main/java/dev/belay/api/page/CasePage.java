package dev.belay.api.page;

import dev.belay.api.reconcile.CaseReader;
import dev.belay.domain.reconcile.CaseKind;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;

/** Where ledger, venue and running workflows disagree. */
@Hidden
@Controller("/cases")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class CasePage {
  private static final int ROWS = 60;

  private final Pages pages;
  private final CaseReader cases;

  CasePage(Pages pages, CaseReader cases) {
    this.pages = pages;
    this.cases = cases;
  }

  @Get
  HttpResponse<String> cases(HttpRequest<?> request) {
    return pages.show(
        request,
        Section.CASES,
        "Cases",
        "cases",
        frame -> Map.of("found", cases.read(false, ROWS), "kinds", CaseKind.values()));
  }
}
