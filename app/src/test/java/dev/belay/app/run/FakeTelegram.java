package dev.belay.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.testing.FakeHook;
import dev.belay.testing.FakeHook.Answer;
import dev.belay.testing.FakeHook.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's bot API with one bot: people write to it, and what it writes is kept. */
final class FakeTelegram implements AutoCloseable {
  static final String SECRET = "ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
  static final String TOKEN = "123456:" + SECRET;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("within a minute: (\\d{6})");

  private final FakeHook server = FakeHook.start(this::answer);
  private final List<ObjectNode> updates = new CopyOnWriteArrayList<>();
  private final List<ObjectNode> again = new CopyOnWriteArrayList<>();
  private final List<Said> said = new CopyOnWriteArrayList<>();
  private volatile long asked;

  /** What the bot wrote. */
  record Said(long chat, String text) {}

  String url() {
    return server.url();
  }

  /** Somebody writes; returns the update's number. */
  long write(long chat, long sender, String text, Instant at) {
    ObjectNode update = JSON.createObjectNode();
    long id = 1000 + updates.size();
    update.put("update_id", id);
    ObjectNode message = update.putObject("message");
    message.put("date", at.getEpochSecond()).put("text", text);
    message.putObject("chat").put("id", chat);
    message.putObject("from").put("id", sender).put("username", "anna");
    updates.add(update);
    return id;
  }

  /** Somebody writes now, and the bot's next reply there is waited for. */
  String ask(long chat, long sender, String text) {
    int before = to(chat).size();
    long unused = write(chat, sender, text, Instant.now());
    FakeHook.await("a reply to " + text, LIMIT, () -> to(chat).size() > before);
    return to(chat).get(before);
  }

  /** Delivers an update again, whatever was asked for, and waits until that was dealt with. */
  void deliverAgain(long id) {
    updates.stream().filter(u -> u.get("update_id").asLong() == id).forEach(again::add);
    FakeHook.await("the update to be taken", LIMIT, again::isEmpty);
    settled();
  }

  /** Waits until all that was written was taken. */
  void settled() {
    FakeHook.await(
        "all updates to be taken", LIMIT, () -> asked >= 1000 + updates.size() && again.isEmpty());
    int polls = polls();
    FakeHook.await("another poll", LIMIT, () -> polls() > polls + 1);
  }

  private int polls() {
    return (int) server.requests().stream().filter(r -> r.path().endsWith("/getUpdates")).count();
  }

  /** What the bot wrote to a chat without being about what happens. */
  List<String> to(long chat) {
    return said.stream()
        .filter(s -> s.chat() == chat && !s.text().matches("(?s)[▲■◆‖✕!§Σ] .*"))
        .map(Said::text)
        .toList();
  }

  List<Said> said() {
    return List.copyOf(said);
  }

  static String code(String reply) {
    Matcher found = CODE.matcher(reply);
    if (!found.find()) {
      throw new AssertionError("Expected a code, was " + reply);
    }
    return found.group(1);
  }

  private Answer answer(Request request) {
    JsonNode body = json(request.body());
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    if (!request.path().startsWith("/bot" + TOKEN + "/")) {
      return Answer.of(404, "{\"ok\":false,\"description\":\"Not Found\"}");
    }
    switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
      case "getMe" -> answer.putObject("result").put("id", 123456).put("username", "BelayBot");
      case "getUpdates" -> news(body.path("offset").asLong(), answer.putArray("result"));
      case "sendMessage" -> {
        said.add(new Said(body.path("chat_id").asLong(), body.path("text").asText()));
        answer.putObject("result");
      }
      default -> throw new AssertionError("Expected a method in use, was " + request.path());
    }
    return Answer.of(200, answer.toString());
  }

  private void news(long offset, ArrayNode result) {
    asked = offset;
    result.addAll(again);
    again.clear();
    updates.stream().filter(u -> u.get("update_id").asLong() >= offset).forEach(result::add);
    if (result.isEmpty()) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
