package dev.belay.domain.portfolio;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind an OpenAI-compatible endpoint, or the stand-in when there is none.
 *
 * @param id the name agents refer to
 * @param name for people, such as Qwen3-32B
 * @param provider groq, openai, openrouter, deepseek, ollama, llama.cpp or custom
 * @param model the endpoint's name for it
 * @param baseUrl overrides the provider's address; required for custom
 * @param keyVariable the environment variable with the key; null where none is needed
 * @param usdPerMillionIn price of a million prompt tokens
 * @param usdPerMillionOut price of a million completion tokens
 * @param tokensPerSecond the provider's nominal figure, informative
 */
public record ModelSpec(
    String id,
    String name,
    String family,
    String provider,
    String model,
    @Nullable String baseUrl,
    @Nullable String keyVariable,
    BigDecimal usdPerMillionIn,
    BigDecimal usdPerMillionOut,
    int tokensPerSecond) {}
