package dev.belay.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class SchemaTest {
  private static final JsonNode SCHEMA = Json.mapper().valueToTree(SchemaSection.portfolio());

  /** Changed the reader? Copy the file from target to config. */
  @Test
  void theOnePublishedIsTheReadersOwn() throws IOException {
    String text = Json.write(SchemaSection.portfolio()) + "\n";
    Files.writeString(Path.of("target", "portfolio.schema.json"), text);

    assertThat(PortfolioFile.schemaText()).isEqualTo(text);
  }

  @Test
  void takesTheShippedFile() {
    assertThat(problems(PortfolioFile.shippedText())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          initial_balance: 10000|initial_balanse: 10000
          initial_balance: 10000|initial_balance: -1
          interval: 3m|interval: 0
          interval: 3m|interval: [3m]
          interval: 3m|name: twice
          style: scalping|style: bold
          consensus: voting|consensus: majority
          voices: 3|voices: 10
          voices: 3|voices: many
          daily_loss_pct: 10|daily_loss_pct: 0
          daily_loss_pct: 10|daily_loss_pct: 101
          max_leverage: 10|max_leverage: 11
          max_leverage: 10|max_leverage: 1.5
          model: qwen/qwen3-32b|modell: qwen/qwen3-32b
          name: main|name: Main Fund
          gross_multiple: 3|gross_multiple: 11
          symbols: [BTCUSDT, ETHUSDT,|symbols: [BTCUSDT, BTCUSDT,
          """)
  void refusesWhatTheReaderRefuses(String from, String to) {
    String text = PortfolioFile.shippedText();
    assertThat(text).contains(from);
    String bad = text.replaceFirst(java.util.regex.Pattern.quote(from), to);

    assertThat(PortfolioFile.check(bad)).isNotEmpty();
    assertThat(problems(bad)).isNotEmpty();
  }

  private static List<String> problems(String yaml) {
    Object tree;
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      tree = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      return List.of("not YAML");
    }
    List<String> problems = new ArrayList<>();
    check(SCHEMA, Json.mapper().valueToTree(tree), "", problems);
    return problems;
  }

  /** As much of JSON Schema as ours uses. */
  private static void check(JsonNode schema, JsonNode value, String path, List<String> problems) {
    switch (schema.path("type").asText()) {
      case "object" -> {
        if (!value.isObject()) {
          problems.add(path + ": no object");
          return;
        }
        schema
            .path("required")
            .forEach(
                key -> {
                  if (!value.has(key.asText())) {
                    problems.add(path + ": no " + key.asText());
                  }
                });
        value
            .fields()
            .forEachRemaining(
                field -> {
                  JsonNode property = schema.path("properties").path(field.getKey());
                  String at = path + "/" + field.getKey();
                  if (property.isMissingNode()) {
                    problems.add(at + ": unknown");
                  } else {
                    check(property, field.getValue(), at, problems);
                  }
                });
      }
      case "array" -> {
        if (!value.isArray() || value.size() < schema.path("minItems").asInt()) {
          problems.add(path + ": no array");
        }
        List<JsonNode> seen = new ArrayList<>();
        for (JsonNode item : value) {
          if (schema.path("uniqueItems").asBoolean() && seen.contains(item)) {
            problems.add(path + ": twice " + item);
          }
          seen.add(item);
          check(schema.path("items"), item, path + "[]", problems);
        }
      }
      case "integer", "number" -> {
        boolean whole = schema.path("type").asText().equals("integer");
        if (whole ? !value.isIntegralNumber() : !value.isNumber()) {
          problems.add(path + ": no number");
          return;
        }
        BigDecimal number = value.decimalValue();
        if (number.compareTo(schema.path("minimum").decimalValue()) < 0
            || number.compareTo(schema.path("maximum").decimalValue()) > 0) {
          problems.add(path + ": out of range");
        }
      }
      case "string" -> {
        if (!value.isTextual()) {
          problems.add(path + ": no text");
          return;
        }
        String text = value.asText();
        if (schema.has("pattern") && !text.matches(schema.path("pattern").asText())) {
          problems.add(path + ": of another form");
        }
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        if (!words.isEmpty() && !words.contains(text)) {
          problems.add(path + ": another word");
        }
      }
      default -> throw new AssertionError("a type that this test does not know: " + schema);
    }
  }
}
