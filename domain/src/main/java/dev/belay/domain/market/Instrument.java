package dev.belay.domain.market;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A perpetual contract with the venue's filters.
 *
 * @param tickSize prices are multiples of it
 * @param stepSize quantities are multiples of it
 * @param minNotional the least notional of an order that is not reduce-only
 * @param maxLeverage of the first bracket
 * @param maintenanceMarginRate of the first bracket, a fraction (0.004 is 0.4 %)
 * @param liquidationFeeRate a fraction of the notional closed by liquidation
 */
public record Instrument(
    Symbol symbol,
    BigDecimal tickSize,
    BigDecimal stepSize,
    Quantity minQuantity,
    Quantity maxQuantity,
    Usdt minNotional,
    int maxLeverage,
    BigDecimal maintenanceMarginRate,
    BigDecimal liquidationFeeRate) {

  /** The largest tradable quantity not above the given one; may be zero. */
  public Quantity roundDown(Quantity quantity) {
    BigDecimal steps = quantity.value().divide(stepSize, 0, RoundingMode.DOWN);
    return Quantity.of(steps.multiply(stepSize));
  }

  /** The tradable price nearest to the given one. */
  public Price roundToTick(Price price, RoundingMode mode) {
    BigDecimal ticks = price.value().divide(tickSize, 0, mode);
    return Price.of(ticks.max(BigDecimal.ONE).multiply(tickSize));
  }
}
