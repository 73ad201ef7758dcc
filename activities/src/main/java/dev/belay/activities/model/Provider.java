package dev.belay.activities.model;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Known OpenAI-compatible endpoints and what they understand. */
public enum Provider {
  GROQ("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", true, true),
  OPENAI("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", true, true),
  OPENROUTER("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", true, false),
  DEEPSEEK("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", true, false),
  OLLAMA("ollama", "http://localhost:11434/v1", null, true, false),
  LLAMA_CPP("llama.cpp", "http://localhost:8080/v1", null, true, false),
  /** Any other endpoint: asked for nothing beyond the common core. */
  CUSTOM("custom", null, null, false, false);

  private final String code;
  private final @Nullable String baseUrl;
  private final @Nullable String keyVariable;
  private final boolean jsonMode;
  private final boolean completionTokens;

  Provider(
      String code,
      @Nullable String baseUrl,
      @Nullable String keyVariable,
      boolean jsonMode,
      boolean completionTokens) {
    this.code = code;
    this.baseUrl = baseUrl;
    this.keyVariable = keyVariable;
    this.jsonMode = jsonMode;
    this.completionTokens = completionTokens;
  }

  /**
   * @throws IllegalArgumentException if no provider has the code
   */
  public static Provider of(String code) {
    for (Provider provider : values()) {
      if (provider.code.equals(code)) {
        return provider;
      }
    }
    throw new IllegalArgumentException(
        "Expected a provider of %s, was \"%s\""
            .formatted(
                Arrays.stream(values()).map(Provider::toString).collect(Collectors.joining(", ")),
                code));
  }

  /** Its usual address; null for custom. */
  public @Nullable String baseUrl() {
    return baseUrl;
  }

  /** The environment variable its key is usually in; null where no key is needed. */
  public @Nullable String keyVariable() {
    return keyVariable;
  }

  /** Whether it can be held to answer with a JSON object. */
  boolean jsonMode() {
    return jsonMode;
  }

  /** Whether the length limit is called max_completion_tokens instead of max_tokens. */
  boolean completionTokens() {
    return completionTokens;
  }

  @Override
  public String toString() {
    return code;
  }
}
