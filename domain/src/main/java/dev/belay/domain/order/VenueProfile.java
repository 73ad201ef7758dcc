package dev.belay.domain.order;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a venue may keep us in doubt; all wall time.
 *
 * @param receiveWindow how old a signed request may be on arrival
 * @param allowedSkew greatest difference of clocks
 * @param settleDelay from acceptance until the venue's query shows an order
 * @param sendWithin from the recording of an intent to its {@code sendBy}
 * @param stopWithin from an entry's first fill to the confirmed stop; then the position is closed
 */
public record VenueProfile(
    Duration receiveWindow,
    Duration allowedSkew,
    Duration settleDelay,
    Duration sendWithin,
    Duration stopWithin) {
  /** A second less than what is promised: the exit in the stop's place has to get there, too. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(4);

  public static final VenueProfile PAPER =
      new VenueProfile(
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          STOP_WITHIN);
  public static final VenueProfile BINANCE =
      new VenueProfile(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          STOP_WITHIN);

  /** How long after its sending a venue still knows an order that ended without a trade. */
  private static final Duration REMEMBERED = Duration.ofDays(3);

  /**
   * A not-found answer about an order that was there means, if asked after this instant, that it
   * ended without a trade: orders that are open or have traded are never answered for so.
   */
  public static Instant forgottenAfter(Instant sendBy) {
    return sendBy.plus(REMEMBERED);
  }

  /** A not-found answer proves absence only if asked after this instant. */
  public Instant absenceProvenAfter(Instant sendBy) {
    return sendBy.plus(receiveWindow).plus(allowedSkew).plus(settleDelay);
  }
}
