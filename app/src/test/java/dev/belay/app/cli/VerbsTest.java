package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.belay.api.ApiJson;
import dev.belay.api.config.ConfigView;
import dev.belay.app.base.Json;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs over the API, against a server that notes what it is asked. */
class VerbsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> requests = new ArrayList<>();
  private String answer = "{}";
  private int status = 200;
  private @Nullable String person;
  private HttpServer server;
  private @Nullable BelayHome home;
  @TempDir Path folder;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          String reply =
              exchange.getRequestURI().getPath().equals("/api/config") || status != 200
                  ? answer
                  : exchange.getRequestMethod().equals("GET") ? answer : "{\"message\":\"done\"}";
          byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              exchange.getRequestMethod().equals("GET") ? 200 : status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private void running() {
    BelayHome opened = BelayHome.open(folder.resolve("home"));
    home = opened;
    var unused = opened.token();
    opened.publish("test", "http://127.0.0.1:" + server.getAddress().getPort(), null);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    if (home != null) {
      home.close();
    }
  }

  private int belay(String... args) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("BELAY_HOME", folder.resolve("home").toString()),
            person == null ? null : new StringReader(person));
    return Main.run(args, console, () -> options -> 0);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(out());
  }

  @Test
  void exportAsksForWhatWasMeantAndWritesItAsItComes() throws IOException {
    running();
    answer = "a,b\r\n1,2\r\n";

    assertThat(
            belay(
                "export",
                "fills",
                "--from",
                "2026-01-05",
                "--to",
                "2026-01-06T12:00:00Z",
                "--agent",
                "a"))
        .isZero();
    assertThat(out()).isEqualTo(answer);
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith(
            "GET /api/export/fills?format=csv&from=2026-01-05T00%3A00%3A00Z&to=2026-01-06T12%3A00%3A00Z&agent=a");

    Path file = folder.resolve("fills.csv");
    Files.writeString(file, "old");
    assertThat(belay("export", "fills", "--out", file.toString())).isZero();
    assertThat(file).content().isEqualTo(answer);
    assertThat(out()).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(path -> path.toString().endsWith(".part"));
    }
  }

  @Test
  void exportRefusesWhatItCannotMean() {
    running();

    assertThat(belay("export")).isEqualTo(2);
    assertThat(belay("export", "profits")).isEqualTo(2);
    assertThat(belay("export", "fills", "--format", "xlsx")).isEqualTo(2);
    assertThat(belay("export", "fills", "--from", "yesterday")).isEqualTo(2);
    assertThat(belay("export", "fills", "--from", "2026-02-01", "--to", "2026-01-01")).isEqualTo(2);
    assertThat(belay("export", "fills", "--out", folder + "/no/such/file")).isEqualTo(3);
    assertThat(requests).hasSize(1);
  }

  @Test
  void whatNeedsABelaySaysWhenThereIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), PortfolioFile.shippedText());

    for (String[] verb :
        List.of(
            new String[] {"export", "trades"},
            new String[] {"prompt", "test", "a"},
            new String[] {"logs", "a"},
            new String[] {"config", "show"},
            new String[] {"config", "diff", file.toString()},
            new String[] {"config", "apply", file.toString()})) {
      assertThat(belay(verb)).as(String.join(" ", verb)).isEqualTo(4);
    }
  }

  @Test
  void aTopicAloneSaysWhatThereIs() {
    assertThat(belay("config")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("init", "show", "check", "apply");
    assertThat(belay("prompt")).isEqualTo(2);
    assertThat(belay("journal")).isEqualTo(2);
  }

  @Test
  void configInitWritesAFileThatCanBeUsedAndNeverOverAnother() throws IOException {
    Path file = folder.resolve("mine.yaml");

    assertThat(belay("config", "init", file.toString())).isZero();
    assertThat(file).content().isEqualTo(PortfolioFile.shippedText()).contains("# ");
    assertThat(belay("config", "check", file.toString())).isZero();
    assertThat(belay("config", "init", file.toString())).isEqualTo(3);
    assertThat(folder.resolve("portfolio.schema.json")).exists();
  }

  @Test
  void configCheckTellsAllProblemsByLine() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(
        file,
        PortfolioFile.shippedText()
            .replaceFirst("interval: 3m", "intervall: 3m")
            .replace("style: speed", "style: sped")
            .replace("min_confidence: 75", "min_confidence: 175"));

    assertThat(belay("config", "check", file.toString())).isEqualTo(3);
    assertThat(out())
        .contains(
            "agents[0].intervall (line 64): unknown key; did you mean \"interval\"?",
            "was \"sped\"; did you mean \"speed\"?",
            "min_confidence",
            "4 problems");
    assertThat(belay("config", "check", file.toString(), "--json")).isEqualTo(3);
    assertThat(json().path("usable").asBoolean()).isFalse();
    assertThat(json().path("problems")).hasSize(4);
    assertThat(json().at("/problems/0/line").asInt()).isPositive();
    assertThat(belay("config", "check", folder + "/none.yaml")).isEqualTo(3);
  }

  private Path changed() throws IOException {
    String config = ApiJson.write(ConfigView.of(PortfolioFile.shipped()));
    answer = "{\"config\":" + config + ",\"disabled\":[\"qwen_multi\"],\"mode\":\"paper\"}";
    String text = PortfolioFile.shippedText();
    int last = text.indexOf("  - id: gpt20b_fast");
    return Files.writeString(
        folder.resolve("new.yaml"),
        text.substring(0, last)
            + text.substring(last)
                .replace("gpt20b_fast", "newcomer")
                .replace("gross_multiple: 3", "gross_multiple: 2"));
  }

  @Test
  void aHomeStaysInItsMode() throws IOException {
    running();
    Path file = changed();
    Files.writeString(file, Files.readString(file).replace("mode: paper", "mode: live"));

    assertThat(belay("config", "diff", file.toString())).isEqualTo(3);
    assertThat(belay("config", "apply", "--yes", file.toString())).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("a home stays in its mode");
    assertThat(requests).allMatch(request -> request.startsWith("GET /api/config "));
  }

  @Test
  void configDiffComparesTheFundWithTheFile() throws IOException {
    running();
    Path file = changed();

    assertThat(belay("config", "diff", file.toString())).isEqualTo(5);
    assertThat(out())
        .contains(
            "~ fund_limits.gross_multiple: 3 → 2",
            "- agent gpt20b_fast: disabled",
            "+ agent newcomer: added",
            "~ agent qwen_multi: enabled");
    assertThat(belay("config", "diff", file.toString(), "--json")).isEqualTo(5);
    assertThat(json().path("changes")).hasSize(4);
    assertThat(requests).allMatch(request -> request.startsWith("GET /api/config "));
  }

  @Test
  void configApplyTellsTheFundStepByStepOnceItIsConfirmed() throws IOException {
    running();
    Path file = changed();

    assertThat(belay("config", "apply", file.toString(), "--yes")).isZero();
    assertThat(requests)
        .extracting(
            request ->
                request.substring(0, Math.min(60, request.length())).lines().findFirst().orElse(""))
        .satisfies(
            sent -> {
              assertThat(sent).hasSize(5);
              assertThat(sent.get(0)).startsWith("GET /api/config");
              assertThat(sent.get(1)).startsWith("POST /api/config/settings");
              assertThat(sent.get(2)).startsWith("POST /api/agents/gpt20b_fast/disable");
              assertThat(sent.get(3)).startsWith("POST /api/agents/qwen_multi/enable");
              assertThat(sent.get(4)).startsWith("POST /api/agents ");
            });
    JsonNode added =
        Json.mapper().readTree(requests.get(4).substring("POST /api/agents ".length()));
    assertThat(added.path("id").asText()).isEqualTo("newcomer");
    assertThat(added.path("interval_seconds").asInt()).isEqualTo(120);
    assertThat(added.at("/limits/drawdown_pause").asInt()).isEqualTo(3600);
    assertThat(added.path("symbols")).hasSize(8);
  }

  @Test
  void configApplyAsksFirstAndNothingIsDoneWithoutAYes() throws IOException {
    running();
    Path file = changed();
    person = "n\n";

    assertThat(belay("config", "apply", file.toString())).isEqualTo(130);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("agent newcomer: added");
    assertThat(requests).hasSize(1);
  }

  @Test
  void configApplyChangesNothingWhenAnythingIsWrong() throws IOException {
    running();
    Path file = changed();
    Files.writeString(
        file, Files.readString(file).replace("initial_balance: 10000", "initial_balance: 9"));
    assertThat(belay("config", "apply", "--yes", file.toString())).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("initial_balance: 10000 → 9");
    Files.writeString(file, Files.readString(file).replace("model: gpt-oss-20b", "model: gpt-5"));
    assertThat(belay("config", "apply", "--yes", file.toString())).isEqualTo(3);

    assertThat(requests).containsExactly("GET /api/config ");
  }

  @Test
  void aStepThatIsRefusedEndsItAndSaysWhatWasDone() throws IOException {
    running();
    Path file = changed();
    status = 409;

    assertThat(belay("config", "apply", "--yes", file.toString())).isNotZero();
    assertThat(requests).hasSize(2);
  }

  @Test
  void promptsAreListedShownAndCompared() throws IOException {
    assertThat(belay("prompt", "list")).isZero();
    assertThat(out()).contains("balanced", "style", "shipped", "limits");
    assertThat(belay("prompt", "show", "speed")).isZero();
    assertThat(out()).contains("{{voice}}", "Your style is speed");
    assertThat(belay("prompt", "diff", "speed")).isZero();
    assertThat(belay("prompt", "show", "sped")).isEqualTo(3);

    Path prompts = Files.createDirectories(folder.resolve("home/prompts"));
    assertThat(belay("prompt", "show", "speed", "--shipped")).isZero();
    Files.writeString(
        prompts.resolve("speed.md"), out().replace("Your style is speed", "Your style is hurry"));
    assertThat(belay("prompt", "diff", "speed")).isEqualTo(5);
    assertThat(out().lines().filter(line -> line.startsWith("+ ")))
        .singleElement()
        .asString()
        .contains("hurry");
    assertThat(belay("prompt", "diff", "speed", "--json")).isEqualTo(5);
    assertThat(json().path("differs").asBoolean()).isTrue();

    Files.writeString(prompts.resolve("speed.md"), "{{voice}}");
    assertThat(belay("prompt", "list")).isZero();
    assertThat(out()).contains("refused: expected the places {{format}}, {{limits}}");
    assertThat(belay("prompt", "show", "speed")).isEqualTo(3);
  }
}
