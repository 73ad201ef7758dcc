package dev.belay.app.config;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Everything that is wrong with a file, collected so that it is told at once. */
final class Problems {
  private static final int SHOWN_VALUE = 60;
  private final List<Problem> found = new ArrayList<>();

  /** A value that is not what is allowed. */
  void add(String path, Node node, String expected, String was) {
    add(path, node, expected, was, null);
  }

  /**
   * A value that is not what is allowed.
   *
   * @param near what was probably meant; null where nothing is near
   */
  void add(String path, Node node, String expected, String was, @Nullable String near) {
    String value = was.length() > SHOWN_VALUE ? was.substring(0, SHOWN_VALUE) + "…" : was;
    String hint = near == null ? "" : "; did you mean \"%s\"?".formatted(near);
    add(path, node.getStartMark(), "expected %s, was \"%s\"%s".formatted(expected, value, hint));
  }

  void add(String path, Mark at, String text) {
    int line = at.getLine() + 1;
    found.add(new Problem(line, "%s (line %d): %s".formatted(path, line, text)));
  }

  /** Something that is not a matter of one line. */
  void add(String text) {
    found.add(new Problem(0, text));
  }

  boolean none() {
    return found.isEmpty();
  }

  /** All problems in the order of the file's lines. */
  List<Problem> all() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  /** Told at once. */
  OperatorException toException(String source) {
    List<String> lines = all().stream().map(Problem::text).toList();
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "The configuration %s has %d problem%s; nothing was applied:%n  %s"
            .formatted(
                source,
                lines.size(),
                lines.size() == 1 ? "" : "s",
                String.join(System.lineSeparator() + "  ", lines)));
  }
}
