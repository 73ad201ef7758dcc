package dev.belay.api.page;

import dev.belay.api.research.ResearchDesk;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;

/** What the home's candle stores have, and what lacks. */
@Hidden
@Controller("/data")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class DataPage {
  private final Pages pages;
  private final ResearchDesk research;

  DataPage(Pages pages, ResearchDesk research) {
    this.pages = pages;
    this.research = research;
  }

  @Get
  HttpResponse<String> page(HttpRequest<?> request) {
    return pages.show(
        request, Section.DATA, "Data", "data", frame -> Map.of("stores", research.quality()));
  }
}
