package dev.belay.engine.simulation;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.position.PositionFacts;

/** Where the drive train could go wrong, and how it does not: tests put in what is wrong. */
interface Conduct {
  Conduct RIGHT = new Conduct() {};

  /** The id an order goes under at the venue. */
  default ClientOrderId idAtVenue(ClientOrderId id) {
    return id;
  }

  /** What a sender's answer is taken for. */
  default SubmitOutcome taken(SubmitOutcome outcome) {
    return outcome;
  }

  /** Whether a request without an answer is sent again. */
  default boolean sendsAgain() {
    return false;
  }

  /** Whether the halt is looked at before the send. */
  default boolean heedsHalt() {
    return true;
  }

  /** The facts that a position goes by. */
  default PositionFacts seen(PositionFacts facts) {
    return facts;
  }

  /** Whether a trade that is booked already is left alone. */
  default boolean booksOnce() {
    return true;
  }

  /** Whether a position goes on when the round that began it is over. */
  default boolean outlivesItsRound() {
    return true;
  }
}
