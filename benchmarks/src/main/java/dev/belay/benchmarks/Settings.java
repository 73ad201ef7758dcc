package dev.belay.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be run.
 *
 * @param root the project's folder
 * @param keep whether homes stay for a look
 */
record Settings(Path root, String name, Map<String, String> values, boolean keep) {
  private static final List<String> KNOWN =
      List.of("--speed", "--for", "--times", "--port", "--rows", "--clients");

  /**
   * @throws IllegalArgumentException if an option is unknown or lacks its value
   */
  static Settings parse(String... words) {
    Map<String, String> values = new HashMap<>();
    boolean keep = false;
    for (int i = 2; i < words.length; i++) {
      if (words[i].equals("--keep")) {
        keep = true;
      } else if (KNOWN.contains(words[i]) && i + 1 < words.length) {
        values.put(words[i], words[++i]);
      } else {
        throw new IllegalArgumentException(
            "Expected --keep or one of %s with a value, was \"%s\"".formatted(KNOWN, words[i]));
      }
    }
    return new Settings(Path.of(words[0]), words[1], Map.copyOf(values), keep);
  }

  int number(String option, int otherwise) {
    String text = values.getOrDefault(option, String.valueOf(otherwise));
    if (!text.matches("[1-9][0-9]{0,7}")) {
      throw new IllegalArgumentException(
          "Expected a whole number from 1 after %s, was \"%s\"".formatted(option, text));
    }
    return Integer.parseInt(text);
  }

  /** Such as 90s, 5m or 4h. */
  Duration span(String otherwise) {
    String text = values.getOrDefault("--for", otherwise);
    if (!text.matches("[1-9][0-9]{0,5}[smh]")) {
      throw new IllegalArgumentException(
          "Expected a span such as 90s, 5m or 4h after --for, was \"%s\"".formatted(text));
    }
    return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
  }
}
