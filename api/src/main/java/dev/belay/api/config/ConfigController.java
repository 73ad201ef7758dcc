package dev.belay.api.config;

import dev.belay.api.ApiSettings;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fund's configuration. */
@AnswersProblems
@Controller("/api/config")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "config")
final class ConfigController {
  private final ConfigBook book;
  private final ApiSettings settings;

  ConfigController(ConfigBook book, ApiSettings settings) {
    this.book = book;
    this.settings = settings;
  }

  /**
   * The configuration.
   *
   * @param config in the form of the file
   * @param disabled ids of its agents that are disabled
   * @param mode in which the home was begun and stays: paper, testnet or live
   */
  @Schema(name = "ConfigAnswer")
  public record ConfigAnswer(ConfigView config, List<String> disabled, String mode) {}

  /**
   * What was changed.
   *
   * @param changed such as daily_budget_usd; empty if all was so already
   * @param message in a sentence
   */
  @Schema(name = "SettingsAnswer")
  public record SettingsAnswer(List<String> changed, String message) {}

  /** The configuration as the database has it. */
  @Get
  ConfigAnswer config() {
    return new ConfigAnswer(ConfigView.of(book.portfolio()), book.disabled(), settings.mode());
  }

  /**
   * Makes models, daily budget and limits of the fund those of a configuration: effective from each
   * agent's next round. Its agents are not looked at; they have commands of their own.
   *
   * @param document in the form of the file, as YAML or JSON
   * @param keepModels true where models that the document does not have are to stay for now
   */
  @Post("/settings")
  @SecurityRequirement(name = "token")
  SettingsAnswer settings(
      @Nullable @Body String document, @Nullable @QueryValue("keep_models") Boolean keepModels) {
    try {
      List<String> changed =
          book.applySettings(
              document == null ? "" : document, Boolean.TRUE.equals(keepModels), "operator");
      return new SettingsAnswer(
          changed,
          changed.isEmpty()
              ? "All was so already."
              : "Changed from each agent's next round: " + String.join(", ", changed) + ".");
    } catch (ConfigBook.BadConfig e) {
      throw new ProblemException(
          Problem.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
    }
  }
}
