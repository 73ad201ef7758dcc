package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a live market quotes since it was last looked at. */
public interface Quotes {

  /** Market time of the look before, in epoch milliseconds. */
  long previous();

  /** The latest quote; null where there is none since, or none that may be traded on. */
  @Nullable Touch touch(Symbol symbol);

  /** What the position has to settle and has not yet, oldest first. */
  List<Funding> fundings(Account account, Position position);

  /**
   * A funding that the exchange has settled, in fixed point.
   *
   * @param at market time of its stamp, in epoch milliseconds
   */
  record Funding(long at, long rate, long mark) {}
}
