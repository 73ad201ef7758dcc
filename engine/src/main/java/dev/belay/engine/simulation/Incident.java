package dev.belay.engine.simulation;

/** What a seed can make happen, each time with its own chance. */
enum Incident {
  /** The request to place an order never arrives. */
  REQUEST_LOST(0.25),
  /** It arrives seconds after it was signed, or too late for the venue. */
  REQUEST_LATE(0.4),
  /** The order is accepted, and the connection breaks before the answer. */
  ANSWER_LOST(0.3),
  /** The order is accepted, and the answer is an error of the server. */
  ACCEPTED_WITH_5XX(0.25),
  /** The order is not accepted, and the answer is an error of the server. */
  REFUSED_WITH_5XX(0.25),
  /** The venue says no to an entry, a target or an exit. */
  ORDER_REFUSED(0.25),
  /** The venue says no to a protective stop. */
  STOP_REFUSED(0.4),
  /** The venue does not set the leverage. */
  LEVERAGE_REFUSED(0.15),
  /** The sender stands still between the claim and the send. */
  SENDER_STALLED(0.3),
  /** An order fills in two parts, or never more than in part. */
  PARTIAL_FILL(0.5),
  /** The venue shows an order only some time after it was accepted. */
  SHOWN_LATE(0.4),
  /** The venue lists a trade only some time after it tells that the order has executed. */
  TRADE_SHOWN_LATE(0.4),
  /** A stop or a target triggers, and the order it becomes waits, trades a part or expires. */
  TRIGGERED_UNFILLED(0.5),
  /** A question or a cancellation is lost, or what it is answered with is. */
  QUESTION_LOST(0.2),
  /** The answer to a question takes seconds. */
  ANSWER_LATE(0.15),
  /** An event of the account's stream is lost. */
  EVENT_LOST(0.5),
  /** An event comes late, behind later ones. */
  EVENT_LATE(0.4),
  /** An event comes twice. */
  EVENT_TWICE(0.4),
  /** For a while the venue's clock is wrong. */
  CLOCK_SKEWED(0.04),
  /** For a while the venue refuses everything: too many requests. */
  RATE_LIMITED(0.05),
  /** The same for longer. */
  BANNED(0.02),
  /** For a while the venue says that it is not available. */
  MAINTENANCE(0.03),
  /** For a while nothing comes back from the venue, though what is sent may arrive. */
  HALF_OPEN(0.03),
  /** The venue's filters change, and only later does everybody know. */
  FILTERS_CHANGED(0.05),
  /** A message between workflows comes late, behind later ones. */
  MESSAGE_LATE(0.1),
  /** A ledger step is committed, its answer is lost, and it is carried out again. */
  LEDGER_STEP_TWICE(0.08),
  /** A workflow is continued as new. */
  CONTINUED_AS_NEW(0.1),
  /** The worker dies with what it was doing; the workflows live. */
  WORKER_KILLED(0.008),
  /** All that is not in the ledger is lost. */
  CRASH(0.012),
  /** The workflows' store is lost, and the old workflows go on for a while beside the new ones. */
  DRIVEN_TWICE(0.006),
  /** Not a fault: an agent decides. */
  DECISION(1),
  /** Not a fault: an operator does something. */
  COMMAND(1);

  private final double greatestRate;

  Incident(double greatestRate) {
    this.greatestRate = greatestRate;
  }

  /** How likely it is at most, each time it could happen. */
  double greatestRate() {
    return greatestRate;
  }

  boolean isFault() {
    return this != DECISION && this != COMMAND;
  }

  /** Whether even a whole and reachable system can't do its work undelayed because of it. */
  boolean disturbs() {
    return isFault() && this != STOP_REFUSED && this != PARTIAL_FILL && this != EVENT_TWICE;
  }

  /** Whether it stops the system's own work, not only its talk with the venue. */
  boolean stops() {
    return isOfAMoment() || this == LEDGER_STEP_TWICE || this == MESSAGE_LATE;
  }

  /** Whether it can come after any step, rather than when something is done. */
  boolean isOfAMoment() {
    return this == CRASH || this == WORKER_KILLED || this == DRIVEN_TWICE;
  }
}
