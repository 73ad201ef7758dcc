package dev.belay.api.command;

import dev.belay.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What may come with every command. Bodies are records: a field that none of them has is refused.
 */
public interface CommandBody {
  int LONGEST_REASON = 500;
  int LONGEST_BY = 100;

  /** Why, for the record; at most 500 characters. */
  @Nullable String reason();

  /** Who commands it, for the record; at most 100 characters. */
  @Nullable String by();

  default String reasonOr(String otherwise) {
    String reason = reason();
    return reason == null || reason.isBlank() ? otherwise : reason;
  }

  /** Who commands it, or just "operator". */
  default String commander() {
    String by = by();
    return by == null || by.isBlank() ? "operator" : by;
  }

  /**
   * Throws a problem that names the field; bodies with more fields check those, too.
   *
   * @throws ProblemException 400
   */
  default void check() {
    Fields.text("reason", reason(), LONGEST_REASON);
    Fields.text("by", by(), LONGEST_BY);
  }
}
