package dev.belay.activities.portfolio;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part that prompts are put together of, known by the name that its file has.
 *
 * @param name such as balanced, bull or limits
 * @param resource where the shipped one is
 */
public record PromptPart(String name, Kind kind, String resource) {
  /** The version of all that come with Belay. */
  public static final String SHIPPED = "v1";

  /** All parts: the styles first. */
  public static final List<PromptPart> ALL =
      Stream.of(
              Stream.of(
                      "balanced",
                      "conservative",
                      "aggressive",
                      "validated",
                      "scalping",
                      "analysis",
                      "speed")
                  .map(name -> new PromptPart(name, Kind.STYLE, name)),
              Stream.of("bull", "bear", "risk")
                  .map(name -> new PromptPart(name, Kind.VOICE, "voice/" + name)),
              Stream.of("limits", "format", "data")
                  .map(name -> new PromptPart(name, Kind.SHARED, "shared/" + name)))
          .flatMap(parts -> parts)
          .toList();

  /** What it is there for. */
  public enum Kind {
    /** The prompt of an agent's style, which the others are filled into. */
    STYLE,
    /** What a voice of a consensus is told besides. */
    VOICE,
    /** The same for all. */
    SHARED
  }

  public static Optional<PromptPart> named(String name) {
    return ALL.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  static List<PromptPart> of(Kind kind) {
    return ALL.stream().filter(part -> part.kind() == kind).toList();
  }

  /** The one that comes with Belay. */
  Template shipped() {
    return Template.load(resource + "/" + SHIPPED);
  }

  /** The text of the one that comes with Belay. */
  public String shippedText() {
    return shipped().text() + "\n";
  }
}
