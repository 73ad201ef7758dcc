package dev.belay.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it, with what helps to mend it.
 *
 * @param code of a refusal, as in the glossary; absent where there is none
 * @param field of the body that is meant
 * @param expected what would have been right
 * @param found what was there instead
 * @param action what to do
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String code,
    @Nullable String field,
    @Nullable String expected,
    @Nullable String found,
    @Nullable String action) {
  public static final MediaType CONTENT_TYPE = new MediaType("application/problem+json");

  /** Of a request that is wrong in a way that can be named. */
  public static Problem of(HttpStatus status, String expected, String found, String action) {
    return new Problem(
        "about:blank",
        status.getReason(),
        status.getCode(),
        "Expected %s, was %s. %s".formatted(expected, found, action),
        null,
        null,
        expected,
        found,
        action);
  }

  /** With a sentence for people only. */
  public static Problem of(HttpStatus status, @Nullable String detail) {
    return new Problem(
        "about:blank", status.getReason(), status.getCode(), detail, null, null, null, null, null);
  }

  /** With what to do beside the sentence for people that says it, too. */
  public static Problem of(HttpStatus status, String detail, String action) {
    return new Problem(
        "about:blank",
        status.getReason(),
        status.getCode(),
        detail,
        null,
        null,
        null,
        null,
        action);
  }

  /** The same, with the code of a refusal and the field it is about. */
  public Problem about(@Nullable String newCode, @Nullable String newField) {
    return new Problem(type, title, status, detail, newCode, newField, expected, found, action);
  }

  public MutableHttpResponse<Problem> response() {
    return HttpResponse.<Problem>status(HttpStatus.valueOf(status))
        .contentType(CONTENT_TYPE)
        .body(this);
  }
}
