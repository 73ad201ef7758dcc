package dev.belay.api.problem;

import dev.belay.api.ApiConfiguration;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every error the server itself answers with is a problem too; a 5xx never tells its cause. */
@Singleton
final class Problems implements ErrorResponseProcessor<Problem> {
  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    if (response.code() == HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()) {
      return response.contentType(Problem.CONTENT_TYPE).body(tooLarge(context));
    }
    Problem problem =
        new Problem(
            "about:blank",
            response.reason(),
            response.code(),
            detail(context, response.code()),
            null,
            null,
            null,
            null,
            null);
    return response.contentType(Problem.CONTENT_TYPE).body(problem);
  }

  private static Problem tooLarge(ErrorContext context) {
    long length = context.getRequest().getContentLength();
    return Problem.of(
        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
        "a body of at most %d MiB".formatted(ApiConfiguration.MAX_BODY_BYTES >> 20),
        length < 0 ? "a larger one" : "one of %d bytes".formatted(length),
        "Send less. Nothing was done.");
  }

  private static @Nullable String detail(ErrorContext context, int code) {
    if (code >= 500) {
      return "Something went wrong on this side; its log says what.";
    }
    if (code == HttpStatus.NOT_FOUND.getCode()) {
      return "There is nothing at %s; /openapi/belay.yml lists what there is."
          .formatted(context.getRequest().getPath());
    }
    String messages =
        context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
    return messages.isEmpty() ? null : messages;
  }
}
