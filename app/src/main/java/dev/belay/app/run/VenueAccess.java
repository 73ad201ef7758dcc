package dev.belay.app.run;

import dev.belay.activities.venue.CapitalVenue;
import dev.belay.activities.venue.StreamSource;
import dev.belay.activities.venue.Venue;

/**
 * What a venue does for who has its keys.
 *
 * @param transfers moves capital between the agents' accounts there
 */
record VenueAccess(Venue trading, StreamSource streams, CapitalVenue transfers) {}
