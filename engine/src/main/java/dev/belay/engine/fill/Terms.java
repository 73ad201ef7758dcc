package dev.belay.engine.fill;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An instrument's filters and rates in fixed point. */
public record Terms(
    Symbol symbol,
    long tick,
    long step,
    long minQuantity,
    long maxQuantity,
    long minNotional,
    Brackets brackets,
    long liquidationFeeRate) {

  /** With one bracket for every notional. */
  public Terms(
      Symbol symbol,
      long tick,
      long step,
      long minQuantity,
      long maxQuantity,
      long minNotional,
      int maxLeverage,
      long maintenanceRate,
      long liquidationFeeRate) {
    this(
        symbol,
        tick,
        step,
        minQuantity,
        maxQuantity,
        minNotional,
        Brackets.single(maxLeverage, maintenanceRate),
        liquidationFeeRate);
  }

  /** Of the instrument, whose first bracket says which ladder it has. */
  public static Terms of(Instrument instrument) {
    return new Terms(
        instrument.symbol(),
        Fixed.of(instrument.tickSize()),
        Fixed.of(instrument.stepSize()),
        Fixed.of(instrument.minQuantity().value()),
        Fixed.of(instrument.maxQuantity().value()),
        Fixed.of(instrument.minNotional().value()),
        Brackets.of(instrument.maxLeverage(), Fixed.of(instrument.maintenanceMarginRate())),
        Fixed.of(instrument.liquidationFeeRate()));
  }

  /** The nearest tradable price not below the given one. */
  long tickUp(long price) {
    return Math.ceilDiv(price, tick) * tick;
  }

  /** The nearest tradable price not above the given one. */
  long tickDown(long price) {
    return Math.floorDiv(price, tick) * tick;
  }

  /** What taking costs at a price: slippage against the side, on the tick. */
  public long taken(Side side, long reference, Costs costs) {
    long slip = Fixed.product(reference, costs.slippage(), RoundingMode.CEILING);
    return side == Side.BUY ? tickUp(reference + slip) : tickDown(reference - slip);
  }

  /**
   * What trading costs, as fractions in fixed point.
   *
   * @param slippage added against the account to what fills at the market
   */
  public record Costs(long makerRate, long takerRate, long slippage) {
    /** Maker 0.02 %, taker 0.05 %, slippage 2 basis points. */
    public static final Costs DEFAULT =
        new Costs(Fixed.of("0.0002"), Fixed.of("0.0005"), Fixed.of("0.0002"));

    public static Costs of(BigDecimal maker, BigDecimal taker, BigDecimal slippage) {
      return new Costs(Fixed.of(maker), Fixed.of(taker), Fixed.of(slippage));
    }
  }
}
