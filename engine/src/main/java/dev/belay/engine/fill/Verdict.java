package dev.belay.engine.fill;

import java.util.List;

/** What the engine says to a command. */
public sealed interface Verdict {

  /** Carried out: the events have been applied to the account. */
  record Accepted(List<FillEvent> events) implements Verdict {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** Not carried out; nothing has changed. */
  record Rejected(Reason reason, String detail) implements Verdict {}

  /** Why a command is not carried out. */
  enum Reason {
    PRICE_NOT_POSITIVE,
    PRICE_OFF_TICK,
    QUANTITY_NOT_POSITIVE,
    QUANTITY_BELOW_MINIMUM,
    QUANTITY_ABOVE_MAXIMUM,
    QUANTITY_OFF_STEP,
    NOTIONAL_TOO_SMALL,
    MARGIN_INSUFFICIENT,
    NOTHING_TO_REDUCE,
    WOULD_TRIGGER,
    WOULD_TAKE,
    DUPLICATE_CLIENT_ID,
    CLOSING_ORDER_EXISTS,
    POSITION_ABOVE_BRACKET,
    CALLBACK_OUT_OF_RANGE,
    LEVERAGE_OUT_OF_RANGE,
    LEVERAGE_REDUCTION,
    UNKNOWN_ORDER
  }
}
