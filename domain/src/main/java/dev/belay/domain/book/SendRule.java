package dev.belay.domain.book;

import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.SendGate.Claim;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether an order may be put on the wire; asked under the lock under which it is then claimed. */
public final class SendRule {
  private static final String EXPIRED = "INTENT_EXPIRED";
  private static final String ENDED = "INTENT_ENDED";

  private SendRule() {}

  /**
   * Judges a claim. What is refused is over for ever, so that nobody can claim it later.
   *
   * @param claimed somebody claimed it before
   * @param entriesForbidden why no entry may be sent; asked for entries only
   * @param wallNow the sender's wall clock
   */
  public static Claim judge(
      OrderIntent intent,
      OrderStatus status,
      boolean claimed,
      Supplier<Optional<Claim.Refused>> entriesForbidden,
      Instant wallNow) {
    if (claimed) {
      return new Claim.AlreadyClaimed();
    }
    if (status.isTerminal()) {
      return new Claim.Refused(ENDED, "Expected an order still to be sent, was " + status);
    }
    if (wallNow.isAfter(intent.sendBy())) {
      return new Claim.Refused(
          EXPIRED, "Expected to send by %s, it was %s".formatted(intent.sendBy(), wallNow));
    }
    Optional<Claim.Refused> forbidden =
        intent.leg() == Leg.ENTRY ? entriesForbidden.get() : Optional.empty();
    return forbidden.<Claim>map(refused -> refused).orElseGet(() -> new Claim.Granted(intent));
  }
}
