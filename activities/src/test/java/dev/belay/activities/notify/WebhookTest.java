package dev.belay.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.testing.FakeHook;
import dev.belay.testing.FakeHook.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final String SECRET = "s3cr3t-path";
  private static final String DISCORD = "/api/webhooks/123456789012345678/" + SECRET;
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

  private final FakeHook server = FakeHook.start(request -> Answer.of(204, ""));
  private final Wire wire = new Wire(Duration.ofSeconds(1), InstantSource.system());

  @AfterEach
  void stop() {
    wire.close();
    server.close();
  }

  private Webhook hook(String path) {
    return new Webhook(URI.create(server.url() + path), "main", "paper", wire);
  }

  private static Notice notice(int number, String text) {
    return new Notice(
        "main.a0/" + number,
        NoticeTopic.EXIT,
        "a0",
        AT,
        text,
        new TreeMap<>(Map.of("net_pnl", "-12.34")));
  }

  private JsonNode sent() throws IOException {
    return new ObjectMapper().readTree(server.requests().getLast().body());
  }

  @Test
  void aPlainWebhookGetsADocumentForEach() throws Exception {
    Webhook hook = hook("/" + SECRET);

    assertThat(hook.most()).isEqualTo(1);
    assertThat(hook.send(List.of(notice(7, "closed long BTCUSDT"))))
        .isInstanceOf(Sent.Delivered.class);
    assertThat(server.requests().getLast().path()).isEqualTo("/" + SECRET);
    assertThat(sent().get("id").asText()).isEqualTo("main.a0/7");
    assertThat(sent().get("event").asText()).isEqualTo("exit");
    assertThat(sent().get("portfolio").asText()).isEqualTo("main");
    assertThat(sent().get("mode").asText()).isEqualTo("paper");
    assertThat(sent().get("agent").asText()).isEqualTo("a0");
    assertThat(sent().get("at").asText()).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(sent().get("text").asText()).isEqualTo("closed long BTCUSDT");
    assertThat(sent().at("/facts/net_pnl").asText()).isEqualTo("-12.34");
  }

  @Test
  void discordGetsLinesThatCallNobody() throws Exception {
    Webhook hook = hook(DISCORD);

    assertThat(hook.name()).isEqualTo("discord");
    assertThat(hook.send(List.of(notice(1, "@everyone look"), notice(2, "closed"))))
        .isInstanceOf(Sent.Delivered.class);
    assertThat(sent().get("content").asText()).isEqualTo("■ a0: @everyone look\n■ a0: closed");
    assertThat(sent().at("/allowed_mentions/parse")).isEmpty();
  }

  @Test
  void manyLongTextsFitIntoOneOfDiscordsMessages() throws Exception {
    List<Notice> many =
        IntStream.range(0, 20).mapToObj(i -> notice(i, "😀".repeat(100) + i)).toList();

    assertThat(hook(DISCORD).send(many)).isInstanceOf(Sent.Delivered.class);
    assertThat(sent().get("content").asText())
        .hasSizeLessThanOrEqualTo(2000)
        .hasLineCount(20)
        .doesNotContain("?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/webhooks/12/x", "/hook", "/api/webhooks/123456789012345678"})
  void otherAddressesAreNotDiscords(String path) {
    assertThat(hook(path).name()).isEqualTo("webhook");
  }

  @Test
  void theWaitThatIsAskedForIsPassedOn() throws Exception {
    server.answer(r -> Answer.of(429, "{\"message\":\"slow\"}").with("Retry-After", "65"));

    assertThat(hook(DISCORD).send(List.of(notice(1, "x"))))
        .isEqualTo(new Sent.Later("HTTP 429: slow", Optional.of(Duration.ofSeconds(65))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 301, 401, 404, 500, 503})
  void whatMayPassIsTriedAgainLater(int status) throws Exception {
    server.answer(r -> Answer.of(status, "not json"));

    Sent sent = hook("/" + SECRET).send(List.of(notice(1, "x")));

    assertThat(sent).isInstanceOf(Sent.Later.class);
    assertThat(sent.toString()).doesNotContain(SECRET);
    assertThat(server.requests()).as("never repeated by itself").hasSize(1);
  }

  @Test
  void whatIsRefusedForGoodIsSaidSo() throws Exception {
    server.answer(r -> Answer.of(400, "{}"));

    assertThat(hook("/" + SECRET).send(List.of(notice(1, "x"))))
        .isEqualTo(new Sent.Refused("HTTP 400"));
  }

  @Test
  void nobodyThereTellsNoSecret() throws Exception {
    server.close();

    Webhook hook = hook("/" + SECRET);
    Sent sent = hook.send(List.of(notice(1, "x")));

    assertThat(sent).isInstanceOf(Sent.Later.class);
    assertThat(sent + " " + hook).doesNotContain(SECRET);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() throws Exception {
    server.answer(r -> Answer.of(200, "x".repeat(2 << 20)));

    assertThat(hook("/x").send(List.of(notice(1, "x")))).isInstanceOf(Sent.Later.class);
  }
}
