package dev.belay.app.temporal;

import java.util.Locale;

/** Which Temporal server an operator asks for. */
public enum TemporalMode {
  /** The first of the others that works. */
  AUTO,
  /** A cluster or Temporal Cloud, by TEMPORAL_ADDRESS and the standard client configuration. */
  ADDRESS,
  /** The local server, from an executable that is already here. */
  EXECUTABLE,
  /** The local server, fetched or built if it is not here. */
  OBTAIN,
  /** The SDK's in-memory server inside this process. */
  MEMORY;

  /**
   * @throws IllegalArgumentException if there is no such mode
   */
  public static TemporalMode of(String text) {
    for (TemporalMode mode : values()) {
      if (mode.toString().equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "Expected auto, address, executable, obtain or memory, was \"%s\".".formatted(text));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
