package dev.belay.domain.position;

/** Why a position was closed. */
public enum ExitReason {
  STOP,
  TARGET,
  /** The agent decided to close. */
  DECISION,
  /** An operator or an agent's exit command. */
  COMMAND,
  FLATTEN,
  /** Capital was taken back from the agent. */
  CAPITAL,
  /** It was held for as long as its agent may. */
  MAX_HOLD,
  /** The protective stop could not be confirmed in time. */
  UNPROTECTED,
  /** Bitcoin fell: whatever it amplifies is closed. */
  OVERRIDE,
  /** A vote said so. */
  VOTE,
  /** The desk reached a limit and cools off. */
  DESK_LIMIT,
  LIQUIDATION
}
