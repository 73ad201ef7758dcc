package dev.belay.api.command;

import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of bodies, read strictly. Each throws a problem that names the field. */
public final class Fields {
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");
  private static final int SHOWN = 100;

  private Fields() {}

  /**
   * A text without control characters.
   *
   * @throws ProblemException 400 if it is longer or has some
   */
  public static @Nullable String text(String name, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      throw bad(
          name, "a text of at most %d characters".formatted(longest), "one of " + text.length());
    }
    if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      throw bad(name, "a text without control characters", "one with some");
    }
    return text;
  }

  /**
   * A plain decimal above zero, such as 49000.5.
   *
   * @throws ProblemException 400 if it is anything else
   */
  public static @Nullable BigDecimal positive(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    BigDecimal value = DECIMAL.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
    if (value.signum() <= 0) {
      throw bad(name, "a plain decimal above zero such as \"49000.5\"", quoted(text));
    }
    return value;
  }

  /** A field that can't be used. */
  public static ProblemException bad(String name, String expected, String found) {
    return new ProblemException(
        Problem.of(
                HttpStatus.BAD_REQUEST,
                "%s in the field \"%s\"".formatted(expected, name),
                found,
                "Correct the body; nothing was done.")
            .about(null, name));
  }

  /** For messages: quoted, cut, on one line. */
  public static String quoted(String text) {
    String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
