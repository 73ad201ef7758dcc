package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command to the fund: {@code POST /api/portfolio/NAME}, answered with what will happen. */
@Command
abstract class OperateCommand implements Callable<Integer> {
  private final Console console;
  private final String path;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(names = "--port", paramLabel = "N", description = "The API's port; else the home's.")
  @Nullable Integer port;

  private OperateCommand(Console console, String name) {
    this.console = console;
    this.path = "/api/portfolio/" + name;
  }

  @Override
  public Integer call() {
    JsonNode answer = BelayApi.of(home.locate(console.environment()), port).post(path);
    if (json.wanted) {
      console.json(answer);
    } else {
      console.out().println(answer.path("message").asText(answer.toPrettyString()));
    }
    return ExitCode.DONE.code();
  }

  @Command(
      name = "halt",
      description = "No new entries until `belay resume`; open positions keep their stops.")
  static final class Halt extends OperateCommand {
    Halt(Console console) {
      super(console, "halt");
    }
  }

  @Command(name = "resume", description = "Allow entries again after a halt or a flatten.")
  static final class Resume extends OperateCommand {
    Resume(Console console) {
      super(console, "resume");
    }
  }

  @Command(name = "flatten", description = "Halt, then close every position.")
  static final class Flatten extends OperateCommand {
    Flatten(Console console) {
      super(console, "flatten");
    }
  }
}
