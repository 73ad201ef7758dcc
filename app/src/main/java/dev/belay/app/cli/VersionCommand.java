package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.postgres.PostgresBinaries;
import dev.belay.app.process.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which Belay this is and on what it runs. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.AsJson json = new Flags.AsJson();

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("version", Version.text());
    answer.put("code_version", Version.code());
    answer.put("java", Runtime.version().toString());
    answer.put("platform", Platform.current().toString());
    answer.put("postgres", PostgresBinaries.VERSION);
    if (json.wanted) {
      console.json(answer);
    } else {
      console
          .out()
          .printf(
              "belay %s (Java %s, %s, Postgres %s)%n",
              answer.get("version"),
              answer.get("java"),
              answer.get("platform"),
              answer.get("postgres"));
    }
    return ExitCode.DONE.code();
  }
}
