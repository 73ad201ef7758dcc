package dev.belay.app.cli;

import java.nio.file.Path;

/** Where prices come from. */
public sealed interface MarketChoice {

  /** A seeded market that is always labelled SIMULATED. */
  record Synthetic() implements MarketChoice {}

  /** Recorded candles of a folder. */
  record Replay(Path folder) implements MarketChoice {}

  /** Public endpoints of the exchange, without keys. */
  record Live() implements MarketChoice {}

  /**
   * Reads {@code synthetic}, {@code replay:DIR} or {@code live}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static MarketChoice of(String text) {
    if (text.equals("synthetic")) {
      return new Synthetic();
    }
    if (text.equals("live")) {
      return new Live();
    }
    if (text.startsWith("replay:") && text.length() > "replay:".length()) {
      return new Replay(Path.of(text.substring("replay:".length())).toAbsolutePath().normalize());
    }
    throw new IllegalArgumentException(
        "Expected synthetic, replay:DIR or live, was \"%s\"".formatted(text));
  }
}
