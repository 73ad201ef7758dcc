package dev.belay.activities.venue;

import dev.belay.domain.market.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A venue's settled funding rates, a page at a time, without a key. */
public interface FundingPages {
  /** So many rates a page has at most; one with fewer is the last. */
  int MOST = 1000;

  /**
   * A rate that was settled.
   *
   * @param rate a fraction; longs pay a positive one
   */
  record Settled(Instant at, BigDecimal rate) {}

  /**
   * The first rates settled at the time or later, in order.
   *
   * @throws VenueException if they can't be had
   */
  List<Settled> settled(Symbol symbol, Instant from);
}
