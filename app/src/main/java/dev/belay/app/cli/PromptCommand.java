package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.portfolio.PromptPart;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.LineDiff;
import dev.belay.app.base.OperatorException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looking at prompts: those that come with Belay and a home's own. */
@Command
abstract class PromptCommand implements Callable<Integer> {
  /** All voices of a consensus one after the other, each within its own limit. */
  private static final Duration TEST_LIMIT = Duration.ofMinutes(10);

  final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  private PromptCommand(Console console) {
    this.console = console;
  }

  Path folder() {
    return home.locate(console.environment()).resolve("prompts");
  }

  List<PromptLibrary.UserFile> files() {
    return PromptLibrary.with(folder()).files();
  }

  PromptLibrary.@Nullable UserFile file(String name) {
    return files().stream().filter(file -> file.name().equals(name)).findFirst().orElse(null);
  }

  static PromptPart part(String name) {
    return PromptPart.named(name)
        .orElseThrow(
            () ->
                new OperatorException(
                    ExitCode.BAD_INPUT,
                    "Expected one of the prompts %s, was \"%s\"."
                        .formatted(
                            String.join(
                                ", ", PromptPart.ALL.stream().map(PromptPart::name).toList()),
                            name)));
  }

  @Command(
      name = "list",
      description = "List the prompts, where each comes from and whether it can be used.")
  static final class ListAll extends PromptCommand {
    ListAll(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      List<PromptLibrary.UserFile> files = files();
      for (PromptPart part : PromptPart.ALL) {
        PromptLibrary.UserFile file =
            files.stream().filter(f -> f.name().equals(part.name())).findFirst().orElse(null);
        rows.add(row(part.name(), part.kind().name().toLowerCase(Locale.ROOT), file));
      }
      files.stream()
          .filter(file -> PromptPart.named(file.name()).isEmpty())
          .forEach(file -> rows.add(row(file.name(), "unknown", file)));
      if (json.wanted) {
        console.json(Map.of("folder", folder().toString(), "prompts", rows));
      } else {
        print(rows);
      }
      return ExitCode.DONE.code();
    }

    private static Map<String, @Nullable Object> row(
        String name, String kind, PromptLibrary.@Nullable UserFile file) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", name);
      row.put("kind", kind);
      row.put("source", file == null ? "shipped" : "file");
      row.put("version", file == null ? PromptPart.SHIPPED : file.version());
      row.put("usable", file == null || file.problem() == null);
      row.put("problem", file == null ? null : file.problem());
      return row;
    }

    private void print(List<Map<String, @Nullable Object>> rows) {
      PrintStream out = console.out();
      out.printf("%-14s %-8s %-8s %-9s %s%n", "prompt", "kind", "source", "version", "");
      for (Map<String, @Nullable Object> row : rows) {
        Object problem = row.get("problem");
        out.printf(
            "%-14s %-8s %-8s %-9s %s%n",
            row.get("name"),
            row.get("kind"),
            row.get("source"),
            row.get("version"),
            problem == null ? "" : "refused: " + problem);
      }
      out.printf("%nA file %s/NAME.md takes the place of the shipped one.%n", folder());
    }
  }

  @Command(name = "show", description = "Print a prompt as it is now.")
  static final class Show extends PromptCommand {
    @Parameters(paramLabel = "NAME", description = "A style, a voice, limits, format or data.")
    String name = "";

    @Option(names = "--shipped", description = "The one that comes with Belay.")
    boolean shipped;

    Show(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      PromptPart part = part(name);
      PromptLibrary.UserFile file = shipped ? null : file(name);
      String text = file == null ? part.shippedText() : file.text();
      String problem = file == null ? null : file.problem();
      if (json.wanted) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("name", name);
        answer.put("source", file == null ? "shipped" : "file");
        answer.put("version", file == null ? PromptPart.SHIPPED : file.version());
        answer.put("problem", problem);
        answer.put("text", text);
        console.json(answer);
      } else {
        console.out().print(text == null ? "" : text);
        console.out().flush();
        if (problem != null) {
          console.err().println("belay: refused, another one is used: " + problem);
        }
      }
      return (problem == null ? ExitCode.DONE : ExitCode.BAD_INPUT).code();
    }
  }

  @Command(
      name = "diff",
      description = "Show what a home's own prompt changes of the shipped one; 5 if they differ.")
  static final class Diff extends PromptCommand {
    @Parameters(paramLabel = "NAME", description = "A style, a voice, limits, format or data.")
    String name = "";

    Diff(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      String shipped = part(name).shippedText();
      PromptLibrary.UserFile file = file(name);
      String own = file == null ? shipped : Objects.requireNonNullElse(file.text(), "");
      List<String> lines = LineDiff.of(shipped, own.strip() + "\n");
      boolean differs = LineDiff.differs(lines);
      if (json.wanted) {
        console.json(Map.of("name", name, "differs", differs, "lines", lines));
      } else if (differs) {
        console.out().println("--- shipped\n+++ " + Objects.requireNonNull(file).file());
        lines.forEach(console.out()::println);
      } else {
        console
            .err()
            .println(
                file == null
                    ? "There is no file of its own: the shipped one is used."
                    : "No difference.");
      }
      return (differs ? ExitCode.DIFFERENCE : ExitCode.DONE).code();
    }
  }

  @Command(
      name = "test",
      description =
          "One round of an agent on the running market, with its model or the stand-in; nothing is"
              + " sent.")
  static final class Test extends PromptCommand {
    @Mixin Flags.ApiPort port = new Flags.ApiPort();

    @Parameters(paramLabel = "AGENT", description = "Its trader_id.")
    String agent = "";

    Test(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      JsonNode test =
          BelayApi.of(home.locate(console.environment()), port.port)
              .post(
                  "/api/agents/%s/prompt-test"
                      .formatted(URLEncoder.encode(agent, StandardCharsets.UTF_8)),
                  TEST_LIMIT);
      if (json.wanted) {
        console.json(test);
      } else {
        print(test);
      }
      return ExitCode.DONE.code();
    }

    private void print(JsonNode test) {
      PrintStream out = console.out();
      for (JsonNode voice : test.path("voices")) {
        out.printf(
            "=== %s · prompt %s%n%s%n%n%s%n%n",
            voice.path("voice").asText(),
            voice.path("prompt_version").asText(),
            voice.path("system").asText(),
            voice.path("user").asText());
        if (voice.path("reply").isNull()) {
          out.printf("--- no reply: %s%n%n", voice.path("reply_reason").asText());
        } else {
          out.printf(
              "--- reply of %s · %s ms · %s USD%n%s%n%n",
              voice.path("stand_in").asBoolean()
                  ? "the stand-in, no model was asked"
                  : voice.path("model").asText(),
              voice.path("latency_ms").asText(),
              voice.path("cost_usd").asText(),
              voice.path("reply").asText());
        }
      }
      out.printf(
          "=== %s as of %s: %s%s%n",
          test.path("agent").asText(),
          test.path("as_of").asText(),
          test.path("outcome").asText(),
          test.hasNonNull("detail") ? ": " + test.path("detail").asText() : "");
      for (JsonNode element : test.path("elements")) {
        out.printf(
            "%-12s %-11s %s%n",
            element.path("symbol").asText("?"),
            element.path("action").asText("?"),
            element.hasNonNull("refusal_code")
                ? "refused, %s: %s"
                    .formatted(
                        element.path("refusal_code").asText(),
                        element.path("refusal_detail").asText())
                : element.path("verdict").asText());
      }
      out.println("Nothing was decided or sent.");
    }
  }
}
