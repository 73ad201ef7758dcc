package dev.belay.activities.venue;

import dev.belay.domain.time.MarketTime;
import java.time.InstantSource;

/** Where market time comes from: the wall clock on a live market, the simulator on a simulated. */
public interface MarketClockSource {

  /**
   * @throws VenueException if the simulator does not answer
   */
  MarketTime read();

  /** A live market's clock never stands still and never ends. */
  static MarketClockSource wall(InstantSource wall) {
    return () -> new MarketTime(wall.instant(), 1, false);
  }
}
