package dev.belay.app.config;

import dev.belay.domain.portfolio.ModelSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the models that agents refer to. */
final class ModelReader {
  /**
   * Providers with the environment variable their key is usually in; empty where none is needed.
   */
  private static final Map<String, String> PROVIDERS =
      new TreeMap<>(
          Map.of(
              "groq", "GROQ_API_KEY",
              "openai", "OPENAI_API_KEY",
              "openrouter", "OPENROUTER_API_KEY",
              "deepseek", "DEEPSEEK_API_KEY",
              "ollama", "",
              "llama.cpp", "",
              "custom", ""));

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
  private static final Pattern TEXT = Pattern.compile("\\S.{0,119}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  List<ModelSpec> read(Section file) {
    List<ModelSpec> models = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (Section section : file.sections("models")) {
      String id =
          section.value(
              "id",
              "lower-case letters, digits, dots and hyphens, at most 64, that no other model has",
              "",
              text -> {
                if (!ID.matcher(text).matches() || !ids.add(text)) {
                  throw new IllegalArgumentException();
                }
                return text;
              });
      models.add(model(section, id));
      section.finish();
    }
    return models;
  }

  private ModelSpec model(Section section, String id) {
    String provider = section.word("provider", List.copyOf(PROVIDERS.keySet()), "groq");
    String name = section.text("name", "a text of at most 120 characters", TEXT);
    return new ModelSpec(
        id,
        name,
        section.valueOr("family", "a text of at most 120 characters", name, ModelReader::anyText),
        provider,
        section.text("model", "the endpoint's name for the model", TEXT),
        baseUrl(section, provider),
        keyVariable(section, provider),
        section.number("usd_per_million_in", "0", "10000", null),
        section.number("usd_per_million_out", "0", "10000", null),
        section.whole("tokens_per_second", 1, 1_000_000, 1));
  }

  private static String anyText(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private @Nullable String baseUrl(Section section, String provider) {
    if (!section.has("base_url") && !provider.equals("custom")) {
      return null;
    }
    return section.value(
        "base_url",
        "an address such as https://host/v1",
        "",
        text -> {
          URI uri = URI.create(text);
          if (uri.getHost() == null
              || uri.getUserInfo() != null
              || !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException();
          }
          return text;
        });
  }

  private @Nullable String keyVariable(Section section, String provider) {
    String usual = PROVIDERS.getOrDefault(provider, "");
    if (!section.has("key_variable")) {
      return usual.isEmpty() ? null : usual;
    }
    String variable = section.value("key_variable", "a name", "", text -> text);
    if (!VARIABLE.matcher(variable).matches()) {
      // Its value is not shown: somebody may have put the key itself there.
      section.refuse(
          "key_variable",
          "expected the name of an environment variable such as GROQ_API_KEY; keys"
              + " themselves are never written into the file");
      return null;
    }
    return variable;
  }
}
