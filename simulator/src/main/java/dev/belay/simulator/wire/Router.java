package dev.belay.simulator.wire;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which handler answers what. */
final class Router {
  private final Map<String, Handler> handlers = new HashMap<>();

  /** Answers a request with something that becomes JSON, or throws an {@link ApiError}. */
  interface Handler {
    @Nullable Object handle(Call call);
  }

  Router on(String methodAndPath, Handler handler) {
    handlers.put(methodAndPath, handler);
    return this;
  }

  /** Whether there is a handler of this method and path. */
  boolean serves(String methodAndPath) {
    return handlers.containsKey(methodAndPath);
  }

  @Nullable Object route(Call call) {
    Handler handler = handlers.get(call.endpoint());
    if (handler == null) {
      throw new ApiError(
          404, -5000, "Path %s, Method %s is invalid".formatted(call.path(), call.method()));
    }
    return handler.handle(call);
  }
}
