package dev.belay.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notes what the reader asks for, as a JSON Schema: so the schema can't say anything else than what
 * is read. The reader goes over it twice, with the first and with the last of every list of words,
 * because what it asks for may depend on them.
 */
final class SchemaSection implements Section {
  private final SequencedMap<String, SequencedMap<String, Object>> properties =
      new LinkedHashMap<>();
  private final Map<String, SchemaSection> children = new LinkedHashMap<>();
  private final SequencedSet<String> optional = new LinkedHashSet<>();
  private final SequencedSet<String> required = new LinkedHashSet<>();
  private boolean last;

  private SchemaSection() {}

  /** The schema of a portfolio's file. */
  static Map<String, Object> portfolio() {
    SchemaSection file = new SchemaSection();
    for (boolean last : List.of(false, true)) {
      file.pass(last);
      var unused = new PortfolioReader().read(file);
    }
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Belay portfolio");
    schema.put("description", "What `belay up --config FILE` and `belay config apply FILE` read.");
    schema.putAll(file.schema());
    return schema;
  }

  private void pass(boolean last) {
    this.last = last;
    children.values().forEach(child -> child.pass(last));
  }

  private SequencedMap<String, Object> schema() {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    properties.forEach(
        (key, property) -> {
          SchemaSection child = children.get(key);
          if (child == null) {
            all.put(key, property);
          } else if ("array".equals(property.get("type"))) {
            SequencedMap<String, Object> list = new LinkedHashMap<>(property);
            list.put("items", child.schema());
            all.put(key, list);
          } else {
            all.put(key, child.schema());
          }
        });
    schema.put("type", "object");
    schema.put("properties", all);
    List<String> needed = required.stream().filter(key -> !optional.contains(key)).toList();
    if (!needed.isEmpty()) {
      schema.put("required", needed);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private SequencedMap<String, Object> property(String key, String type) {
    SequencedMap<String, Object> property =
        properties.computeIfAbsent(key, name -> new LinkedHashMap<>());
    property.put("type", type);
    return property;
  }

  private SchemaSection child(String key) {
    SchemaSection child = children.computeIfAbsent(key, name -> new SchemaSection());
    child.pass(last);
    return child;
  }

  @Override
  public String at(String key) {
    return key;
  }

  @Override
  public void finish() {
    // A schema allows no other keys than those asked for anyway.
  }

  @Override
  public void refuse(String key, String problem) {
    // Only a value can be wrong.
  }

  @Override
  public boolean has(String key) {
    optional.add(key);
    return true;
  }

  @Override
  public Optional<Section> section(String key) {
    property(key, "object");
    return Optional.of(child(key));
  }

  @Override
  public List<Section> sections(String key) {
    property(key, "array").put("minItems", 1);
    required.add(key);
    return List.of(child(key));
  }

  @Override
  public <T> List<T> list(String key, String expected, Function<String, T> parser) {
    SequencedMap<String, Object> items = new LinkedHashMap<>();
    items.put("type", "string");
    items.put("description", expected);
    SequencedMap<String, Object> property = property(key, "array");
    property.put("minItems", 1);
    property.put("uniqueItems", true);
    property.put("items", items);
    required.add(key);
    return new ArrayList<>();
  }

  @Override
  public <T> T value(String key, String expected, T standIn, Function<String, T> parser) {
    property(key, "string").put("description", expected);
    required.add(key);
    return standIn;
  }

  @Override
  public <T> T valueOr(String key, String expected, T fallback, Function<String, T> parser) {
    optional.add(key);
    return value(key, expected, fallback, parser);
  }

  @Override
  public String text(String key, String expected, Pattern form) {
    property(key, "string").put("pattern", "^(?:" + form.pattern() + ")$");
    return value(key, expected, "", text -> text);
  }

  @Override
  public String word(String key, List<String> allowed, String standIn) {
    SequencedMap<String, Object> property = property(key, "string");
    required.add(key);
    if (allowed.isEmpty()) {
      // Names that the file itself gives, such as its models'.
      property.put("description", "one that the file itself names");
      return standIn;
    }
    property.put("enum", allowed);
    return last ? allowed.getLast() : allowed.getFirst();
  }

  @Override
  public int whole(String key, int least, int most, int fallback) {
    optional.add(key);
    SequencedMap<String, Object> property = property(key, "integer");
    property.merge("minimum", least, (a, b) -> Math.min((int) a, (int) b));
    property.merge("maximum", most, (a, b) -> Math.max((int) a, (int) b));
    return fallback;
  }

  @Override
  public BigDecimal number(String key, String least, String most, @Nullable BigDecimal fallback) {
    SequencedMap<String, Object> property = property(key, "number");
    property.put("minimum", new BigDecimal(least));
    property.put("maximum", new BigDecimal(most));
    (fallback == null ? required : optional).add(key);
    return fallback == null ? new BigDecimal(least) : fallback;
  }

  @Override
  public Duration duration(String key, @Nullable Duration fallback) {
    property(key, "string").put("pattern", "^(?!0+[smhd]$)[0-9]{1,9}[smhd]$");
    (fallback == null ? required : optional).add(key);
    return fallback == null ? Duration.ofSeconds(1) : fallback;
  }
}
