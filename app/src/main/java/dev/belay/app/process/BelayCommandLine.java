package dev.belay.app.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How another process of this Belay is started: the same Java, the same classes. */
public final class BelayCommandLine {
  private BelayCommandLine() {}

  /**
   * Its command line, to be run with {@link #environment}.
   *
   * @param options of its virtual machine, beside those that all have
   * @param arguments of {@code belay}
   */
  public static List<String> words(List<String> options, List<String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 23) {
      words.add("--sun-misc-unsafe-memory-access=allow");
    }
    words.addAll(options);
    words.add("dev.belay.app.cli.Main");
    words.addAll(arguments);
    return words;
  }

  /** The classes: not among the words, as systems show only the first few thousand bytes. */
  public static Map<String, String> environment() {
    return Map.of("CLASSPATH", System.getProperty("java.class.path"));
  }
}
