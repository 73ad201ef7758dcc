package dev.belay.api.page;

import dev.belay.api.ApiSettings;
import dev.belay.api.config.ConfigView;
import dev.belay.api.health.HealthReader;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.prompt.PromptShelf;
import dev.belay.domain.portfolio.PortfolioSpec;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.LinkedHashMap;
import java.util.Map;

/** What runs and how it is set up; never a secret. */
@Hidden
@Controller("/settings")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class SettingsPage {
  private final Pages pages;
  private final HistoryBook history;
  private final HealthReader health;
  private final PromptShelf prompts;
  private final ApiSettings settings;

  SettingsPage(
      Pages pages,
      HistoryBook history,
      HealthReader health,
      PromptShelf prompts,
      ApiSettings settings) {
    this.pages = pages;
    this.history = history;
    this.health = health;
    this.prompts = prompts;
    this.settings = settings;
  }

  @Get
  HttpResponse<String> settings(HttpRequest<?> request) {
    return pages.show(
        request,
        Section.SETTINGS,
        "Settings",
        "settings",
        frame -> {
          PortfolioSpec spec = history.portfolio();
          Map<String, Boolean> standIns = new LinkedHashMap<>();
          spec.models()
              .forEach(
                  model -> standIns.put(model.id(), settings.models().apply(model.id()).standIn()));
          return Map.of(
              "spec",
              spec,
              "agents",
              history.agents(),
              "standIns",
              standIns,
              "health",
              health.read(),
              "temporal",
              settings.temporal(),
              "mode",
              settings.mode(),
              "prompts",
              prompts.parts(),
              "config",
              ConfigView.of(spec));
        });
  }
}
