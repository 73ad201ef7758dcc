package dev.belay.activities.model;

import dev.belay.domain.portfolio.ModelSpec;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The models that can be asked here: those whose provider needs no key or whose key is set. */
public final class ChatEndpoints {
  private final Function<String, Optional<String>> environment;
  private final Duration deadline;
  private final HttpClient client = LimitedHttpClient.jdkClient();
  private final Map<ModelSpec, ChatEndpoint> open = new ConcurrentHashMap<>();

  /**
   * @param environment looks up environment variables, the only place keys come from
   * @param deadline wall time for one whole answer; less than the activity's start-to-close
   */
  public ChatEndpoints(Function<String, Optional<String>> environment, Duration deadline) {
    this.environment = environment;
    this.deadline = deadline;
  }

  /** Whether asking the model costs money, so that simulated time should not run fast. */
  public boolean isPaid(ModelSpec model) {
    return endpoint(model).map(Endpoint::isPaid).orElse(false);
  }

  /** Empty where the stand-in answers. */
  Optional<Endpoint> endpoint(ModelSpec model) {
    return Endpoint.of(model, environment);
  }

  ChatEndpoint open(Endpoint endpoint) {
    return open.computeIfAbsent(
        endpoint.spec(), spec -> new ChatEndpoint(endpoint, client, deadline));
  }
}
