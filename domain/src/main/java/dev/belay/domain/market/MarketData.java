package dev.belay.domain.market;

import dev.belay.domain.time.MarketTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Public market data of a venue; no keys needed. Methods throw when the venue can't be asked. */
public interface MarketData {

  /** The venue's clock: the wall clock on a live market. */
  MarketTime time();

  /** Everything tradable, in order of symbol. */
  List<Instrument> instruments();

  /** Current prices of the symbols the market has, in order of symbol. */
  List<Quote> quotes();

  /**
   * Closed candles, oldest first: the last {@code limit} that had closed at {@code asOf}.
   *
   * @param limit 1 to 1000
   */
  List<Candle> candles(Symbol symbol, Interval interval, Instant asOf, int limit);

  /** The funding rate to be charged next, a fraction; empty where the market has none. */
  Optional<BigDecimal> fundingRate(Symbol symbol);

  /** Open interest in base units; empty where the market does not know it. */
  Optional<BigDecimal> openInterest(Symbol symbol);
}
