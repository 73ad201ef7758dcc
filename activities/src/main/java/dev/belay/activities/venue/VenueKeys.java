package dev.belay.activities.venue;

/** Where the keys of venue accounts come from; asked when an account is first used. */
public interface VenueKeys {

  /**
   * @throws IllegalStateException if there is none for the account
   */
  VenueKey keyOf(String account);
}
