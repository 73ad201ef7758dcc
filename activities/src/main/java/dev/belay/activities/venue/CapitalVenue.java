package dev.belay.activities.venue;

import dev.belay.domain.money.Usdt;
import java.util.Optional;

/** Where capital is moved to and from the agents' accounts at the venue. */
public interface CapitalVenue {

  /**
   * Moves capital, once for each id, however often it is asked.
   *
   * @param amount to the account, or from it when negative; never zero
   * @return why the venue refuses, for ever; empty when it is moved
   * @throws VenueException when the venue does not answer: ask again
   */
  Optional<String> transfer(String id, String account, Usdt amount);
}
