package dev.belay.app.config;

import dev.belay.domain.strategy.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name somebody probably meant. */
final class NearMatch {
  private NearMatch() {}

  /** The nearest of the names, if one is near. */
  static Optional<String> of(String text, Collection<String> names) {
    int tolerated = Math.max(1, text.length() / 3);
    return names.stream()
        .filter(name -> Spelling.distance(text, name) <= tolerated || alike(text, name))
        .min(
            Comparator.comparingInt((String name) -> Spelling.distance(text, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean alike(String text, String name) {
    return plain(text).equals(plain(name));
  }

  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT);
  }
}
