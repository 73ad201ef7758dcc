package dev.belay.simulator.market;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A market that advances in base candles. A pure function of symbol and time, whatever the order of
 * the questions. Times are epoch milliseconds of market time; prices fixed point.
 */
public interface Market {

  /** The length of the candles it advances in. */
  Interval base();

  /** Everything tradable, in order of symbol. */
  List<Instrument> instruments();

  /**
   * The base candle that opens then.
   *
   * @param openTime a multiple of the base interval
   * @return null in a gap, before the data and after it
   */
  @Nullable Bar candle(Symbol symbol, long openTime);

  /**
   * The price at a time: the open of the candle that holds it, in a gap the last close before; 0
   * before the symbol's first candle.
   */
  long price(Symbol symbol, long at);

  /** The rate charged at a funding stamp (00, 08, 16 UTC); empty where there is no funding. */
  OptionalLong fundingRate(Symbol symbol, long stamp);

  /** Open interest in base units; null where the market does not know it. */
  @Nullable BigDecimal openInterest(Symbol symbol, long at);

  /** Where trading begins; earlier candles are history. */
  long from();

  /** Where the data ends and the clock stands still; empty if never. */
  OptionalLong to();

  /** synthetic or replay. */
  String kind();

  /** To be shown wherever its prices are, such as "SIMULATED synthetic mixed, seed 7". */
  String label();
}
