package dev.belay.strategies.portfolio;

/**
 * Finds where a JSON document that starts at a bracket ends, and rewrites full-width punctuation
 * outside strings to plain punctuation. Knows nothing of values, so one bad number in a document
 * does not hide the rest of it.
 */
final class JsonScan {
  private static final int MAX_DEPTH = 16;
  private static final int FULL_WIDTH_OFFSET = '！' - '!';

  /** What became of a scan. */
  sealed interface Result {
    /**
     * @param json the document with plain punctuation
     * @param end index after its last character
     */
    record Complete(String json, int end) implements Result {}

    /** The text ended inside the document. */
    record Truncated() implements Result {}

    /** Brackets don't match, or are nested too deeply. */
    record Malformed() implements Result {}
  }

  private final String text;
  private final StringBuilder json = new StringBuilder();
  private final StringBuilder open = new StringBuilder();
  private int at;

  private JsonScan(String text, int start) {
    this.text = text;
    this.at = start;
  }

  /** Scans from a bracket that opens. */
  static Result from(String text, int start) {
    return new JsonScan(text, start).run();
  }

  /** The character with full-width punctuation made plain. */
  static char plain(char c) {
    if (c >= '！' && c <= '～') {
      return (char) (c - FULL_WIDTH_OFFSET);
    }
    return switch (c) {
      case '【' -> '[';
      case '】' -> ']';
      case '“', '”' -> '"';
      case '、' -> ',';
      case '\u3000', '\u00a0', '\u202f' -> ' ';
      default -> c;
    };
  }

  private Result run() {
    while (at < text.length()) {
      char original = text.charAt(at++);
      char c = plain(original);
      switch (c) {
        case '"' -> copyString(original == '"');
        case '{', '[' -> {
          if (open.length() == MAX_DEPTH) {
            return new Result.Malformed();
          }
          open.append(c == '{' ? '}' : ']');
          json.append(c);
        }
        case '}', ']' -> {
          int top = open.length() - 1;
          if (open.charAt(top) != c) {
            return new Result.Malformed();
          }
          open.setLength(top);
          json.append(c);
          if (top == 0) {
            return new Result.Complete(json.toString(), at);
          }
        }
        default -> json.append(c);
      }
    }
    return new Result.Truncated();
  }

  /** Text within quotes stays as it is; a string in full-width quotes ends at one of those. */
  private void copyString(boolean plainQuotes) {
    json.append('"');
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        json.append(c).append(text.charAt(at++));
      } else if (plainQuotes ? c == '"' : c != '"' && plain(c) == '"') {
        json.append('"');
        return;
      } else {
        json.append(c == '"' ? "\\\"" : String.valueOf(c));
      }
    }
  }
}
