package dev.belay.simulator.market;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Prices as a function of market time. Times are epoch milliseconds, prices and rates fixed point
 * in units of 1e-8. Thread-safe; the same question always has the same answer.
 */
public interface Market {
  /** Funding is charged at 00, 08 and 16 UTC. */
  long FUNDING_PERIOD = Duration.ofHours(8).toMillis();

  /** All that is needed to have the same market again. */
  MarketSpec spec();

  /** What books are begun with and belong to for ever. */
  default String identity() {
    return "%s from %d".formatted(label(), from());
  }

  /** {@code synthetic}, {@code replay} or {@code live}. */
  String kind();

  /** What people are shown, such as "SIMULATED synthetic mixed, seed 7". */
  String label();

  /**
   * Whether market time is the wall clock's: it goes on while the venue is away, and what happened
   * meanwhile is dealt with at the next start.
   */
  default boolean followsClock() {
    return false;
  }

  /** Everything tradable, in order of symbol. */
  List<Instrument> instruments();

  /** The length of a base candle. */
  Interval interval();

  /** Market time at which trading starts; a multiple of the interval. */
  long from();

  /** Market time at which the data ends and the clock stands still; empty if it never does. */
  OptionalLong to();

  /** The open of the first candle of the history that is there for klines. */
  long historyFrom(Symbol symbol);

  /** The base candle that opens at the time; null if there is none. */
  @Nullable Bar bar(Symbol symbol, long openTime);

  /**
   * The open of the base candle that holds the time; in a gap the last close before it; empty
   * before the first candle.
   */
  OptionalLong price(Symbol symbol, long time);

  /** The funding rate charged at the stamp; empty where the market has no funding. */
  OptionalLong fundingRate(Symbol symbol, long stamp);

  /** Open interest in base units; empty where it is not known. */
  OptionalLong openInterest(Symbol symbol, long time);

  /** The stamp at which funding is charged next, strictly after the time. */
  static long nextFunding(long time) {
    return (Math.floorDiv(time, FUNDING_PERIOD) + 1) * FUNDING_PERIOD;
  }
}
