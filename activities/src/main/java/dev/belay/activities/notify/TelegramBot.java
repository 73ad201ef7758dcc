package dev.belay.activities.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.activities.notify.Wire.Answer;
import dev.belay.activities.notify.Wire.Silence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's bot API, as far as it is needed: who am I, send a message, what was written to me. */
public final class TelegramBot {
  /** Telegram takes no longer message. */
  static final int LONGEST = 4096;

  private static final Pattern TOKEN = Pattern.compile("(\\d{1,18}):[A-Za-z0-9_-]{16,128}");
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int BATCH = 50;

  private final String base;
  private final String token;
  private final long id;
  private final Wire wire;

  /**
   * @param api where it is served, without the token
   * @param token as Telegram's BotFather gave it
   * @throws IllegalArgumentException if it has not the form of one; without the token
   */
  public TelegramBot(URI api, String token, Wire wire) {
    String text = api.toString();
    this.base = (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/bot";
    this.token = token;
    this.id = idOf(token);
    this.wire = wire;
  }

  /**
   * The number of a token's bot.
   *
   * @throws IllegalArgumentException if it has not the form of a token; without the token
   */
  public static long idOf(String token) {
    Matcher form = TOKEN.matcher(token);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "Expected a bot's token, its number, a colon and 35 letters or digits, was a text of"
              + " %d characters that is none".formatted(token.length()));
    }
    return Long.parseLong(form.group(1));
  }

  /** The bot's number, which is no secret. */
  public long id() {
    return id;
  }

  /**
   * Something that was written.
   *
   * @param id increases
   * @param message empty where it was something else than a text in a chat
   */
  public record Update(long id, Optional<Message> message) {}

  /**
   * @param sender who wrote it
   * @param name of the sender, for people: letters, digits and underscores
   * @param at as Telegram has it
   * @param forwarded written elsewhere first
   */
  public record Message(
      long chat, long sender, String name, Instant at, String text, boolean forwarded) {}

  /** What a question came to. */
  public sealed interface Result<T> {}

  public record Good<T>(T value) implements Result<T> {}

  /**
   * @param sent {@link Sent.Later} or {@link Sent.Refused}
   */
  public record Bad<T>(Sent sent) implements Result<T> {}

  /** The bot's user name. */
  public Result<String> name() throws InterruptedException {
    return ask("getMe", Wire.JSON.createObjectNode(), WITHIN, r -> r.path("username").asText(""));
  }

  /** Sends a plain text, cut where it is too long. */
  public Sent send(long chat, String text) throws InterruptedException {
    ObjectNode body = Wire.JSON.createObjectNode();
    body.put("chat_id", chat);
    // Plain: nothing in a text is markup.
    body.put("text", Lines.cut(text, LONGEST));
    body.putObject("link_preview_options").put("is_disabled", true);
    return switch (ask("sendMessage", body, WITHIN, r -> r)) {
      case Good<JsonNode> ignored -> new Sent.Delivered();
      case Bad<JsonNode>(Sent why) -> why;
    };
  }

  /**
   * Waits for what is written to the bot. Asking from a number on says that all before has been
   * dealt with.
   *
   * @param from the first wanted
   * @param wait how long Telegram may wait for something
   */
  public Result<List<Update>> updates(long from, Duration wait) throws InterruptedException {
    ObjectNode body = Wire.JSON.createObjectNode();
    body.put("offset", from).put("limit", BATCH).put("timeout", wait.toSeconds());
    body.putArray("allowed_updates").add("message");
    return ask("getUpdates", body, wait.plus(WITHIN), TelegramBot::updates);
  }

  private static List<Update> updates(JsonNode result) {
    List<Update> updates = new ArrayList<>();
    for (JsonNode update : result) {
      if (update.path("update_id").isIntegralNumber()) {
        updates.add(new Update(update.path("update_id").asLong(), message(update.path("message"))));
      }
    }
    return updates;
  }

  private static Optional<Message> message(JsonNode message) {
    JsonNode chat = message.path("chat").path("id");
    JsonNode from = message.path("from");
    boolean whole =
        chat.isIntegralNumber()
            && from.path("id").isIntegralNumber()
            && message.path("text").isTextual()
            && !from.path("is_bot").asBoolean();
    if (!whole) {
      return Optional.empty();
    }
    String name = from.path("username").asText("").replaceAll("[^A-Za-z0-9_]", "");
    return Optional.of(
        new Message(
            chat.asLong(),
            from.path("id").asLong(),
            Lines.cut(name, 32),
            Instant.ofEpochSecond(message.path("date").asInt()),
            message.path("text").asText(),
            message.has("forward_origin") || message.has("forward_date")));
  }

  private interface Reading<T> {
    T of(JsonNode result);
  }

  private <T> Result<T> ask(String method, ObjectNode body, Duration within, Reading<T> reading)
      throws InterruptedException {
    return switch (wire.post(URI.create(base + token + "/" + method), body, within)) {
      case Silence(String why) -> new Bad<>(new Sent.Later(why, Optional.empty()));
      case Answer answer when answer.isFine() && answer.body().path("ok").asBoolean() ->
          new Good<>(reading.of(answer.body().path("result")));
      case Answer answer -> new Bad<>(bad(answer));
    };
  }

  private Sent bad(Answer answer) {
    JsonNode description = answer.body().path("description");
    String said =
        description.isTextual() ? Lines.cut(description.asText(), 200) : "no reason given";
    String why = "HTTP %d: %s".formatted(answer.status(), said.replace(token, "…"));
    JsonNode parameters = answer.body().path("parameters");
    JsonNode asked = parameters.path("retry_after");
    Optional<Duration> wait =
        asked.isIntegralNumber()
            ? Optional.of(Duration.ofSeconds(Math.max(0, asked.asLong())))
            : answer.retryAfter();
    JsonNode moved = parameters.path("migrate_to_chat_id");
    if (moved.isIntegralNumber()) {
      return new Sent.Later(why + "; its number is now " + moved.asLong(), wait);
    }
    // A chat that is not found may be by and by: somebody has to write to the bot first.
    boolean chat = said.toLowerCase(Locale.ROOT).contains("chat");
    return answer.status() == 400 && !chat ? new Sent.Refused(why) : new Sent.Later(why, wait);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Telegram bot " + id;
  }
}
