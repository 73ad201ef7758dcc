package dev.belay.api.portfolio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.api.ApiJson;
import dev.belay.api.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What may come with a command.
 *
 * @param reason why, for the record; at most 500 characters
 * @param by who commands it, for the record; at most 100 characters
 */
@Schema(name = "CommandBody")
public record CommandBody(@Nullable String reason, @Nullable String by) {

  private static final CommandBody EMPTY = new CommandBody(null, null);
  private static final String EXPECTED =
      "no body, or a JSON object with the optional texts \"reason\" and \"by\"";

  /** Reads a request's body; none at all is fine. */
  static CommandBody parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return EMPTY;
    }
    CommandBody body;
    try {
      body = ApiJson.read(text, CommandBody.class);
    } catch (JsonProcessingException e) {
      throw bad(e.getOriginalMessage());
    }
    if (body == null) {
      return EMPTY;
    }
    require(body.reason, "reason", 500);
    require(body.by, "by", 100);
    return body;
  }

  String reasonOr(String otherwise) {
    return reason == null || reason.isBlank() ? otherwise : reason;
  }

  String byOr(String otherwise) {
    return by == null || by.isBlank() ? otherwise : by;
  }

  private static void require(@Nullable String text, String name, int max) {
    if (text != null && (text.length() > max || text.indexOf('\0') >= 0)) {
      throw bad(
          "a \"%s\" of %d characters, at most %d allowed".formatted(name, text.length(), max));
    }
  }

  private static ProblemException bad(String found) {
    return ProblemException.badRequest(EXPECTED, found, "Correct the body or send none.");
  }
}
