package dev.belay.activities.venue;

import java.util.Optional;

/** Whether this computer's clock is near enough to the venue's to begin something new. */
public interface ClockGate {

  /**
   * Why it is not; empty when it is.
   *
   * @throws VenueException if the venue does not tell its time
   */
  Optional<String> tooFar();
}
