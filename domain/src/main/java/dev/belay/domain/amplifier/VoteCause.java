package dev.belay.domain.amplifier;

/** Why a vote is held. */
public enum VoteCause {
  /** A window began. */
  SCHEDULED,
  /** The desk found none held in its window. */
  START,
  /** Momentum fell below the share of what it was at the last vote. */
  MOMENTUM,
  /** A signal, from whatever watches. */
  SIGNAL,
  /** The main agent: a news shock, a change of regime, a loss of data. */
  MAIN_AGENT,
  /** An operator. */
  HAND;

  /** Whether it is held besides those of the windows: on stored evidence, fetching nothing. */
  public boolean extra() {
    return switch (this) {
      case SCHEDULED, START -> false;
      case MOMENTUM, SIGNAL, MAIN_AGENT, HAND -> true;
    };
  }
}
