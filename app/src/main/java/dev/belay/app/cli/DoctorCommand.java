package dev.belay.app.cli;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks whether everything a start needs is there. */
@Command(name = "doctor", description = "Check what a start needs, and say what to do.")
final class DoctorCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8082",
      converter = RunFlags.Port.class,
      description = "Port of the API and the page (${DEFAULT-VALUE}).")
  int port;

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration to check.")
  @Nullable Path config;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, String> environment = console.environment();
    List<Checks.Result> results =
        new Checks(home.locate(environment), CacheFolder.locate(environment), environment)
            .all(port, config);
    boolean healthy = results.stream().noneMatch(r -> r.state() == Checks.State.FAIL);
    if (json.wanted) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("healthy", healthy);
      answer.put("checks", results);
      console.json(answer);
    } else {
      for (Checks.Result result : results) {
        console.out().printf("%-5s %-14s %s%n", result.state(), result.subject(), result.found());
      }
    }
    return (healthy ? ExitCode.DONE : ExitCode.FAILED).code();
  }
}
