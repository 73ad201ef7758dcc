package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.config.Problem;
import dev.belay.app.config.YamlText;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration: a file, and what a fund that runs has of it. */
@Command
abstract class ConfigCommand implements Callable<Integer> {
  final Console console;
  @Mixin Flags.AsJson json = new Flags.AsJson();

  private ConfigCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "init",
      description = "Write the configuration that comes with Belay, to change it.")
  static final class Init extends ConfigCommand {
    private static final String SCHEMA = "portfolio.schema.json";

    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        defaultValue = "portfolio.yaml",
        description = "Where to (${DEFAULT-VALUE}); never over a file that is there.")
    Path file = Path.of("portfolio.yaml");

    Init(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      Path schema = file.resolveSibling(SCHEMA);
      write(file, PortfolioFile.shippedText(), false);
      write(schema, PortfolioFile.schemaText(), true);
      if (json.wanted) {
        console.json(Map.of("file", file.toString(), "schema", schema.toString()));
      } else {
        console
            .out()
            .printf(
                "%s is written, and %s, with which editors help. Change it, look with `belay config check %s`, and start a new home with `belay up --config %s`.%n",
                file, schema, file, file);
      }
      return ExitCode.DONE.code();
    }

    private static void write(Path file, String text, boolean again) {
      try {
        if (!(again && Files.exists(file))) {
          Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        }
      } catch (FileAlreadyExistsException e) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected no file %s yet, but there is one; take another name, or move it away."
                .formatted(file),
            e);
      } catch (IOException e) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected to write %s, but its folder is not there or may not be written; take another name."
                .formatted(file),
            e);
      }
    }
  }

  @Command(
      name = "check",
      description = "Tell all that is wrong with a configuration, by line; 3 if there is anything.")
  static final class Check extends ConfigCommand {
    @Parameters(paramLabel = "FILE")
    Path file = Path.of("portfolio.yaml");

    Check(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      List<Problem> problems = PortfolioFile.check(file);
      if (json.wanted) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file", file.toString());
        answer.put("usable", problems.isEmpty());
        answer.put("problems", problems);
        console.json(answer);
      } else if (problems.isEmpty()) {
        console.out().println(file + " can be used.");
      } else {
        problems.forEach(problem -> console.out().println(problem.text()));
        console.out().printf("%d problem%s%n", problems.size(), problems.size() == 1 ? "" : "s");
      }
      return (problems.isEmpty() ? ExitCode.DONE : ExitCode.BAD_INPUT).code();
    }
  }

  /** One that asks the fund that runs. */
  @Command
  abstract static class Asking extends ConfigCommand {
    @Mixin Flags.Home home = new Flags.Home();
    @Mixin Flags.ApiPort port = new Flags.ApiPort();

    private Asking(Console console) {
      super(console);
    }

    BelayApi api() {
      return BelayApi.of(home.locate(console.environment()), port.port);
    }
  }

  @Command(name = "show", description = "Print the configuration of the fund that runs, as YAML.")
  static final class Show extends Asking {
    Show(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      JsonNode answer = api().get("/api/config");
      if (json.wanted) {
        console.json(answer);
      } else {
        for (JsonNode id : answer.path("disabled")) {
          console.out().println("# disabled: " + id.asText());
        }
        console.out().print(YamlText.of(answer.path("config")));
        console.out().flush();
      }
      return ExitCode.DONE.code();
    }
  }

  /** A home stays in the mode it was begun in. */
  private static void requireMode(JsonNode answer, Path file) {
    String mode = answer.path("mode").asText();
    PortfolioFile.terms(file)
        .map(terms -> terms.mode().toString())
        .filter(wanted -> !wanted.equals(mode))
        .ifPresent(
            wanted -> {
              throw new OperatorException(
                  ExitCode.BAD_INPUT,
                  "Expected mode: %s, in which this home was begun, was %s in %s; a home stays in its mode: begin another one with `belay up --home DIR --config FILE`."
                      .formatted(mode, wanted, file));
            });
  }

  @Command(
      name = "diff",
      description = "Show what a file would change of the fund that runs; 5 if anything.")
  static final class Diff extends Asking {
    @Parameters(paramLabel = "FILE")
    Path file = Path.of("portfolio.yaml");

    Diff(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      PortfolioSpec wanted = PortfolioFile.read(file);
      JsonNode answer = api().get("/api/config");
      requireMode(answer, file);
      ConfigPlan plan = ConfigPlan.of(answer, wanted);
      if (json.wanted) {
        console.json(plan.toJson());
      } else if (plan.isEmpty()) {
        console.out().println("The fund is as the file says.");
      } else {
        plan.lines().forEach(console.out()::println);
      }
      return (plan.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCE).code();
    }
  }

  @Command(
      name = "apply",
      description =
          "Change the fund that runs to what a file says: agents added, changed, disabled, enabled; limits; models.")
  static final class Apply extends Asking {
    @Parameters(paramLabel = "FILE")
    Path file = Path.of("portfolio.yaml");

    @Option(names = "--yes", description = "Don't ask. Without a terminal nothing is asked either.")
    boolean yes;

    Apply(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      PortfolioSpec wanted = PortfolioFile.read(file);
      BelayApi api = api();
      JsonNode answer = api.get("/api/config");
      requireMode(answer, file);
      ConfigPlan plan = ConfigPlan.of(answer, wanted);
      plan.requireApplicable();
      if (!plan.isEmpty() && !yes) {
        plan.lines().forEach(console.err()::println);
        if (!console.agrees("Apply this to the fund that runs?")) {
          throw new OperatorException(
              ExitCode.INTERRUPTED, "Nothing was done; answer y, or give --yes, to go ahead.");
        }
      }
      List<String> done = plan.apply(api, text());
      if (json.wanted) {
        console.json(Map.of("changes", plan.toJson().get("changes"), "done", done));
      } else if (done.isEmpty()) {
        console.out().println("The fund is as the file says.");
      } else {
        done.forEach(console.out()::println);
      }
      return ExitCode.DONE.code();
    }

    private String text() {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
