package dev.belay.domain.risk;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.position.Direction;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A requested entry in the venue's units; no rounding makes it larger or its stop wider.
 *
 * @param price the quote it is judged against
 * @param reservation margin and taker fees both ways, rounded up to 8 digits
 */
record Sizing(
    Direction direction,
    int leverage,
    Price price,
    Quantity quantity,
    Usdt notional,
    Usdt reservation,
    Price stop,
    Price target) {
  private static final int CASH_SCALE = 8;
  private static final int QUANTITY_SCALE = 18;
  private static final BigDecimal BOTH_WAYS = BigDecimal.TWO;

  static Sizing of(
      Decision decision, Order asked, Instrument instrument, Quote quote, BigDecimal feeRate) {
    Direction direction = decision.action().direction().orElseThrow();
    Price price = quote.last();
    BigDecimal units =
        asked.size().value().divide(price.value(), QUANTITY_SCALE, RoundingMode.DOWN);
    Quantity quantity = instrument.roundDown(Quantity.of(units.max(BigDecimal.ZERO)));
    Usdt notional = price.times(quantity);
    BigDecimal margin =
        notional
            .value()
            .divide(BigDecimal.valueOf(asked.leverage()), CASH_SCALE, RoundingMode.CEILING);
    BigDecimal fees = notional.value().multiply(feeRate).multiply(BOTH_WAYS);
    boolean isLong = direction == Direction.LONG;
    return new Sizing(
        direction,
        asked.leverage(),
        price,
        quantity,
        notional,
        Usdt.of(margin.add(fees).setScale(CASH_SCALE, RoundingMode.CEILING)),
        instrument.roundToTick(asked.stop(), isLong ? RoundingMode.CEILING : RoundingMode.FLOOR),
        instrument.roundToTick(asked.target(), isLong ? RoundingMode.FLOOR : RoundingMode.CEILING));
  }

  /** The fields that every open must carry. */
  record Order(int leverage, Usdt size, Price stop, Price target, int confidence) {}

  /** Gain at the target after taker fees both ways, per unit; may be negative. */
  BigDecimal reward(BigDecimal feeRate) {
    return distance(price, target).subtract(feesPerUnit(target, feeRate));
  }

  /** Loss at the stop with taker fees both ways, per unit. */
  BigDecimal risk(BigDecimal feeRate) {
    return distance(stop, price).add(feesPerUnit(stop, feeRate));
  }

  Usdt signedNotional() {
    return direction == Direction.LONG ? notional : notional.negate();
  }

  private BigDecimal distance(Price from, Price to) {
    BigDecimal rise = to.value().subtract(from.value());
    return direction == Direction.LONG ? rise : rise.negate();
  }

  private BigDecimal feesPerUnit(Price exit, BigDecimal feeRate) {
    return price.value().add(exit.value()).multiply(feeRate);
  }
}
