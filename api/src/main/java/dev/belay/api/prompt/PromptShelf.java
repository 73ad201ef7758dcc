package dev.belay.api.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prompts in use. */
public interface PromptShelf {
  /** Kind of a style's prompt, by which an agent names it. */
  String STYLE = "style";

  /** All parts: the styles first. */
  List<Part> parts();

  /** The styles an agent can have. */
  default List<String> styles() {
    return parts().stream().filter(part -> part.kind().equals(STYLE)).map(Part::name).toList();
  }

  /**
   * A part that prompts are put together of.
   *
   * @param kind style, voice or shared
   * @param version of its text
   * @param own from the home's folder of prompts; otherwise it came with Belay
   * @param problem why the home's own is refused and what was used before stays; null where it is
   *     fine
   */
  record Part(String name, String kind, String version, boolean own, @Nullable String problem) {}
}
