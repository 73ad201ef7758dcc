package dev.belay.app.config;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Everything that is wrong with a file, collected so that it is told at once. */
final class Problems {
  private static final int SHOWN_VALUE = 60;
  private final List<String> found = new ArrayList<>();

  /** A value that is not what is allowed. */
  void add(String path, Node node, String expected, String was) {
    String value = was.length() > SHOWN_VALUE ? was.substring(0, SHOWN_VALUE) + "…" : was;
    add(path, node.getStartMark(), "expected %s, was \"%s\"".formatted(expected, value));
  }

  void add(String path, Mark at, String text) {
    found.add("%s (line %d): %s".formatted(path, at.getLine() + 1, text));
  }

  void add(String text) {
    found.add(text);
  }

  boolean none() {
    return found.isEmpty();
  }

  OperatorException toException(String source) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "The configuration %s has %d problem%s; nothing was applied:%n  %s"
            .formatted(
                source,
                found.size(),
                found.size() == 1 ? "" : "s",
                String.join(System.lineSeparator() + "  ", found)));
  }
}
