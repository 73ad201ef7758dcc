package dev.belay.activities.model;

import dev.belay.activities.portfolio.Prompt;
import dev.belay.domain.portfolio.ModelSpec;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The models that can be asked here: those whose provider needs no key or whose key is set. */
public final class ChatEndpoints {
  /** Tokens that a model's own template puts around the two messages, at the most. */
  private static final int FRAME = 256;

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

  /**
   * The most that asking once can cost, in USD by the model's prices: a token is at least a byte
   * long, and the answer's tokens are limited. 0 where the stand-in answers.
   */
  public BigDecimal most(ModelSpec model, Prompt prompt) {
    return endpoint(model)
        .map(found -> ChatEndpoint.cost(model, tokens(prompt), ChatEndpoint.MAX_TOKENS))
        .orElse(BigDecimal.ZERO);
  }

  private static long tokens(Prompt prompt) {
    return FRAME
        + prompt.system().getBytes(StandardCharsets.UTF_8).length
        + prompt.user().getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The environment variable whose key a model lacks; empty where it can be asked.
   *
   * @throws IllegalArgumentException if its provider is unknown, or custom without an address
   */
  public Optional<String> missingKey(ModelSpec model) {
    return endpoint(model).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(Endpoint.keyVariable(model));
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
