package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.CtrlC;
import dev.belay.app.process.Ports;
import dev.belay.testing.FakeModelServer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of a paper run, whose agents asked the stand-in, are asked again. */
@Tag("integration")
class ReplayDecisionsTest {
  private static final int USAGE = 2;
  private static final int BAD_INPUT = 3;
  private static final int INTERRUPTED = 130;
  private static final BigDecimal COST = new BigDecimal("0.0014");
  private static final String HOLD = "{\"reasoning\":\"calm\",\"decisions\":[]}";

  @TempDir private static Path folder;
  private static final FakeModelServer SERVER = FakeModelServer.start();

  /** Of all agents: one of a round in three minutes has some thirty of them. */
  private static final int ENOUGH_ROUNDS = 250;

  @BeforeAll
  static void trade() throws Exception {
    String models =
        """
        models:
          - id: other
            name: Other
            provider: custom
            base_url: %s
            model: fake
            usd_per_million_in: 1
            usd_per_million_out: 2
          - id: keyless
            name: Keyless
            provider: custom
            base_url: %s
            model: fake
            key_variable: BELAY_TEST_NO_SUCH_KEY
            usd_per_million_in: 1
            usd_per_million_out: 2
        """
            .formatted(SERVER.baseUrl(), SERVER.baseUrl());
    Path config =
        Files.writeString(
            folder.resolve("fund.yaml"),
            PortfolioFile.shippedText().replaceFirst("models:\n", models));
    Files.createDirectories(home());
    // A busy machine has fewer rounds in that time, and trades on until there are enough.
    for (int turn = 0, rounds = 0; rounds < ENOUGH_ROUNDS; turn++) {
      assertThat(turn).as("%d rounds after %d turns", rounds, turn).isLessThan(8);
      Cli.Answer answer =
          Cli.demo(
              folder,
              home(),
              "25s",
              "--speed",
              "600",
              "--temporal",
              "memory",
              "--config",
              config.toString());
      assertThat(answer.code()).as(answer.err()).isZero();
      rounds = answer.json().path("rounds").asInt();
    }
    assertThat(SERVER.requests()).isEmpty();
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static Path home() {
    return folder.resolve("home");
  }

  private static String[] command(String agent, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "replay-decisions",
                "--agent",
                agent,
                "--from",
                "2020-01-01",
                "--to",
                "2100-01-01",
                "--json",
                "--home",
                home().toString()));
    line.addAll(List.of(more));
    if (!line.contains("--max-usd")) {
      line.addAll(List.of("--max-usd", "1"));
    }
    return line.toArray(String[]::new);
  }

  private static JsonNode replay(String agent, String... more) throws Exception {
    Cli.Answer answer = Cli.run(folder, command(agent, more));
    assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
    return answer.json();
  }

  @Test
  void theSameModelOnTheSameInputsDecidesTheSameAndEarnsTheSame() throws Exception {
    JsonNode first = replay("qwen_single");

    int rounds = first.path("rounds").asInt();
    assertThat(rounds).isGreaterThan(20);
    assertThat(first.path("compared").asInt()).isEqualTo(rounds);
    assertThat(first.path("asked").asInt()).isEqualTo(rounds);
    assertThat(first.path("kept").asInt()).isZero();
    assertThat(first.path("same").asInt()).isEqualTo(rounds);
    assertThat(first.path("different").asInt()).isZero();
    assertThat(first.path("stand_in").asBoolean()).isTrue();
    assertThat(first.path("left_out")).isEmpty();
    assertThat(first.path("pnl_reason").isNull()).isTrue();
    assertThat(first.path("pnl").path("replayed").asText())
        .isEqualTo(first.path("pnl").path("recorded").asText())
        .isNotEmpty();
    JsonNode book = first.path("books").path("recorded");
    assertThat(book.path("opened").asInt()).isPositive();
    assertThat(new BigDecimal(book.path("fees").asText())).isPositive();
    JsonNode confidence = book.path("confidence");
    assertThat(confidence.path("forecasts").asInt()).isEqualTo(book.path("closed").asInt());
    if (confidence.path("forecasts").asInt() == 0) {
      assertThat(confidence.path("reason").asText()).contains("has ended");
    } else {
      assertThat(confidence.path("brier").asDouble(-1)).isBetween(0.0, 1.0);
    }
    assertThat(first.path("decisions")).hasSize(rounds);
    JsonNode traded =
        first
            .path("decisions")
            .valueStream()
            .filter(line -> line.path("recorded").path("outcome").asText().equals("TRADE"))
            .findFirst()
            .orElseThrow();
    assertThat(traded.path("recorded").path("elements").get(0).path("symbol").asText())
        .isEqualTo(traded.path("replayed").path("elements").get(0).path("symbol").asText())
        .endsWith("USDT");

    // The shipped prompt, rendered from the stored input, is the recorded one to the letter.
    JsonNode again = replay("qwen_single", "--prompt", "v1");
    assertThat(again.path("kept").asInt()).isEqualTo(rounds);
    assertThat(again.path("asked").asInt()).isZero();
    assertThat(again.path("prompt").path("replayed").asText())
        .isEqualTo(again.path("prompt").path("recorded").asText());
  }

  @Test
  void anotherPromptDecidesOtherwiseAndConsensusIsFormedAsLive() throws Exception {
    JsonNode same = replay("qwen_multi");
    assertThat(same.path("same").asInt()).isEqualTo(same.path("compared").asInt()).isPositive();

    JsonNode other = replay("qwen_multi", "--prompt", "conservative/v1");
    assertThat(other.path("prompt").path("replayed").asText()).contains("conservative/v1-");
    assertThat(other.path("asked").asInt()).isEqualTo(other.path("compared").asInt());
    assertThat(other.path("different").asInt()).isPositive();
    assertThat(other.path("pnl").path("replayed").asText())
        .isNotEqualTo(other.path("pnl").path("recorded").asText());
    assertThat(other.path("pnl").path("recorded")).isEqualTo(same.path("pnl").path("recorded"));
  }

  @Test
  void whatWasAnsweredIsNeverPaidTwiceWhateverIsKilled() throws Exception {
    SERVER.then(FakeModelServer.reply(HOLD).after(Duration.ofMillis(60)));
    String[] line = command("gpt20b_fast", "--model", "other");
    int before = SERVER.requests().size();

    Process killed = start(line);
    awaitRequests(killed, before + 4);
    killed.destroyForcibly();
    assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();

    Process stopped = start(line);
    awaitRequests(stopped, SERVER.requests().size() + 4);
    CtrlC.send(stopped);
    assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(stopped.exitValue()).isEqualTo(INTERRUPTED);
    assertThat(Files.readString(folder.resolve("again.err"))).contains("the same command goes on");

    JsonNode rest = replay("gpt20b_fast", "--model", "other");
    int rounds = rest.path("rounds").asInt();
    int asked = SERVER.requests().size() - before;
    assertThat(rest.path("kept").asInt()).isGreaterThanOrEqualTo(7);
    assertThat(rest.path("kept").asInt() + rest.path("asked").asInt()).isEqualTo(rounds);
    // The one under way at the kill may be lost.
    assertThat(asked).isBetween(rounds, rounds + 1);
    assertThat(new BigDecimal(rest.path("cost_usd").path("replayed").asText()))
        .isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(rounds)));
    assertThat(new BigDecimal(rest.path("cost_usd").path("paid_now").asText()))
        .isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(rest.path("asked").asLong())));
    assertThat(rest.path("cost_usd").path("recorded").asText()).isEqualTo("0");
    assertThat(rest.path("tokens").path("replayed").path("in").asLong()).isEqualTo(1000L * rounds);
    // A model that never trades earns what was held by then, and pays for nothing.
    assertThat(rest.path("books").path("replayed").path("opened").asInt()).isZero();
    assertThat(rest.path("different").asInt()).isPositive();

    JsonNode all = replay("gpt20b_fast", "--model", "other");
    assertThat(all.path("kept").asInt()).isEqualTo(rounds);
    assertThat(all.path("asked").asInt()).isZero();
    assertThat(SERVER.requests().size() - before).isEqualTo(asked);
    assertThat(all.path("pnl")).isEqualTo(rest.path("pnl"));
    assertThat(all.path("books")).isEqualTo(rest.path("books"));
  }

  @Test
  void theBudgetEndsItBeforeItCouldBeExceeded() throws Exception {
    int before = SERVER.requests().size();
    Cli.Answer answer =
        Cli.run(folder, command("openai_single", "--model", "other", "--max-usd", "0.03"));

    assertThat(answer.code()).as(answer.err()).isZero();
    JsonNode report = answer.json();
    int asked = report.path("asked").asInt();
    assertThat(asked).isPositive().isLessThan(report.path("rounds").asInt());
    assertThat(SERVER.requests()).hasSize(before + asked);
    assertThat(report.path("left_out").path("budget").asInt())
        .isEqualTo(report.path("rounds").asInt() - asked);
    assertThat(new BigDecimal(report.path("cost_usd").path("replayed").asText()))
        .isLessThan(new BigDecimal("0.03"))
        .isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(asked)));
    assertThat(report.path("decisions")).hasSize(asked);
    assertThat(answer.err()).contains("rounds are left out");

    // Again with the same budget, nothing more is spent.
    JsonNode again = replay("openai_single", "--model", "other", "--max-usd", "0.03");
    assertThat(again.path("kept").asInt()).isEqualTo(asked);
    assertThat(SERVER.requests()).hasSize(before + asked);
  }

  @Test
  void anInputThatRetentionTookIsNamedAndLeftOut() throws Exception {
    change(
        """
        update belay.contents set body = null, deleted_at = now() where hash in
          (select d.observation_hash from belay.decisions d join belay.rounds r on r.id = d.round_id
             where r.agent = 'llama_analyzer' order by r.as_of limit 2)""");

    JsonNode report = replay("llama_analyzer");

    assertThat(report.path("left_out").path("input_gone").asInt()).isEqualTo(2);
    assertThat(report.path("compared").asInt()).isEqualTo(report.path("rounds").asInt() - 2);
    assertThat(report.path("left_out_rounds")).hasSize(2);
    assertThat(report.path("left_out_rounds").get(0).path("detail").asText())
        .contains("deleted on", "by retention");
    assertThat(report.path("same").asInt()).isEqualTo(report.path("compared").asInt());
  }

  @Test
  void aBelayThatRunsIsNotDisturbed() throws Exception {
    Process running =
        Cli.builder(
                "demo",
                "--speed",
                "60",
                "--temporal",
                "memory",
                "--port",
                "" + Ports.free(),
                "--home",
                home().toString())
            .redirectOutput(folder.resolve("demo.out").toFile())
            .redirectError(folder.resolve("demo.err").toFile())
            .start();
    try {
      awaitRunning(running);
      JsonNode report = replay("llama_scalper", "--model", "stand-in");
      assertThat(report.path("compared").asInt()).isPositive();
      assertThat(report.path("same").asInt()).isEqualTo(report.path("compared").asInt());
      assertThat(report.path("pnl").path("replayed").isTextual()).isTrue();
      assertThat(running.isAlive()).isTrue();
    } finally {
      running.destroy();
      if (!running.waitFor(60, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    }
    Cli.Answer verify = Cli.run(folder, "verify", "--json", "--home", home().toString());
    assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
  }

  @Test
  void badInputSaysWhatIsThere() throws Exception {
    refused(BAD_INPUT, "did you mean \"qwen_single\"?", command("qwen_singel"));
    refused(BAD_INPUT, "did you mean \"other\"?", command("qwen_single", "--model", "othr"));
    refused(
        BAD_INPUT,
        "BELAY_TEST_NO_SUCH_KEY, which is not set",
        command("qwen_single", "--model", "keyless"));
    refused(
        BAD_INPUT,
        "Expected a prompt version that is here",
        command("qwen_single", "--prompt", "balanced/v1-00000000"));
    refused(BAD_INPUT, "--max-usd above 0", command("qwen_single", "--max-usd", "0"));
    refused(
        BAD_INPUT,
        "its decisions are of",
        command("qwen_single", "--from", "2001-01-01", "--to", "2001-01-02"));
    refused(USAGE, "--from before --to", command("qwen_single", "--from", "2100-01-01"));
    refused(
        BAD_INPUT,
        "there are no books in",
        command("qwen_single", "--home", folder.resolve("nowhere").toString()));
    refused(USAGE, "--max-usd", "replay-decisions", "--agent", "a", "--from", "2020-01-01");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  private static void refused(int code, String found, String... line) throws Exception {
    Cli.Answer answer = Cli.run(folder, lastOf(line));
    assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(code);
    assertThat(answer.err()).contains(found);
  }

  /** Of an option that is there twice, the last. */
  private static String[] lastOf(String... line) {
    List<String> kept = new ArrayList<>(List.of(line));
    for (String option : List.of("--from", "--to", "--home")) {
      int first = kept.indexOf(option);
      if (first >= 0 && kept.lastIndexOf(option) > first) {
        kept.remove(first);
        kept.remove(first);
      }
    }
    return kept.toArray(String[]::new);
  }

  private static Process start(String... line) throws Exception {
    return Cli.builder(line)
        .redirectOutput(folder.resolve("again.out").toFile())
        .redirectError(folder.resolve("again.err").toFile())
        .start();
  }

  private static void awaitRequests(Process process, int count) throws Exception {
    for (int i = 0; i < 600 && SERVER.requests().size() < count; i++) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("again.err"))).isTrue();
      Thread.sleep(100);
    }
    assertThat(SERVER.requests()).hasSizeGreaterThanOrEqualTo(count);
  }

  private static void awaitRunning(Process process) throws Exception {
    for (int i = 0; i < 600; i++) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("demo.err"))).isTrue();
      if (Cli.run(folder, "status", "--json", "--home", home().toString()).code() == 0) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError(Files.readString(folder.resolve("demo.err")));
  }

  private static void change(String sql) throws Exception {
    Map<String, String> environment = System.getenv();
    try (BelayHome held = BelayHome.open(home());
        PostgresServer postgres =
            PostgresServer.start(held, CacheFolder.locate(environment), environment);
        Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}
