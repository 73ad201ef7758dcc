package dev.belay.api.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command before it is given: what it will do, and what it still needs to know.
 *
 * @param will what will happen, in sentences
 * @param danger it can't be undone
 * @param method of the request that gives it
 * @param path of that request
 * @param more what is rarely wanted, folded away; null for nothing
 * @param confirm what the button says
 */
record Ask(
    String title,
    List<String> will,
    boolean danger,
    String method,
    String path,
    List<Field> fields,
    @Nullable More more,
    String confirm) {

  Ask(
      String title,
      List<String> will,
      boolean danger,
      String method,
      String path,
      List<Field> fields,
      String confirm) {
    this(title, will, danger, method, path, fields, null, confirm);
  }

  /** Only what was changed goes into the request. */
  public boolean isPatch() {
    return method.equals("PATCH");
  }

  record More(String title, List<Field> fields) {}

  /** How what is entered goes into the request. */
  enum Kind {
    /** As it is; left out when empty. */
    TEXT,
    /** As a plain decimal in a string; left out when empty. */
    DECIMAL,
    /** As a decimal in a string; null when empty. */
    DECIMAL_OR_NULL,
    /** As a number; left out when empty. */
    NUMBER,
    /** Separated by commas, as a list; left out when empty. */
    LIST,
    /** As true where it is; else left out. */
    FLAG;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String inputMode() {
      return switch (this) {
        case TEXT, LIST, FLAG -> "text";
        case DECIMAL, DECIMAL_OR_NULL, NUMBER -> "decimal";
      };
    }
  }

  /**
   * @param name in the request; a dot leads into an object
   * @param value already there; empty for none
   * @param hint what to enter
   * @param choices to pick one of; empty for a free entry
   * @param onlyWith names and values of choices, such as scheme=custom, without which it is not
   *     asked: several with spaces between, several values of one with | between; empty for always
   */
  record Field(
      String name,
      String label,
      Kind kind,
      String value,
      String hint,
      boolean required,
      List<Choice> choices,
      String onlyWith) {
    static Field reason() {
      return text("reason", "Reason, for the record", "", "optional");
    }

    static Field text(String name, String label, String value, String hint) {
      return new Field(name, label, Kind.TEXT, value, hint, false, List.of(), "");
    }

    static Field of(String name, String label, Kind kind, @Nullable Object value, String hint) {
      return new Field(
          name, label, kind, value == null ? "" : value.toString(), hint, false, List.of(), "");
    }

    static Field choice(String name, String label, Kind kind, String value, List<Choice> choices) {
      return new Field(name, label, kind, value, "", false, choices, "");
    }

    Field needed() {
      return new Field(name, label, kind, value, hint, true, choices, onlyWith);
    }

    Field with(String choice) {
      return new Field(name, label, kind, value, hint, required, choices, choice);
    }
  }

  record Choice(String value, String label) {}
}
