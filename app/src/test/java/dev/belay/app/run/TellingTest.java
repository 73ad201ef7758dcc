package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.cli.LiveFlags;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.SystemFlags;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.Ports;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.testing.FakeHook;
import dev.belay.testing.FakeHook.Answer;
import dev.belay.testing.FakeHook.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that trades, tells a webhook, and is commanded by a chat. */
@Tag("integration")
class TellingTest {
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final long CHAT = 42;
  private static final long ANNA = 7;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeHook hook = FakeHook.start(r -> Answer.of(204, ""));
  private final int port = Ports.free();
  @TempDir Path folder;

  @Test
  void whatHappensIsToldAndAChatCommands() throws Exception {
    Path home = folder.resolve("home");
    try (FakeTelegram telegram = new FakeTelegram();
        hook;
        BelayHome held = BelayHome.open(home);
        TradingStack stack =
            TradingStack.start(
                options(home), held, CacheFolder.locate(System.getenv()), environment(telegram))) {
      stack.trade();
      FakeHook.await("an entry and an exit", LIMIT, () -> !told("exit").isEmpty());

      JsonNode entry = told("entry").getFirst();
      assertThat(entry.get("text").asText())
          .matches("opened (long|short) [0-9.]*.*USDT at [0-9.]+ × \\d+, stop [0-9.]+.*");
      JsonNode exit = told("exit").getFirst();
      assertThat(exit.get("text").asText()).contains(" USDT net", " gross ", " fees ");
      assertThat(exit.at("/facts/net_pnl").asText()).matches("-?[0-9.]+");
      assertThat(exit.at("/facts/reason").asText()).isNotEmpty();
      FakeHook.await("a stop", LIMIT, () -> !hook.with("at the venue").isEmpty());

      assertThat(telegram.ask(CHAT, ANNA, "/status"))
          .contains("SIMULATED", "Equity ", "Entries are admitted", "qwen_single: running");
      assertThat(telegram.ask(CHAT, ANNA, "/positions")).containsAnyOf("stop ", "Nothing is open");
      assertThat(telegram.ask(CHAT, ANNA, "/profit")).contains("Since the beginning", "trade");
      assertThat(telegram.ask(CHAT, ANNA, "/daily")).contains("fees ", "equity ");

      String pause = telegram.ask(CHAT, ANNA, "/pause QWEN_single");
      assertThat(telegram.ask(CHAT, ANNA, FakeTelegram.code(pause)))
          .isEqualTo(
              "qwen_single: The agent begins no more rounds until it is resumed; its open"
                  + " positions keep their stops.");
      assertThat(stack.venue().ledger().roster.agent("main", "qwen_single").pausedByOperator())
          .isTrue();

      String halt = telegram.ask(CHAT, ANNA, "/halt");
      assertThat(stack.venue().ledger().reader.halts("main")).isEmpty();
      assertThat(telegram.ask(CHAT, ANNA, FakeTelegram.code(halt))).contains("Entries are halted");
      assertThat(stack.venue().ledger().reader.halts("main").getFirst().haltedBy())
          .isEqualTo("telegram anna 7");
      FakeHook.await("the halt", LIMIT, () -> !told("halt").isEmpty());

      // The key's answer is kept: the same message does nothing any more.
      assertThat(stack.venue().ledger().controls.resume("main", "the test")).isTrue();
      telegram.deliverAgain(1007);
      assertThat(telegram.to(CHAT)).last().asString().contains("Entries are halted");
      assertThat(stack.venue().ledger().reader.halts("main"))
          .singleElement()
          .satisfies(row -> assertThat(row.resumedAt()).isNotNull());

      String health = get("/api/health");
      assertThat(JSON.readTree(health).at("/notifications/on").asBoolean()).isTrue();
      assertThat(JSON.readTree(health).at("/notifications/status").asText()).isEqualTo("ok");
      String journal = get("/api/journal?limit=200");
      for (String page : List.of(health, get("/settings"), journal)) {
        assertThat(page).doesNotContain("s3cr3t", FakeTelegram.SECRET);
      }
      assertThat(get("/settings")).contains("telegram 42", "webhook");
      assertThat(stack.venue().ledger().journal.run().intact()).isTrue();
    }
  }

  private List<JsonNode> told(String event) {
    return hook.requests().stream()
        .map(Request::body)
        .flatMap(TellingTest::json)
        .filter(n -> n.get("event").asText().equals(event))
        .toList();
  }

  private static Stream<JsonNode> json(String body) {
    try {
      return Stream.of(JSON.readTree(body));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private Map<String, String> environment(FakeTelegram telegram) {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.put("BELAY_WEBHOOK_URL", hook.url() + "/s3cr3t");
    environment.put("BELAY_TELEGRAM_TOKEN", FakeTelegram.TOKEN);
    environment.put("BELAY_TELEGRAM_CHATS", "" + CHAT);
    environment.put("BELAY_TELEGRAM_API", telegram.url());
    return environment;
  }

  private RunOptions options(Path home) {
    return new RunOptions(
        RunOptions.Verb.DEMO,
        home,
        port,
        null,
        MarketFlags.NONE,
        300,
        TemporalMode.MEMORY,
        SystemFlags.of("portfolio"),
        null,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        true);
  }
}
