package dev.belay.domain.order;

import java.time.Instant;

/** The ledger's permission to put one order on the wire, given at most once for ever. */
public interface SendGate {

  /**
   * Claims the order for sending and commits before returning. Only {@link Claim.Granted} allows
   * the first byte to leave.
   *
   * @param wallNow the sender's wall clock
   */
  Claim claim(ClientOrderId id, Instant wallNow);

  /** What the ledger said. */
  sealed interface Claim {
    /** Send it now; nobody else ever will. */
    record Granted(OrderIntent intent) implements Claim {}

    /** Somebody claimed it before: whether it was sent is unknown. */
    record AlreadyClaimed() implements Claim {}

    /** Not claimed and not to be sent: halted, or past its {@code sendBy}. */
    record Refused(String code, String detail) implements Claim {}
  }
}
