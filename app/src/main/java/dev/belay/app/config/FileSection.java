package dev.belay.app.config;

import dev.belay.app.base.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of the file. Getters note what is wrong and answer with a stand-in of the right type,
 * so that reading goes on to the next problem; what was read is used only when there was none.
 */
final class Section {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private final String path;
  private final Node node;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final SequencedSet<String> asked = new LinkedHashSet<>();

  Section(String path, Node node, Problems problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
    if (!(node instanceof MappingNode mapping)) {
      problems.add(path.isEmpty() ? "the file" : path, node, "keys with values", describe(node));
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = describe(tuple.getKeyNode());
      if (values.putIfAbsent(key, tuple.getValueNode()) == null) {
        keys.put(key, tuple.getKeyNode());
      } else {
        problems.add(
            at(key), tuple.getKeyNode().getStartMark(), "the key is given twice; keep one of them");
      }
    }
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Notes every key that nobody asked for; to be called last. */
  void finish() {
    keys.forEach(
        (key, at) -> {
          if (!asked.contains(key)) {
            String hint =
                NearMatch.of(key, asked)
                    .map(near -> "did you mean \"%s\"?".formatted(near))
                    .orElse("allowed are " + String.join(", ", asked));
            problems.add(at(key), at.getStartMark(), "unknown key; " + hint);
          }
        });
  }

  private @Nullable Node find(String key) {
    asked.add(key);
    Node value = values.get(key);
    return value == null || value.getTag().equals(Tag.NULL) ? null : value;
  }

  boolean has(String key) {
    return find(key) != null;
  }

  Optional<Section> section(String key) {
    Node value = find(key);
    return value == null ? Optional.empty() : Optional.of(new Section(at(key), value, problems));
  }

  /** The mappings of a list that has to be there and not empty. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      sections.add(new Section("%s[%d]".formatted(at(key), i), items.get(i), problems));
    }
    return sections;
  }

  private List<Node> items(String key) {
    Node value = find(key);
    if (value == null) {
      missing(key, "a list");
      return List.of();
    }
    if (value instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    problems.add(at(key), value, "a list that is not empty", describe(value));
    return List.of();
  }

  /** Texts of a list, each turned into a value; elements that are refused are left out. */
  <T> List<T> list(String key, String expected, Function<String, T> parser) {
    List<T> list = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      parse("%s[%d]".formatted(at(key), i), items.get(i), expected, parser).ifPresent(list::add);
    }
    return list;
  }

  /** A text that has to be there. */
  <T> T value(String key, String expected, T standIn, Function<String, T> parser) {
    Node value = find(key);
    if (value == null) {
      missing(key, expected);
      return standIn;
    }
    return parse(at(key), value, expected, parser).orElse(standIn);
  }

  /** A text that may be missing. */
  <T> T valueOr(String key, String expected, T fallback, Function<String, T> parser) {
    return has(key) ? value(key, expected, fallback, parser) : fallback;
  }

  private <T> Optional<T> parse(
      String where, Node value, String expected, Function<String, T> parser) {
    if (value instanceof ScalarNode scalar) {
      try {
        return Optional.of(parser.apply(scalar.getValue()));
      } catch (IllegalArgumentException e) {
        problems.add(where, value, expected, scalar.getValue());
        return Optional.empty();
      }
    }
    problems.add(where, value, expected, describe(value));
    return Optional.empty();
  }

  private void missing(String key, String expected) {
    if (node instanceof MappingNode) {
      problems.add(at(key), node.getStartMark(), "missing; expected " + expected);
    }
  }

  String text(String key, String expected, Pattern form) {
    return value(key, expected, "", text -> requireMatch(text, form));
  }

  private static String requireMatch(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  String word(String key, List<String> allowed, String standIn) {
    return value(
        key,
        "one of " + String.join(", ", allowed),
        standIn,
        text -> {
          if (!allowed.contains(text)) {
            throw new IllegalArgumentException();
          }
          return text;
        });
  }

  int whole(String key, int least, int most, int fallback) {
    return valueOr(
        key,
        "a whole number from %d to %d".formatted(least, most),
        fallback,
        text -> {
          if (!text.matches("-?[0-9]{1,9}")) {
            throw new IllegalArgumentException();
          }
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException();
          }
          return number;
        });
  }

  /** A plain decimal number in a closed range; fallback null means that it has to be there. */
  BigDecimal number(String key, String least, String most, @Nullable BigDecimal fallback) {
    String expected = "a number from %s to %s".formatted(least, most);
    Function<String, BigDecimal> parser =
        text -> {
          requireMatch(text, NUMBER);
          BigDecimal number = new BigDecimal(text);
          if (number.compareTo(new BigDecimal(least)) < 0
              || number.compareTo(new BigDecimal(most)) > 0) {
            throw new IllegalArgumentException();
          }
          return number;
        };
    return fallback == null
        ? value(key, expected, BigDecimal.ONE, parser)
        : valueOr(key, expected, fallback, parser);
  }

  Duration duration(String key, @Nullable Duration fallback) {
    String expected = "a duration of at least 1s such as 90s, 3m or 1h";
    return fallback == null
        ? value(key, expected, Duration.ofSeconds(1), Durations::parse)
        : valueOr(key, expected, fallback, Durations::parse);
  }

  private static String describe(Node node) {
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode sequence -> sequence.getValue().isEmpty() ? "an empty list" : "a list";
      default -> "keys with values";
    };
  }
}
