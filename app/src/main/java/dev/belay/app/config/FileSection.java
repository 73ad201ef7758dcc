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

/** A mapping that was read. */
final class FileSection implements Section {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private final String path;
  private final Node node;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final SequencedSet<String> asked = new LinkedHashSet<>();

  FileSection(String path, Node node, Problems problems) {
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

  @Override
  public String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @Override
  public void finish() {
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

  @Override
  public boolean has(String key) {
    return find(key) != null;
  }

  @Override
  public void refuse(String key, String problem) {
    Node value = find(key);
    problems.add(at(key), (value == null ? node : value).getStartMark(), problem);
  }

  @Override
  public Optional<Section> section(String key) {
    Node value = find(key);
    return value == null
        ? Optional.empty()
        : Optional.of(new FileSection(at(key), value, problems));
  }

  @Override
  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      sections.add(new FileSection("%s[%d]".formatted(at(key), i), items.get(i), problems));
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

  @Override
  public <T> List<T> list(String key, String expected, Function<String, T> parser) {
    List<T> list = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      parse("%s[%d]".formatted(at(key), i), items.get(i), expected, parser).ifPresent(list::add);
    }
    return list;
  }

  @Override
  public <T> T value(String key, String expected, T standIn, Function<String, T> parser) {
    Node value = find(key);
    if (value == null) {
      missing(key, expected);
      return standIn;
    }
    return parse(at(key), value, expected, parser).orElse(standIn);
  }

  @Override
  public <T> T valueOr(String key, String expected, T fallback, Function<String, T> parser) {
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

  @Override
  public String text(String key, String expected, Pattern form) {
    return value(key, expected, "", text -> requireMatch(text, form));
  }

  private static String requireMatch(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  @Override
  public String word(String key, List<String> allowed, String standIn) {
    Node value = find(key);
    if (value == null) {
      missing(key, "one of " + String.join(", ", allowed));
      return standIn;
    }
    if (value instanceof ScalarNode scalar && allowed.contains(scalar.getValue())) {
      return scalar.getValue();
    }
    String given = describe(value);
    problems.add(
        at(key),
        value,
        "one of " + String.join(", ", allowed),
        given,
        NearMatch.of(given, allowed).orElse(null));
    return standIn;
  }

  @Override
  public int whole(String key, int least, int most, int fallback) {
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

  @Override
  public BigDecimal number(String key, String least, String most, @Nullable BigDecimal fallback) {
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

  @Override
  public Duration duration(String key, @Nullable Duration fallback) {
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
