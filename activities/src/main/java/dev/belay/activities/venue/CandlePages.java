package dev.belay.activities.venue;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.time.Instant;
import java.util.List;

/** A venue's recorded candles, a page at a time, without a key. */
public interface CandlePages {
  /** So many candles a page has at most; one with fewer is the last. */
  int MOST = 1000;

  /** The venue's time. */
  Instant now();

  /**
   * The first candles that open in the time span, in order; the running one may be among them.
   *
   * @param to exclusive
   * @throws VenueException if they can't be had
   */
  List<Candle> page(Symbol symbol, Interval interval, Instant from, Instant to);
}
