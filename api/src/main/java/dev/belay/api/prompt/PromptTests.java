package dev.belay.api.prompt;

/** Asks an agent's model as in a round, and carries nothing out. */
public interface PromptTests {
  /**
   * @param agent one of the fund's
   * @throws IllegalArgumentException if the fund has no such agent
   */
  PromptTest run(String agent);
}
