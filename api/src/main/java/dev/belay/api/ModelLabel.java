package dev.belay.api;

/**
 * How a model is shown.
 *
 * @param name for people, such as Qwen3-32B
 * @param standIn true when the rule-based stand-in answers in its place
 */
public record ModelLabel(String name, boolean standIn) {
  /** The name, and that it is not the model itself where that is so. */
  public String text() {
    return standIn ? name + " (stand-in)" : name;
  }
}
