package dev.belay.activities.model;

import dev.belay.domain.portfolio.ModelSpec;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a model is asked, and with which key. The key never shows. */
public final class Endpoint {
  private final ModelSpec spec;
  private final Provider provider;
  private final String baseUrl;
  private final @Nullable String key;

  private Endpoint(ModelSpec spec, Provider provider, String baseUrl, @Nullable String key) {
    this.spec = spec;
    this.provider = provider;
    this.baseUrl = baseUrl;
    this.key = key;
  }

  /**
   * The endpoint of a model; empty where its key is missing, so that the stand-in answers.
   *
   * @param environment looks up environment variables
   * @throws IllegalArgumentException if the provider is unknown, or custom without an address
   */
  public static Optional<Endpoint> of(
      ModelSpec spec, Function<String, Optional<String>> environment) {
    Provider provider = Provider.of(spec.provider());
    String baseUrl = spec.baseUrl() == null ? provider.baseUrl() : spec.baseUrl();
    if (baseUrl == null) {
      throw new IllegalArgumentException(
          "Expected a base_url for model %s of provider custom, was none".formatted(spec.id()));
    }
    String variable = keyVariable(spec);
    if (variable == null) {
      return Optional.of(new Endpoint(spec, provider, baseUrl, null));
    }
    return environment
        .apply(variable)
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .map(key -> new Endpoint(spec, provider, baseUrl, key));
  }

  /** The variable a model's key is read from; null where it needs none. */
  static @Nullable String keyVariable(ModelSpec spec) {
    return spec.keyVariable() == null
        ? Provider.of(spec.provider()).keyVariable()
        : spec.keyVariable();
  }

  ModelSpec spec() {
    return spec;
  }

  Provider provider() {
    return provider;
  }

  String baseUrl() {
    return baseUrl;
  }

  /** The key, or a placeholder: the client insists on one. */
  String keyOrPlaceholder() {
    return key == null ? "none" : key;
  }

  /** The text without the key, should an endpoint have echoed it. */
  String redact(String text) {
    return key == null ? text : text.replace(key, "***");
  }

  /** Whether asking costs money. */
  boolean isPaid() {
    return spec.usdPerMillionIn().signum() > 0 || spec.usdPerMillionOut().signum() > 0;
  }

  @Override
  public String toString() {
    // An address may carry a password or a token, too.
    String shown = baseUrl.replaceAll("//[^/@]*@", "//").replaceAll("\\?.*", "");
    return "%s %s at %s".formatted(provider, spec.model(), shown);
  }
}
