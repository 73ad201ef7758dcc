package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** Answers for people, in lines and columns. */
final class Table {
  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
  }

  /**
   * A line of the format, with a dash for what is not known.
   *
   * @param fields names of the node's fields, one for each placeholder
   */
  void row(String format, JsonNode node, String... fields) {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = text(node, fields[i]);
    }
    out.printf(format + "%n", values);
  }

  /** The head of a table: the names as they are given. */
  void head(String format, String... names) {
    out.printf(format + "%n", (Object[]) names);
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "–" : value.asText();
  }
}
