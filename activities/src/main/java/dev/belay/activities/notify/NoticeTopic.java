package dev.belay.activities.notify;

import java.util.Locale;

/** What a notification is about. */
public enum NoticeTopic {
  /** A position was opened. */
  ENTRY("▲"),
  /** A position was closed, with its reason and gain. */
  EXIT("■"),
  /** A stop is at the venue, was moved or has triggered. */
  STOP("◆"),
  /** An agent was paused, resumed, disabled or enabled. */
  PAUSE("‖"),
  /** Entries were halted, held or admitted again; a flatten began or ended. */
  HALT("✕"),
  /** Ledger, venue and workflows disagree, or agree again. */
  CASE("!"),
  /** The fund was reviewed, or a review carried out. */
  REVIEW("§"),
  /** A vote of the amplifier was counted. */
  VOTE("✓"),
  /** What a market day came to. */
  DAILY("Σ"),
  /** About the notifications themselves; always sent. */
  NOTE("i");

  private final String sign;

  NoticeTopic(String sign) {
    this.sign = sign;
  }

  /** One character before a line. */
  public String sign() {
    return sign;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
