package dev.belay.activities.model;

import dev.belay.activities.portfolio.Prompt;
import dev.belay.domain.portfolio.ModelSpec;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel.OpenAiChatModelBuilder;
import dev.langchain4j.model.output.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One model behind one endpoint, asked through langchain4j without any retry of its own. */
final class ChatEndpoint {
  static final int MAX_TOKENS = 4096;
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  // Only where an endpoint doesn't count: a cost of zero would be wrong for sure.
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Endpoint endpoint;
  private final OpenAiChatModel model;

  ChatEndpoint(Endpoint endpoint, HttpClient client, Duration deadline) {
    this.endpoint = endpoint;
    this.model = build(endpoint, client, deadline);
  }

  private static OpenAiChatModel build(Endpoint endpoint, HttpClient client, Duration deadline) {
    OpenAiChatModelBuilder builder =
        OpenAiChatModel.builder()
            .httpClientBuilder(LimitedHttpClient.builder(client, deadline))
            .baseUrl(endpoint.baseUrl())
            .apiKey(endpoint.keyOrPlaceholder())
            .modelName(endpoint.spec().model())
            .timeout(deadline)
            .maxRetries(0)
            .logRequests(false)
            .logResponses(false);
    if (endpoint.provider().completionTokens()) {
      builder.maxCompletionTokens(MAX_TOKENS);
    } else {
      builder.maxTokens(MAX_TOKENS);
    }
    if (endpoint.provider().jsonMode()) {
      builder.responseFormat(ResponseFormat.JSON);
    }
    if (endpoint.provider() == Provider.GROQ && endpoint.spec().model().contains("qwen3")) {
      // Else its thinking comes first in the text, which its JSON mode then refuses.
      builder.customParameters(Map.of("reasoning_format", "hidden"));
    }
    return builder.build();
  }

  /**
   * Asks once.
   *
   * @throws RuntimeException as {@link ModelFailure#of} judges
   */
  ChatAnswer ask(Prompt prompt) {
    long start = System.nanoTime();
    ChatResponse response =
        model.chat(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()));
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    String text = response.aiMessage().text() == null ? "" : response.aiMessage().text();
    TokenUsage usage = response.tokenUsage();
    long in =
        tokens(
            usage == null ? null : usage.inputTokenCount(),
            prompt.system().length() + prompt.user().length());
    long out = tokens(usage == null ? null : usage.outputTokenCount(), text.length());
    String name = response.modelName() == null ? endpoint.spec().model() : response.modelName();
    return new ChatAnswer(text, name, in, out, cost(endpoint.spec(), in, out), millis);
  }

  private static long tokens(@Nullable Integer counted, int characters) {
    return counted == null || counted < 0
        ? Math.ceilDiv(characters, CHARACTERS_PER_TOKEN)
        : counted;
  }

  /** USD by the model's prices, to a billionth, rounded up. */
  static BigDecimal cost(ModelSpec spec, long tokensIn, long tokensOut) {
    return spec.usdPerMillionIn()
        .multiply(BigDecimal.valueOf(tokensIn))
        .add(spec.usdPerMillionOut().multiply(BigDecimal.valueOf(tokensOut)))
        .divide(MILLION, 9, RoundingMode.UP);
  }
}
