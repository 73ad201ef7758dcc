package dev.belay.api.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command before it is given: what it will do, and what it still needs to know.
 *
 * @param will what will happen, in sentences
 * @param danger it can't be undone
 * @param method of the request that gives it
 * @param path of that request
 * @param confirm what the button says
 */
record Ask(
    String title,
    List<String> will,
    boolean danger,
    String method,
    String path,
    List<Field> fields,
    String confirm) {

  /**
   * @param type of the input: text, number or hidden
   * @param value already there; null when empty
   * @param hint what to enter
   */
  record Field(
      String name,
      String label,
      String type,
      @Nullable String value,
      String hint,
      boolean required) {
    static Field reason() {
      return new Field("reason", "Reason, for the record", "text", null, "optional", false);
    }
  }
}
