package dev.belay.activities.model;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why an endpoint gave no usable answer, with what is needed to decide about a retry. */
final class EndpointException extends HttpException {
  private static final long serialVersionUID = 1L;

  /** Kinds of failure. */
  enum Kind {
    STATUS,
    TIMEOUT,
    TOO_LARGE,
    UNREACHABLE
  }

  private final Kind kind;
  private final @Nullable String retryAfter;

  private EndpointException(Kind kind, int status, String message, @Nullable String retryAfter) {
    super(status, message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  static EndpointException status(int status, String body, @Nullable String retryAfter) {
    return new EndpointException(Kind.STATUS, status, body, retryAfter);
  }

  static EndpointException timeout(Duration deadline) {
    return new EndpointException(
        Kind.TIMEOUT, 0, "no whole answer within %d ms".formatted(deadline.toMillis()), null);
  }

  static EndpointException tooLarge(int limit) {
    return new EndpointException(
        Kind.TOO_LARGE, 0, "the answer is larger than %d bytes".formatted(limit), null);
  }

  static EndpointException unreachable(String detail) {
    return new EndpointException(Kind.UNREACHABLE, 0, detail, null);
  }

  Kind kind() {
    return kind;
  }

  /** The header Retry-After as it came. */
  @Nullable String retryAfter() {
    return retryAfter;
  }
}
