package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.notify.NotifySettings;
import dev.belay.app.notify.NotifyTest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belay notify …}. */
final class NotifyCommand {
  private NotifyCommand() {}

  @Command(
      name = "test",
      description =
          "Send a test message to every channel that the environment configures; 1 if one does not"
              + " take it, or if there is none.")
  static final class Test implements Callable<Integer> {
    private final Console console;
    @Mixin Flags.AsJson json = new Flags.AsJson();

    Test(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      List<NotifyTest.Result> results = results();
      if (json.wanted) {
        console.json(Map.of("channels", results));
      } else if (results.isEmpty()) {
        console
            .err()
            .printf(
                "No channel is configured: set %s, or %s and %s.%n",
                NotifySettings.WEBHOOK, NotifySettings.TOKEN, NotifySettings.CHATS);
      } else {
        results.forEach(
            r ->
                console
                    .out()
                    .printf(
                        "%-24s %-9s %s%n",
                        r.channel(), r.delivered() ? "ok" : "failed", r.detail()));
      }
      boolean fine = !results.isEmpty() && results.stream().allMatch(NotifyTest.Result::delivered);
      return (fine ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    private List<NotifyTest.Result> results() {
      try {
        return NotifyTest.run(NotifySettings.of(console.environment()), InstantSource.system());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
      }
    }
  }
}
