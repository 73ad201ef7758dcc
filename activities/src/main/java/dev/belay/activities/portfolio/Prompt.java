package dev.belay.activities.portfolio;

/**
 * What a model is asked.
 *
 * @param version the template it was rendered from, such as {@code balanced/v1-1f2e3d4c}
 * @param system role, rules and format: the same in every round
 * @param user the observation
 */
public record Prompt(String version, String system, String user) {
  private static final String HEAD = "prompt: ";
  private static final String SYSTEM = "\n=== system ===\n";
  private static final String USER = "\n=== user ===\n";

  /** The one text that is stored and shown. */
  public String text() {
    return HEAD + version + SYSTEM + system + USER + user;
  }

  /**
   * Reads a stored prompt.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Prompt parse(String text) {
    int system = text.indexOf(SYSTEM);
    int user = text.indexOf(USER);
    if (!text.startsWith(HEAD) || system < 0 || user < system) {
      throw new IllegalArgumentException(
          "Expected a stored prompt with version, system and user part, was a text of %d characters"
              .formatted(text.length()));
    }
    return new Prompt(
        text.substring(HEAD.length(), system),
        text.substring(system + SYSTEM.length(), user),
        text.substring(user + USER.length()));
  }
}
