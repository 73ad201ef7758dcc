package dev.belay.activities.replay;

import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.portfolio.PromptPart;
import dev.belay.activities.portfolio.PromptSet;
import dev.belay.domain.strategy.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prompts that rounds are to be asked with instead of the recorded ones.
 *
 * @param style whose prompt it is
 */
public record PromptVersion(String style, PromptSet parts) {
  private static final String FILE = "file";
  private static final Pattern FORM = Pattern.compile("(?:([a-z]+)/)?(v1|file)(?:-([0-9a-f]{8}))?");

  /**
   * The prompts that somebody means: {@code v1} are those that come with Belay, {@code file} those
   * of the home, a style's name is that style's, and a version such as {@code
   * balanced/v1-1a2b3c4d}, as decisions have it, is exactly that one.
   *
   * @param own the agent's style
   * @param voices of the agent: a version is of one voice's prompt
   * @throws IllegalArgumentException if there is none of that name here
   */
  public static PromptVersion of(
      String asked, String own, List<String> voices, PromptLibrary home) {
    if (PromptLibrary.STYLES.contains(asked)) {
      return new PromptVersion(asked, home.now());
    }
    Matcher form = FORM.matcher(asked);
    if (form.matches()) {
      String style = Optional.ofNullable(form.group(1)).orElse(own);
      boolean known = PromptLibrary.STYLES.contains(style);
      if (known && form.group(3) != null) {
        String exact = style + "/" + form.group(2) + "-" + form.group(3);
        for (PromptSet parts : List.of(PromptLibrary.shipped().now(), home.now())) {
          if (voices.stream().anyMatch(voice -> parts.version(style, voice).equals(exact))) {
            return new PromptVersion(style, parts);
          }
        }
      } else if (known && form.group(2).equals(PromptPart.SHIPPED)) {
        return new PromptVersion(style, PromptLibrary.shipped().now());
      } else if (known && hasFiles(home)) {
        return new PromptVersion(style, home.now());
      }
    }
    throw unknown(asked, own, voices, home);
  }

  private static boolean hasFiles(PromptLibrary home) {
    return home.files().stream().anyMatch(file -> file.problem() == null);
  }

  private static IllegalArgumentException unknown(
      String asked, String own, List<String> voices, PromptLibrary home) {
    List<String> names = new ArrayList<>(PromptLibrary.STYLES);
    names.add(PromptPart.SHIPPED);
    if (hasFiles(home)) {
      names.add(FILE);
    }
    TreeSet<String> versions = new TreeSet<>();
    for (String voice : voices) {
      versions.add(PromptLibrary.shipped().now().version(own, voice));
      versions.add(home.now().version(own, voice));
    }
    names.addAll(versions);
    return new IllegalArgumentException(
        "Expected a prompt version that is here, one of %s, was \"%s\"%s"
            .formatted(String.join(", ", names), asked, Spelling.hint(asked, names)));
  }
}
