package dev.belay.domain.reconcile;

import java.util.Locale;

/**
 * A step that is safe whatever the truth is: it looks again, wakes, or takes away an order of ours
 * that has no purpose any more. None books anything that the venue has not shown.
 *
 * @param subject the order's client id, the position's id, or the account
 */
public record Repair(Step step, String subject) {

  /** What there is to do. */
  public enum Step {
    /** The order's workflow asks the venue for it and books its trades. */
    LOOK_AT_ORDER,
    /** The position's workflow looks at the ledger and does what is due. */
    TELL_POSITION,
    /** The venue is asked to cancel it. */
    CANCEL_ORDER,
    /** Funding that the venue has paid is booked. */
    BOOK_FUNDING
  }

  /** In words. */
  public String text() {
    return step.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + subject;
  }
}
