package dev.belay.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.ledger.read.JournalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says a journaled event in a sentence. */
public final class EventText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventText() {}

  /** What the event is about: decision, order, position or fund. */
  public static String topic(String kind) {
    return switch (kind) {
      case "decision", "refused", "admitted", "close_admitted" -> "decision";
      case "intent", "claimed", "order" -> "order";
      case "position", "fill", "income", "instruction", "instruction_ended" -> "position";
      case "case_opened", "case_closed" -> "case";
      case "vote_called", "vote_counted" -> "decision";
      default -> "fund";
    };
  }

  /** A short sentence without the account's name. */
  public static String of(JournalRow row) {
    JsonNode body = body(row.body());
    return switch (row.kind()) {
      case "decision" -> decision(body);
      case "refused" ->
          "Refused, " + text(body, "refusal", "code") + ": " + text(body, "refusal", "detail");
      case "admitted" -> "Admitted: " + order(body.path("intent"));
      case "close_admitted" -> symbol(text(body, "position")) + " position to be closed";
      case "intent" -> "Recorded: " + order(body.path("intent"));
      case "claimed" -> "Sent to the venue: order " + text(body, "order");
      case "order" -> ended(body);
      case "position" -> position(body);
      case "fill" -> fill(body.path("fill"));
      case "income" -> income(body.path("income"));
      case "instruction" -> "Instructed by " + text(body, "by") + wanted(body.path("wanted"));
      case "instruction_ended" ->
          "Instruction " + words(text(body, "end")) + ": " + text(body, "outcome");
      case "deposit" -> "Deposit of " + text(body, "amount") + " USDT";
      case "exchange_deposit" ->
          "At the exchange's account, besides the fund: %s USDT".formatted(text(body, "amount"));
      case "halt" -> "Entries halted by " + text(body, "by") + ": " + text(body, "reason");
      case "resume" -> "Entries admitted again by " + text(body, "by");
      case "hold" -> "No new positions for now: " + text(body, "detail");
      case "release" -> "New positions are admitted again: the reason is gone";
      case "case_opened" ->
          "Ledger and venue disagree: %s, %s"
              .formatted(words(text(body, "kind")), text(body, "detail"));
      case "case_closed" ->
          "Case %s is closed: %s".formatted(text(body, "case"), words(text(body, "outcome")));
      case "pause" -> "Paused by " + text(body, "by");
      case "drawdown_pause" ->
          body.path("locked").asBoolean()
              ? "Paused by the second drawdown within a day, until an operator resumes"
              : "Paused by a drawdown until " + text(body, "until");
      case "unpause" -> "Resumed by " + text(body, "by");
      case "flatten" -> "Everything is being closed, by " + text(body, "by");
      case "flattened" -> "The venue reports every account flat";
      case "enable" -> switched("Enabled", body);
      case "disable" -> switched("Disabled", body);
      case "allocation" -> "Capital is to be moved: " + words(text(body, "plan", "kind"));
      case "allocation_scheme" ->
          "Capital is shared out by %s from now on, by %s"
              .formatted(text(body, "scheme"), text(body, "by"));
      case "transfer" ->
          "Transfer of %s USDT %s"
              .formatted(text(body, "amount"), words(text(body, "status")))
              .strip();
      case "review" -> "The fund is reviewed, by " + text(body, "by");
      case "review_applied" -> "The review is carried out" + disabled(body.path("disabled"));
      case "agent_added" -> "Taken in by " + text(body, "by");
      case "agent_changed" -> "Changed by " + text(body, "by");
      case "vote_called" ->
          "A vote is held: %s%s"
              .formatted(words(text(body, "cause")), because(text(body, "reason")));
      case "vote_counted" ->
          "Voted %s, %s: %s"
              .formatted(
                  words(text(body, "outcome")), text(body, "aggressiveness"), text(body, "why"));
      case "desk_exit" ->
          "Everything is being closed, %s: %s"
              .formatted(words(text(body, "kind")), text(body, "reason"));
      case "cool_off" ->
          "Cools off until %s: %s".formatted(text(body, "until"), text(body, "reason"));
      case "cool_off_ended" -> "The cool-off is over, peak and day are measured anew";
      case "desk_profile" ->
          "Profile %s instead of %s, by %s"
              .formatted(text(body, "profile"), text(body, "was"), text(body, "by"));
      case "desk_configured" -> "Trades by another configuration, by " + text(body, "by");
      default -> words(row.kind()) + rest(body);
    };
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ", " + reason;
  }

  private static String decision(JsonNode body) {
    List<String> parts = new ArrayList<>();
    for (JsonNode element : body.path("elements")) {
      String action = words(element.path("action").asText("an element"));
      String symbol = element.path("symbol").asText("");
      parts.add(
          (symbol.isEmpty() ? action : action + " " + symbol)
              + (element.path("refusal").isObject() ? " (refused)" : ""));
    }
    String outcome = "Decided " + words(body.path("outcome").asText());
    return parts.isEmpty() ? outcome : outcome + ": " + String.join(", ", parts);
  }

  private static String order(JsonNode intent) {
    String quantity = intent.path("quantity").asText("");
    String trigger = intent.path("trigger_price").asText("");
    return "%s %s %s%s%s"
        .formatted(
            words(intent.path("leg").asText("order")),
            words(intent.path("side").asText()),
            quantity.isEmpty() || quantity.equals("null") ? "all of" : quantity,
            " " + intent.path("symbol").asText(),
            trigger.isEmpty() || trigger.equals("null") ? "" : " at " + trigger);
  }

  private static String ended(JsonNode body) {
    String reason = text(body, "reason");
    return "Order %s is %s%s"
        .formatted(
            text(body, "order"),
            words(text(body, "status")),
            reason.isEmpty() ? "" : ": " + reason);
  }

  private static String position(JsonNode body) {
    String reason = text(body, "exit_reason");
    boolean confirmed = body.path("stop_confirmed").asBoolean();
    String status = text(body, "status");
    return "%s position %s%s%s"
        .formatted(
            symbol(text(body, "position")),
            status.equals("OPEN") && confirmed ? "protected" : words(status),
            reason.isEmpty() ? "" : " by " + words(reason),
            confirmed ? ": its stop is at the venue" : "");
  }

  /** Of main.qwen_single/BTCUSDT/3 the BTCUSDT. */
  private static String symbol(String positionId) {
    String[] parts = positionId.split("/", -1);
    return parts.length == 3 ? parts[1] : positionId;
  }

  private static String fill(JsonNode fill) {
    return "%s %s %s at %s, fee %s"
        .formatted(
            text(fill, "side").equals("BUY") ? "Bought" : "Sold",
            text(fill, "quantity"),
            text(fill, "symbol"),
            text(fill, "price"),
            text(fill, "fee"));
  }

  private static String income(JsonNode income) {
    return "%s of %s USDT, %s"
        .formatted(
            capitalised(words(income.path("kind").asText("funding"))),
            text(income, "amount"),
            text(income, "symbol"));
  }

  private static String switched(String how, JsonNode body) {
    String why = text(body, "why");
    return why.isEmpty() ? how + " by " + text(body, "by") : how + ": " + why;
  }

  private static String disabled(JsonNode agents) {
    List<String> names = new ArrayList<>();
    agents.forEach(agent -> names.add(agent.asText()));
    return names.isEmpty() ? "" : ", disabled: " + String.join(", ", names);
  }

  private static String wanted(JsonNode wanted) {
    String kind = words(text(wanted, "type"));
    String price = text(wanted, "price");
    return (kind.isEmpty() ? "" : ": " + kind) + (price.isEmpty() ? "" : " to " + price);
  }

  private static String rest(JsonNode body) {
    List<String> parts = new ArrayList<>();
    body.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isValueNode()) {
                parts.add(words(field.getKey()) + " " + field.getValue().asText());
              }
            });
    return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
  }

  private static String text(JsonNode node, String... path) {
    JsonNode at = node;
    for (String name : path) {
      at = at.path(name);
    }
    return at.isNull() ? "" : at.asText("");
  }

  private static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String capitalised(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static JsonNode body(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
