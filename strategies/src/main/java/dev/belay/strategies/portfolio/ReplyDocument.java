package dev.belay.strategies.portfolio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the one decision document in a reply, whatever stands around it. */
final class ReplyDocument {
  private static final int MAX_LENGTH = 256 * 1024;
  private static final int MAX_CANDIDATES = 64;
  private static final String THINK = "<think>";
  private static final String THINK_END = "</think>";

  /** What was found. */
  sealed interface Found {
    /**
     * @param before the prose before it
     */
    record Document(String before, String json) implements Found {}

    record Nothing(String reason) implements Found {}
  }

  private ReplyDocument() {}

  static Found find(String reply) {
    if (reply.isBlank()) {
      return new Found.Nothing("Expected a JSON document, the reply was empty");
    }
    if (reply.length() > MAX_LENGTH) {
      return new Found.Nothing(
          "Expected a reply of at most %d characters, was %d"
              .formatted(MAX_LENGTH, reply.length()));
    }
    String text = withoutThinking(reply.strip());
    return text.isEmpty()
        ? new Found.Nothing("Expected a JSON document, the reply holds only thinking")
        : search(text);
  }

  private static Found search(String text) {
    List<Found.Document> documents = new ArrayList<>();
    List<Found.Document> oddities = new ArrayList<>();
    int candidates = 0;
    int i = 0;
    while (i < text.length() && candidates < MAX_CANDIDATES) {
      char c = JsonScan.plain(text.charAt(i));
      if (c != '{' && c != '[') {
        i++;
        continue;
      }
      candidates++;
      String before = text.substring(0, i);
      JsonScan.Result result = JsonScan.from(text, i);
      if (result instanceof JsonScan.Result.Complete complete) {
        Found.Document document = new Found.Document(before, complete.json());
        if (isDecisions(complete.json())) {
          documents.add(document);
        } else if (documents.isEmpty() && before.isBlank()) {
          oddities.add(document);
        }
        // Never looks inside: brackets in the strings of another document are no decision.
        i = complete.end();
      } else if (looksLikeJson(text, i)) {
        return new Found.Nothing(
            result instanceof JsonScan.Result.Truncated
                ? "Expected a whole JSON document, it breaks off"
                : "Expected a JSON document, its brackets don't match or are nested too deeply");
      } else {
        i++;
      }
    }
    return choose(documents, oddities);
  }

  private static Found choose(List<Found.Document> documents, List<Found.Document> oddities) {
    List<Found.Document> full = documents.stream().filter(d -> !isEmpty(d.json())).toList();
    List<String> distinct = full.stream().map(Found.Document::json).distinct().toList();
    if (distinct.size() > 1) {
      return new Found.Nothing(
          "Expected one JSON document with decisions, found %d different ones"
              .formatted(distinct.size()));
    }
    if (!full.isEmpty()) {
      return full.getFirst();
    }
    if (!documents.isEmpty()) {
      return documents.getFirst();
    }
    for (Found.Document oddity : oddities) {
      if (oddity.json().startsWith("[")) {
        return oddity;
      }
    }
    return new Found.Nothing("Expected a JSON document with decisions, found none");
  }

  private static boolean isEmpty(String json) {
    return json.startsWith("[") && JsonPieces.elements(json).isEmpty();
  }

  private static boolean isDecisions(String json) {
    if (json.startsWith("[")) {
      List<String> elements = JsonPieces.elements(json);
      return elements.isEmpty() || elements.stream().anyMatch(e -> e.startsWith("{"));
    }
    JsonPieces.Fields fields = JsonPieces.fields(json);
    return fields.has("decisions") || fields.has("action") || fields.has("symbol");
  }

  /** Tells a document that breaks off from a bracket in prose. */
  private static boolean looksLikeJson(String text, int bracket) {
    int i = bracket + 1;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return true;
    }
    char next = JsonScan.plain(text.charAt(i));
    return JsonScan.plain(text.charAt(bracket)) == '{'
        ? next == '"' || next == '}'
        : next == '{' || next == '[' || next == ']' || next == '"';
  }

  private static String withoutThinking(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int end = lower.indexOf(THINK_END);
    if (lower.startsWith(THINK)) {
      return end < 0 ? "" : text.substring(end + THINK_END.length()).strip();
    }
    // Some templates write the opening tag into the prompt, so only the closing one comes back.
    boolean answer = text.startsWith("{") || text.startsWith("[") || text.startsWith("```");
    return end < 0 || answer ? text : text.substring(end + THINK_END.length()).strip();
  }
}
