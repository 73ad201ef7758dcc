package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A verb that asks the Belay of a home. A new one says what it asks and, where it is more than a
 * message, how the answer is shown; home, port, {@code --json}, confirmation and exit codes are the
 * same for all.
 */
@Command
abstract class ApiCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(names = "--port", paramLabel = "N", description = "The API's port; else the home's.")
  @Nullable Integer port;

  ApiCommand(Console console) {
    this.console = console;
  }

  /** Asks; the answer is what {@code --json} prints. */
  abstract JsonNode ask(BelayApi api);

  /** Shows the answer to people; a command's is the sentence that says what will happen. */
  void show(JsonNode answer, Table table) {
    table.line(answer.path("message").asText(answer.toPrettyString()));
  }

  /** What to ask a person before; null where it can be undone. */
  @Nullable String question() {
    return null;
  }

  /** Whether the question was answered on the command line. */
  boolean agreed() {
    return false;
  }

  @Override
  public Integer call() {
    BelayApi api = BelayApi.of(home.locate(console.environment()), port);
    confirm();
    JsonNode answer = ask(api);
    if (json.wanted) {
      console.json(answer);
    } else {
      show(answer, new Table(console.out()));
      console.out().flush();
    }
    return ExitCode.DONE.code();
  }

  /** A script has decided already; a person at a terminal is asked. */
  private void confirm() {
    String question = question();
    if (question != null && !agreed() && !console.agrees(question)) {
      throw new OperatorException(
          ExitCode.INTERRUPTED, "Nothing was done; answer y, or give --yes, to go ahead.");
    }
  }

  /** A command: what a person may say about it. */
  @Command
  abstract static class Telling extends ApiCommand {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    @Nullable String reason;

    @Option(names = "--by", paramLabel = "NAME", description = "Who commands it, for the record.")
    @Nullable String by;

    Telling(Console console) {
      super(console);
    }

    /** The body with the fields that every command has. */
    final Map<String, @Nullable Object> body() {
      Map<String, @Nullable Object> body = new LinkedHashMap<>();
      if (reason != null) {
        body.put("reason", reason);
      }
      if (by != null) {
        body.put("by", by);
      }
      return body;
    }
  }

  /** A command that can't be undone. */
  @Command
  abstract static class Final extends Telling {
    @Option(names = "--yes", description = "Don't ask. Without a terminal nothing is asked either.")
    boolean yes;

    Final(Console console) {
      super(console);
    }

    @Override
    final boolean agreed() {
      return yes;
    }

    @Override
    abstract String question();
  }
}
