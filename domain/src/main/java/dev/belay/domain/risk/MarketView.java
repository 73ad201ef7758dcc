package dev.belay.domain.risk;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The market as an admission sees it.
 *
 * @param now market time
 * @param instrument null when the market does not have the symbol
 * @param quote null when there is no current price
 * @param takerFeeRate a fraction of the notional, charged on the way in and on the way out
 * @param priceAge wall time for which the quote has not been confirmed
 */
public record MarketView(
    Instant now,
    @Nullable Instrument instrument,
    @Nullable Quote quote,
    BigDecimal takerFeeRate,
    Duration priceAge) {

  /** A market whose price is of the moment. */
  public MarketView(
      Instant now,
      @Nullable Instrument instrument,
      @Nullable Quote quote,
      BigDecimal takerFeeRate) {
    this(now, instrument, quote, takerFeeRate, Duration.ZERO);
  }
}
