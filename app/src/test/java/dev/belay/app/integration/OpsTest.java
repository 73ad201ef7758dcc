package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Json;
import dev.belay.app.process.CtrlC;
import dev.belay.app.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks a Belay that trades: exports, logs, journal, configuration, prompts. */
@Tag("integration")
class OpsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private final int port = Ports.free();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private String home() {
    return folder.resolve("home").toString();
  }

  private Process start(Path out, String... arguments) throws IOException {
    Process process =
        Cli.builder(arguments)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private Cli.Answer belay(int code, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home()));
    Cli.Answer answer = Cli.run(folder, all.toArray(String[]::new));
    assertThat(answer.code()).as("%s: %s%s", all, answer.out(), answer.err()).isEqualTo(code);
    return answer;
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return Json.mapper()
        .readTree(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(String what, Process process, Condition condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      assertThat(process.isAlive())
          .as("%s: %s", what, Files.readString(folder.resolve("err.txt")))
          .isTrue();
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        // It is still starting.
      }
      Thread.sleep(300);
    }
    throw new AssertionError("Expected " + what + " within " + PATIENCE);
  }

  @Test
  void aBelayThatTradesIsExportedFollowedAndVerified() throws Exception {
    Process belay =
        start(
            folder.resolve("demo.txt"),
            "demo",
            "--temporal",
            "memory",
            "--speed",
            "600",
            "--port",
            "" + port,
            "--home",
            home());
    await("a closed trade", belay, () -> get("/api/trades").path("items").size() > 0);

    String trades = belay(0, "export", "trades").out();
    assertThat(trades).startsWith("position_id,agent,symbol,").contains("\r\nmain.");
    Path file = folder.resolve("fills.json");
    belay(0, "export", "fills", "--format", "json", "--out", file.toString());
    JsonNode fills = Json.mapper().readTree(file.toFile());
    assertThat(fills).isNotEmpty().allMatch(fill -> fill.path("price").isTextual());
    for (String what : List.of("equity", "decisions", "income")) {
      assertThat(belay(0, "export", what).out().lines()).isNotEmpty();
    }

    followsTheLogUntilItIsInterrupted(trades.lines().toList().get(1).split(",")[1]);

    JsonNode verdict = belay(0, "journal", "verify", "--json").json();
    assertThat(verdict.path("intact").asBoolean()).isTrue();
    assertThat(verdict.path("events").asLong()).isPositive();

    Path config = folder.resolve("config.yaml");
    Files.writeString(config, belay(0, "config", "show").out());
    assertThat(Cli.run(folder, "config", "check", config.toString()).code()).isZero();
    belay(0, "config", "diff", config.toString());
    Files.writeString(
        config,
        Files.readString(config)
            .replace("daily_budget_usd: 10", "daily_budget_usd: 12")
            .replaceFirst("interval: 3m", "interval: 4m")
            .replaceFirst("id: gpt20b_fast", "id: newcomer"));
    belay(5, "config", "diff", config.toString());
    belay(0, "config", "apply", "--yes", config.toString());
    belay(0, "config", "diff", config.toString());
    assertThat(get("/api/config").path("disabled").toString()).isEqualTo("[\"gpt20b_fast\"]");
    assertThat(get("/api/agents/newcomer").path("interval_seconds").asInt()).isEqualTo(120);

    Path prompts = Files.createDirectories(folder.resolve("home/prompts"));
    Files.writeString(
        prompts.resolve("scalping.md"), "Be quick.\n{{voice}}\n{{limits}}\n{{format}}\n");
    JsonNode test = belay(0, "prompt", "test", "llama_scalper", "--json").json();
    assertThat(test.at("/voices/0/system").asText()).startsWith("Be quick.");
    assertThat(test.at("/voices/0/prompt_version").asText()).startsWith("scalping/file-");
    assertThat(test.at("/voices/0/stand_in").asBoolean()).isTrue();
    assertThat(test.at("/voices/0/reply").asText()).contains("decisions");
    await(
        "a round with the file",
        belay,
        () -> belay(0, "export", "decisions").out().contains("scalping/file-"));

    belay(0, "down");
    assertThat(belay.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(belay(0, "journal", "verify").out()).startsWith("intact:");
    belay(4, "export", "trades");
  }

  private void followsTheLogUntilItIsInterrupted(String agent) throws Exception {
    Path lines = folder.resolve("log.txt");
    Process logs = start(lines, "logs", agent, "-f", "--json", "--lines", "5", "--home", home());
    await("more than the past", logs, () -> Files.readAllLines(lines).size() > 8);

    CtrlC.send(logs);

    assertThat(logs.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(logs.exitValue()).isEqualTo(CtrlC.isIgnored() ? 143 : 130);
    long before = 0;
    for (String line : Files.readAllLines(lines)) {
      JsonNode event = Json.mapper().readTree(line);
      assertThat(event.path("account").asText()).isEqualTo("main." + agent);
      assertThat(event.path("seq").asLong()).isGreaterThan(before);
      if (before > 0) {
        assertThat(event.path("seq").asLong()).isEqualTo(before + 1);
      }
      before = event.path("seq").asLong();
    }
    assertThat(belay(0, "logs", agent, "-n", "3").out().lines()).hasSize(3);
  }
}
