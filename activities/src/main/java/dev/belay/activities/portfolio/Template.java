package dev.belay.activities.portfolio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places of the form <code>{{name}}</code>. */
record Template(String name, String text) {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

  /**
   * Reads a resource of this module.
   *
   * @throws IllegalArgumentException if there is none of the name
   */
  static Template load(String name) {
    String path = "/prompts/portfolio/" + name + ".md";
    try (InputStream in = Template.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "Expected a prompt template %s, there is no resource %s".formatted(name, path));
      }
      return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new IllegalStateException("Expected resource %s to be readable".formatted(path), e);
    }
  }

  /** The names of its places. */
  SortedSet<String> places() {
    SortedSet<String> names = new TreeSet<>();
    PLACE.matcher(text).results().map((MatchResult place) -> place.group(1)).forEach(names::add);
    return names;
  }

  /**
   * Fills every place once; what is filled in is never looked at for places.
   *
   * @throws IllegalArgumentException if a place has no value
   */
  String fill(Map<String, String> values) {
    Matcher places = PLACE.matcher(text);
    return places.replaceAll(
        place -> {
          String value = values.get(place.group(1));
          if (value == null) {
            throw new IllegalArgumentException(
                "Expected a value for {{%s}} of template %s, was none"
                    .formatted(place.group(1), name));
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
