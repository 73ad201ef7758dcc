package dev.belay.simulator.market;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A market whose prices are made elsewhere and come as quotes. It has no base candles of its own:
 * orders fill on quotes, candles are the exchange's. Its {@link #price} is the mark price.
 */
public interface QuotedMarket extends Market {

  /** The latest quote, however old; null before the first. */
  @Nullable Touch touch(Symbol symbol);

  /** Another number whenever there is a quote or a funding that was not there before. */
  long version();

  /** Market time of the latest quote of all; 0 before the first. */
  long latest();

  /** Whether the quote is young enough to trade on. */
  boolean isFresh(Symbol symbol);

  /** Whether it trades no longer; its last price stands, for whoever gets out. */
  boolean hasEnded(Symbol symbol);

  /** The mark price with what belongs to it; null before the first. */
  @Nullable Premium premium(Symbol symbol);

  /** What has been settled after the time, as far as it is known yet, oldest first. */
  List<Quotes.Funding> fundings(Symbol symbol, long after);

  CandleSource candles();

  Feed feed();

  /**
   * Mark price, index and funding, in fixed point.
   *
   * @param at market time to which it is true
   */
  record Premium(long mark, long index, OptionalLong fundingRate, long nextFunding, long at) {}

  /**
   * How the prices come in.
   *
   * @param heard wall time since which no price is older; empty while one is missing
   * @param streaming whether they are streamed; else they are asked for
   * @param refused messages that were no prices, since the start
   * @param detail for people
   */
  record Feed(@Nullable Instant heard, boolean streaming, long refused, String detail) {}

  @Override
  default String kind() {
    return "live";
  }

  @Override
  default boolean followsClock() {
    return true;
  }

  @Override
  default Interval interval() {
    return Interval.M1;
  }

  @Override
  default OptionalLong to() {
    return OptionalLong.empty();
  }

  @Override
  default long historyFrom(Symbol symbol) {
    return 0;
  }

  @Override
  default @Nullable Bar bar(Symbol symbol, long openTime) {
    return null;
  }

  @Override
  default OptionalLong price(Symbol symbol, long time) {
    Premium premium = premium(symbol);
    return premium == null || touch(symbol) == null
        ? OptionalLong.empty()
        : OptionalLong.of(premium.mark());
  }

  @Override
  default OptionalLong fundingRate(Symbol symbol, long stamp) {
    Premium premium = premium(symbol);
    return premium == null || premium.nextFunding() != stamp
        ? OptionalLong.empty()
        : premium.fundingRate();
  }
}
