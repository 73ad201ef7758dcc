package dev.belay.app.run;

import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.home.BelayHome;
import java.util.List;

/** The prompts of a home, in its folder {@code prompts}. */
final class HomePrompts {
  private HomePrompts() {}

  /**
   * A user's prompts are judged before anything is started.
   *
   * @throws OperatorException if one can't be used
   */
  static PromptLibrary of(BelayHome home) {
    PromptLibrary prompts = PromptLibrary.with(home.directory().resolve("prompts"));
    List<String> problems = prompts.problems();
    if (!problems.isEmpty()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected prompts that can be used, but there %s; `belay prompt show NAME --shipped` prints one to begin with, and without the file the shipped one is used:%n  %s"
              .formatted(
                  problems.size() == 1
                      ? "is a problem"
                      : "are %d problems".formatted(problems.size()),
                  String.join(System.lineSeparator() + "  ", problems)));
    }
    return prompts;
  }
}
