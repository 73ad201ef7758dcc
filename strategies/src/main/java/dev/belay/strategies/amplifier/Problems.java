package dev.belay.strategies.amplifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with a configuration, all of it. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void unless(boolean holds, String format, Object... values) {
    if (!holds) {
      found.add(String.format(Locale.ROOT, format, values));
    }
  }

  List<String> found() {
    return List.copyOf(found);
  }
}
