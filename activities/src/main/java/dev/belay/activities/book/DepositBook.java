package dev.belay.activities.book;

import dev.belay.activities.venue.Venue;
import dev.belay.ledger.VenueBindings;

/**
 * Books the money that was put into the shared account at the exchange, or taken out of it. On
 * paper there is none: an agent's account there is the ledger's to fill.
 */
public final class DepositBook {
  private final Venue venue;
  private final VenueBindings bindings;

  public DepositBook(Venue venue, VenueBindings bindings) {
    this.venue = venue;
    this.bindings = bindings;
  }

  /** Harmless, may be repeated. */
  public void book(String account) {
    bindings
        .depositsFrom()
        .ifPresent(
            from ->
                bindings.book(
                    venue.deposits(account, from).stream()
                        .map(d -> new VenueBindings.Deposit(d.id(), d.amount(), d.at()))
                        .toList()));
  }
}
