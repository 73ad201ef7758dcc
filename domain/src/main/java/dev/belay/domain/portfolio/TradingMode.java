package dev.belay.domain.portfolio;

import java.util.Locale;

/** Whose orders they are, and whose money. */
public enum TradingMode {
  /** A simulated exchange: nothing reaches a real one. */
  PAPER,
  /** The exchange's test network: real orders, no money. */
  TESTNET,
  /** The exchange itself, with real money. */
  LIVE;

  /** Whether orders reach an exchange that is not Belay's own. */
  public boolean isExchange() {
    return this != PAPER;
  }

  /**
   * Reads {@code paper}, {@code testnet} or {@code live}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static TradingMode of(String text) {
    for (TradingMode mode : values()) {
      if (mode.toString().equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "Expected paper, testnet or live, was \"%s\"".formatted(text));
  }

  /** As in configuration, database and API. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
