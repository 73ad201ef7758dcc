package dev.belay.app.run;

import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.model.ModelTester;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.config.PortfolioFile;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every configured model one question. */
final class ModelsTest {
  private ModelsTest() {}

  static int run(RunOptions options, Map<String, String> environment) {
    PortfolioSpec portfolio =
        options.config() == null ? PortfolioFile.shipped() : PortfolioFile.read(options.config());
    ChatEndpoints endpoints =
        new ChatEndpoints(
            name -> Optional.ofNullable(environment.get(name)), Duration.ofSeconds(60));
    List<ModelTester.Result> results =
        new ModelTester(
                endpoints,
                PromptLibrary.with(options.home().resolve("prompts")),
                InstantSource.system())
            .test(portfolio.models());
    if (options.json()) {
      System.out.println(Json.write(Map.of("models", results)));
    } else {
      results.forEach(
          r ->
              System.out.printf(
                  "%-14s %-9s %-10s %6d ms  %s%n",
                  r.id(), r.status(), r.provider(), r.latencyMillis(), r.detail()));
    }
    boolean fine =
        results.stream()
            .allMatch(
                r ->
                    switch (r.status()) {
                      case OK, STAND_IN -> true;
                      case UNREADABLE, FAILED, MISCONFIGURED -> false;
                    });
    return (fine ? ExitCode.DONE : ExitCode.FAILED).code();
  }
}
