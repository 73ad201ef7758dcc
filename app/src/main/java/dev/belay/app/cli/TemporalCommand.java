package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.RunningBelay;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalDescription;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.app.temporal.TemporalResolver;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which Temporal server is used, where it is, and why; fetches nothing. */
@Command(name = "temporal", description = "Say which Temporal server is used, where it is and why.")
final class TemporalCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(
      names = "--temporal",
      paramLabel = "MODE",
      defaultValue = "auto",
      converter = RunFlags.Mode.class,
      description = "What the next start is asked for: auto, address, executable, obtain, memory.")
  TemporalMode mode = TemporalMode.AUTO;

  TemporalCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<JsonNode> running =
        BelayHome.running(home.locate(console.environment()))
            .map(RunningBelay::temporal)
            .filter(node -> !node.isNull());
    ObjectNode answer = Json.mapper().createObjectNode();
    answer.put("running", running.isPresent());
    answer.setAll((ObjectNode) running.orElseGet(this::next));
    if (json.wanted) {
      console.json(answer);
    } else {
      console.out().println(running.isPresent() ? "In use now:" : "The next start would take:");
      for (var field : answer.properties()) {
        if (!field.getValue().isNull() && !field.getKey().equals("running")) {
          console.out().printf("  %-8s %s%n", field.getKey(), field.getValue().asText());
        }
      }
    }
    return ExitCode.DONE.code();
  }

  private JsonNode next() {
    var resolver =
        new TemporalResolver(
            CacheFolder.locate(console.environment()), console.environment(), console.err());
    Optional<TemporalChoice> choice =
        switch (mode) {
          case AUTO, OBTAIN -> resolver.here();
          case ADDRESS, EXECUTABLE, MEMORY -> Optional.of(resolver.resolve(mode));
        };
    return Json.mapper()
        .valueToTree(
            choice
                .map(TemporalCommand::describe)
                .orElseGet(
                    () ->
                        new TemporalDescription(
                            TemporalDescription.Kind.SERVER,
                            true,
                            "none is here; " + resolver.plan(),
                            null,
                            null,
                            null,
                            null)));
  }

  private static TemporalDescription describe(TemporalChoice choice) {
    return switch (choice) {
      case TemporalChoice.Cluster cluster ->
          new TemporalDescription(
              TemporalDescription.Kind.CLUSTER, true, cluster.reason(), null, null, null, null);
      case TemporalChoice.Executable found ->
          new TemporalDescription(
              TemporalDescription.Kind.SERVER,
              true,
              found.reason(),
              null,
              null,
              found.path().toString(),
              found.version());
      case TemporalChoice.Memory memory ->
          new TemporalDescription(
              TemporalDescription.Kind.MEMORY, false, memory.reason(), null, null, null, null);
    };
  }
}
