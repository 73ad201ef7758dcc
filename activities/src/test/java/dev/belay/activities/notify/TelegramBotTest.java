package dev.belay.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.notify.TelegramBot.Bad;
import dev.belay.activities.notify.TelegramBot.Good;
import dev.belay.activities.notify.TelegramBot.Message;
import dev.belay.activities.notify.TelegramBot.Update;
import dev.belay.testing.FakeHook;
import dev.belay.testing.FakeHook.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelegramBotTest {
  private static final String TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

  private final FakeHook server =
      FakeHook.start(r -> Answer.of(200, "{\"ok\":true,\"result\":{}}"));
  private final Wire wire = new Wire(Duration.ofSeconds(1), InstantSource.system());
  private final TelegramBot bot = new TelegramBot(URI.create(server.url()), TOKEN, wire);

  @AfterEach
  void stop() {
    wire.close();
    server.close();
  }

  @Test
  void sendsPlainText() throws Exception {
    assertThat(bot.send(-100, "a <b>_text_</b>")).isInstanceOf(Sent.Delivered.class);

    assertThat(server.requests().getLast().path()).isEqualTo("/bot" + TOKEN + "/sendMessage");
    assertThat(server.requests().getLast().body())
        .contains("\"chat_id\":-100", "\"text\":\"a <b>_text_</b>\"")
        .doesNotContain("parse_mode");
  }

  @Test
  void aLongTextIsCut() throws Exception {
    assertThat(bot.send(1, "x".repeat(5000))).isInstanceOf(Sent.Delivered.class);

    assertThat(server.requests().getLast().body()).contains("x".repeat(4095) + "…\"");
  }

  @Test
  void readsWhatWasWritten() throws Exception {
    server.answer(
        r ->
            Answer.of(
                200,
                """
                {"ok":true,"result":[
                  {"update_id":7,"message":{"date":1700000000,"text":"/status","chat":{"id":-5},
                    "from":{"id":9,"username":"an<n>a"}}},
                  {"update_id":8,"edited_message":{"text":"/halt"}},
                  {"update_id":9,"message":{"date":1,"text":"/x","chat":{"id":"no"},"from":{"id":9}}},
                  {"update_id":10,"message":{"date":1,"text":"/x","chat":{"id":1},
                    "from":{"id":9,"is_bot":true}}},
                  {"update_id":11,"message":{"date":1,"text":"/halt","chat":{"id":1},
                    "from":{"id":9},"forward_origin":{"type":"user"}}}]}"""));

    assertThat(bot.updates(7, Duration.ZERO))
        .isEqualTo(
            new Good<>(
                List.of(
                    new Update(
                        7,
                        Optional.of(
                            new Message(
                                -5,
                                9,
                                "anna",
                                Instant.ofEpochSecond(1700000000),
                                "/status",
                                false))),
                    new Update(8, Optional.empty()),
                    new Update(9, Optional.empty()),
                    new Update(10, Optional.empty()),
                    new Update(
                        11,
                        Optional.of(
                            new Message(1, 9, "", Instant.ofEpochSecond(1), "/halt", true))))));
    assertThat(server.requests().getLast().body()).contains("\"offset\":7", "[\"message\"]");
  }

  @Test
  void theWaitThatIsAskedForIsPassedOn() throws Exception {
    server.answer(
        r ->
            Answer.of(
                429,
                """
                {"ok":false,"error_code":429,"description":"Too Many Requests: retry after 34",
                 "parameters":{"retry_after":34}}"""));

    assertThat(bot.send(1, "x"))
        .isEqualTo(
            new Sent.Later(
                "HTTP 429: Too Many Requests: retry after 34",
                Optional.of(Duration.ofSeconds(34))));
  }

  @Test
  void aChatThatIsNotThereMayBeLater() throws Exception {
    server.answer(
        r -> Answer.of(400, "{\"ok\":false,\"description\":\"Bad Request: chat not found\"}"));
    assertThat(bot.send(1, "x")).isInstanceOf(Sent.Later.class);

    server.answer(
        r -> Answer.of(400, "{\"ok\":false,\"description\":\"Bad Request: text is empty\"}"));
    assertThat(bot.send(1, "x")).isInstanceOf(Sent.Refused.class);
  }

  @Test
  void aGroupThatMovedSaysWhere() throws Exception {
    server.answer(
        r ->
            Answer.of(
                400,
                """
                {"ok":false,"description":"Bad Request: group chat was upgraded",
                 "parameters":{"migrate_to_chat_id":-1001}}"""));

    assertThat(bot.send(-5, "x").toString()).contains("its number is now -1001");
  }

  @Test
  void noAnswerTellsTheToken() throws Exception {
    server.answer(r -> Answer.of(404, "{\"ok\":false,\"description\":\"no " + TOKEN + "\"}"));
    Sent echoed = bot.send(1, "x");
    server.answer(r -> Answer.of(200, "{\"ok\":tru"));
    Object broken = bot.updates(1, Duration.ZERO);
    server.close();
    Sent silent = bot.send(1, "x");

    assertThat(broken).isInstanceOf(Bad.class);
    assertThat(echoed + " " + broken + " " + silent + " " + bot).doesNotContain(TOKEN.substring(7));
  }

  @Test
  void aTokenOfAnotherFormIsRefusedAndNotShown() {
    assertThatThrownBy(() -> TelegramBot.idOf("bot-secret"))
        .hasMessageContaining("Expected a bot's token")
        .hasMessageNotContaining("bot-secret");
    assertThat(bot.id()).isEqualTo(123456);
  }
}
