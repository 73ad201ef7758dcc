package dev.belay.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.app.base.Durations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Standard values with what a file says laid over them: what it does not name stays as it is. A key
 * that the standard does not have and a value of another kind are problems. Kinds are those of the
 * standard: numbers, words, lists of words, durations (in the file such as 4h), and lists of
 * mappings with a name each, of which one that the standard has needs only what is different.
 */
final class Overlay {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern SPAN = Pattern.compile("PT?[0-9].*");
  private static final String NAME = "name";

  private final Problems problems;

  Overlay(Problems problems) {
    this.problems = problems;
  }

  /** The standard's own nodes are never changed. */
  JsonNode over(String path, JsonNode standard, Node given) {
    return switch (standard) {
      case ObjectNode mapping -> mapping(path, mapping, given);
      case ArrayNode list when !list.isEmpty() && list.get(0).isObject() ->
          named(path, list, given);
      case ArrayNode list -> words(path, given);
      default -> scalar(path, standard, given);
    };
  }

  private JsonNode mapping(String path, ObjectNode standard, Node given) {
    ObjectNode result = standard.deepCopy();
    if (!(given instanceof MappingNode mapping)) {
      problems.add(path, given, "keys with values", kind(given));
      return result;
    }
    List<String> seen = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      String where = path.isEmpty() ? key : path + "." + key;
      JsonNode its = standard.get(key);
      if (its == null) {
        unknown(where, key, tuple.getKeyNode(), standard);
      } else if (seen.contains(key)) {
        problems.add(
            where, tuple.getKeyNode().getStartMark(), "the key is given twice; keep one of them");
      } else {
        seen.add(key);
        result.set(key, over(where, its, tuple.getValueNode()));
      }
    }
    return result;
  }

  private void unknown(String where, String key, Node at, ObjectNode standard) {
    List<String> keys = new ArrayList<>();
    standard.fieldNames().forEachRemaining(keys::add);
    String hint =
        NearMatch.of(key, keys)
            .map(near -> "did you mean \"%s\"?".formatted(near))
            .orElse("allowed are " + String.join(", ", keys));
    problems.add(where, at.getStartMark(), "unknown key; " + hint);
  }

  /** Each over the standard of its name; a new one needs every key. */
  private JsonNode named(String path, ArrayNode standard, Node given) {
    ArrayNode result = JSON.arrayNode();
    if (!(given instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      problems.add(path, given, "a list that is not empty", kind(given));
      return standard;
    }
    for (int i = 0; i < sequence.getValue().size(); i++) {
      Node each = sequence.getValue().get(i);
      String where = "%s[%d]".formatted(path, i);
      Optional<String> name = name(each);
      ObjectNode known = (ObjectNode) standard.get(0);
      boolean isNew = true;
      for (JsonNode its : standard) {
        if (name.isPresent() && its.path(NAME).asText().equals(name.get())) {
          known = (ObjectNode) its;
          isNew = false;
        }
      }
      if (isNew) {
        requireAll(where, known, each);
      }
      result.add(over(where, known, each));
    }
    return result;
  }

  private void requireAll(String path, ObjectNode known, Node given) {
    List<String> there = new ArrayList<>();
    if (given instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> there.add(text(tuple.getKeyNode())));
    }
    known
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!there.contains(key)) {
                problems.add(
                    path + "." + key,
                    given.getStartMark(),
                    "missing; one that does not come with Belay needs every key");
              }
            });
  }

  private static Optional<String> name(Node given) {
    return given instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(tuple -> text(tuple.getKeyNode()).equals(NAME))
            .map(tuple -> text(tuple.getValueNode()))
            .findFirst()
        : Optional.empty();
  }

  private JsonNode words(String path, Node given) {
    ArrayNode words = JSON.arrayNode();
    if (!(given instanceof SequenceNode sequence)) {
      problems.add(path, given, "a list of words", kind(given));
      return words;
    }
    for (Node each : sequence.getValue()) {
      if (each instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
        words.add(scalar.getValue());
      } else {
        problems.add(path, each, "a word", kind(each));
      }
    }
    return words;
  }

  private JsonNode scalar(String path, JsonNode standard, Node given) {
    if (!(given instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
      problems.add(path, given, "a value", kind(given));
      return standard;
    }
    String text = scalar.getValue();
    if (standard.isBoolean()) {
      return text.equals("true") || text.equals("false")
          ? JSON.booleanNode(text.equals("true"))
          : wrong(path, given, "true or false", standard);
    }
    if (standard.isIntegralNumber()) {
      return WHOLE.matcher(text).matches()
          ? JSON.numberNode(Integer.parseInt(text))
          : wrong(path, given, "a whole number", standard);
    }
    if (standard.isNumber()) {
      return NUMBER.matcher(text).matches()
          ? JSON.numberNode(new BigDecimal(text))
          : wrong(path, given, "a number", standard);
    }
    String its = standard.asText();
    if (SPAN.matcher(its).matches()) {
      try {
        return TextNode.valueOf(Durations.parse(text).toString());
      } catch (IllegalArgumentException e) {
        return wrong(path, given, "a duration such as 90s, 5m, 4h or 30d", standard);
      }
    }
    return !NUMBER.matcher(its).matches() || NUMBER.matcher(text).matches()
        ? TextNode.valueOf(text)
        : wrong(path, given, "an amount", standard);
  }

  private JsonNode wrong(String path, Node given, String expected, JsonNode standard) {
    problems.add(path, given, expected, text(given));
    return standard;
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : kind(node);
  }

  private static String kind(Node node) {
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode sequence -> sequence.getValue().isEmpty() ? "an empty list" : "a list";
      default -> "keys with values";
    };
  }
}
