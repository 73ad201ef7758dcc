package dev.belay.activities.model;

import dev.belay.activities.http.RetryDelay;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed, and whether to try again.
 *
 * @param type stable name, {@code CATEGORY_CONDITION}
 * @param retryAfter null where it must not be tried again
 */
record ModelFailure(String type, String message, @Nullable Duration retryAfter) {
  private static final int MAX_BODY = 300;

  /** Judges whatever the client threw; the message holds no secret and no stack trace. */
  static ModelFailure of(RuntimeException thrown, Endpoint endpoint, Instant now) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof EndpointException known) {
        return of(known, endpoint, now);
      }
    }
    // The answer had status 200 but was no chat completion.
    return new ModelFailure(
        "MODEL_ANSWER_UNREADABLE",
        "Expected a chat completion of %s, was something else (%s)"
            .formatted(endpoint, thrown.getClass().getSimpleName()),
        Duration.ofSeconds(2));
  }

  private static ModelFailure of(EndpointException thrown, Endpoint endpoint, Instant now) {
    String detail = excerpt(endpoint.redact(String.valueOf(thrown.getMessage())));
    return switch (thrown.kind()) {
      case TIMEOUT -> again("MODEL_TIMEOUT", endpoint, detail);
      case UNREACHABLE -> again("MODEL_UNREACHABLE", endpoint, detail);
      case TOO_LARGE -> never("MODEL_ANSWER_TOO_LARGE", endpoint, detail);
      case STATUS -> status(thrown, endpoint, detail, now);
    };
  }

  private static ModelFailure status(
      EndpointException thrown, Endpoint endpoint, String detail, Instant now) {
    int status = thrown.statusCode();
    String found = "status %d: %s".formatted(status, detail);
    return switch (status) {
      case 400 ->
          never(
              detail.contains("json_validate_failed")
                  ? "MODEL_ANSWER_INVALID"
                  : "MODEL_REQUEST_REFUSED",
              endpoint,
              found);
      case 401, 403 ->
          // Endpoints like to repeat part of the key here, so their words are left out.
          never("MODEL_KEY_REJECTED", endpoint, "status " + status + "; check " + key(endpoint));
      case 402 -> never("MODEL_CREDIT_EXHAUSTED", endpoint, found);
      case 404 -> never("MODEL_UNKNOWN", endpoint, found);
      case 429 ->
          detail.contains("insufficient_quota")
              ? never("MODEL_CREDIT_EXHAUSTED", endpoint, found)
              : new ModelFailure(
                  "MODEL_RATE_LIMITED",
                  message(endpoint, found),
                  RetryDelay.of(thrown.retryAfter(), String.valueOf(thrown.getMessage()), now));
      case 408, 409, 425, 498 -> again("MODEL_UNAVAILABLE", endpoint, found);
      default ->
          status >= 500
              ? again("MODEL_UNAVAILABLE", endpoint, found)
              : never("MODEL_REQUEST_REFUSED", endpoint, found);
    };
  }

  private static String key(Endpoint endpoint) {
    String variable = Endpoint.keyVariable(endpoint.spec());
    return variable == null ? "whether it needs a key" : "the environment variable " + variable;
  }

  private static ModelFailure again(String type, Endpoint endpoint, String found) {
    return new ModelFailure(type, message(endpoint, found), RetryDelay.DEFAULT);
  }

  private static ModelFailure never(String type, Endpoint endpoint, String found) {
    return new ModelFailure(type, message(endpoint, found), null);
  }

  private static String message(Endpoint endpoint, String found) {
    return "Expected an answer of %s, was %s".formatted(endpoint, found);
  }

  private static String excerpt(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_BODY ? line : line.substring(0, MAX_BODY) + "...";
  }

  /** As Temporal wants it; without a cause, which might carry headers or bodies. */
  ApplicationFailure toTemporal() {
    Duration delay = retryAfter;
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder().setType(type).setMessage(message);
    return delay == null
        ? failure.setNonRetryable(true).build()
        : failure.setNextRetryDelay(delay).build();
  }
}
