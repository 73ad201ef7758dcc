package dev.belay.simulator.wire;

import dev.belay.simulator.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the caller.
 *
 * @param body becomes JSON
 * @param headers beside those that every answer has; by lower-case name
 */
record Reply(int status, @Nullable Object body, Map<String, String> headers) {
  static Reply ok(@Nullable Object body) {
    return new Reply(200, body, Map.of());
  }

  static Reply of(ApiError error) {
    return new Reply(
        error.status(),
        Json.object("code", error.code(), "msg", error.getMessage()),
        error.retryAfter() == 0
            ? Map.of()
            : Map.of("retry-after", Long.toString(error.retryAfter())));
  }

  /** With more headers. */
  Reply with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    return new Reply(status, body, all);
  }
}
