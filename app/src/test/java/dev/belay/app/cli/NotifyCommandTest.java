package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Json;
import dev.belay.testing.FakeHook;
import dev.belay.testing.FakeHook.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifyCommandTest {
  private static final String TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

  private final FakeHook server = FakeHook.start(r -> Answer.of(200, "{\"ok\":true}"));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    server.close();
  }

  private int test(Map<String, String> environment, String... flags) {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
    String[] all = new String[flags.length + 2];
    all[0] = "notify";
    all[1] = "test";
    System.arraycopy(flags, 0, all, 2, flags.length);
    return Main.run(all, console, () -> options -> 1);
  }

  private Map<String, String> everything() {
    return Map.of(
        "BELAY_WEBHOOK_URL",
        server.url() + "/s3cr3t",
        "BELAY_TELEGRAM_TOKEN",
        TOKEN,
        "BELAY_TELEGRAM_CHATS",
        "42,43",
        "BELAY_TELEGRAM_API",
        server.url());
  }

  @Test
  void everyChannelIsTried() throws IOException {
    assertThat(test(everything(), "--json")).isZero();

    JsonNode channels = Json.mapper().readTree(out.toByteArray()).get("channels");
    assertThat(channels.findValuesAsText("channel"))
        .containsExactly("webhook", "telegram 42", "telegram 43");
    assertThat(channels).allMatch(channel -> channel.get("delivered").asBoolean());
    assertThat(server.with("This is a test")).hasSize(3);
  }

  @Test
  void oneThatFailsIsNamedAndNoSecretIsShown() {
    server.answer(
        r ->
            // Not just anywhere: times and ids have a 42 in them now and then.
            Pattern.compile("\"chat_id\":\"?42\\b").matcher(r.body()).find()
                ? Answer.of(403, "{\"ok\":false,\"description\":\"Forbidden: bot was blocked\"}")
                : Answer.of(200, "{\"ok\":true}"));

    assertThat(test(everything())).isEqualTo(1);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("webhook +ok +delivered")
        .containsPattern("telegram 42 +failed +HTTP 403: Forbidden: bot was blocked")
        .containsPattern("telegram 43 +ok")
        .doesNotContain("s3cr3t", TOKEN);
  }

  @Test
  void nothingConfiguredIsSaid() {
    assertThat(test(Map.of())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("BELAY_WEBHOOK_URL");
  }
}
