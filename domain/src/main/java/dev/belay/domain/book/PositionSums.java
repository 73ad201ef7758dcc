package dev.belay.domain.book;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import dev.belay.domain.position.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A position as sums over its fills: whatever their order, the result is the same.
 *
 * @param quantityIn traded on the entry side
 * @param notionalIn what that was worth
 * @param quantityOut traded on the exit side
 * @param notionalOut what that was worth
 * @param realizedPnl the venue's own figures, gross of fees
 * @param fees paid
 */
public record PositionSums(
    Direction direction,
    Quantity quantityIn,
    Usdt notionalIn,
    Quantity quantityOut,
    Usdt notionalOut,
    Usdt realizedPnl,
    Usdt fees) {
  private static final MathContext AVERAGE = new MathContext(12, RoundingMode.HALF_EVEN);
  private static final int MARGIN_SCALE = 8;

  public static PositionSums none(Direction direction) {
    return new PositionSums(
        direction, Quantity.ZERO, Usdt.ZERO, Quantity.ZERO, Usdt.ZERO, Usdt.ZERO, Usdt.ZERO);
  }

  public PositionSums plus(Fill fill) {
    Usdt notional = fill.price().times(fill.quantity());
    boolean entry = fill.side() == direction.entrySide();
    return new PositionSums(
        direction,
        entry ? quantityIn.plus(fill.quantity()) : quantityIn,
        entry ? notionalIn.plus(notional) : notionalIn,
        entry ? quantityOut : quantityOut.plus(fill.quantity()),
        entry ? notionalOut : notionalOut.plus(notional),
        realizedPnl.plus(fill.realizedPnl()),
        fees.plus(fill.fee()));
  }

  /** What is held now; zero also while an exit has been seen before its entry. */
  public Quantity held() {
    return quantityIn.compareTo(quantityOut) > 0 ? quantityIn.minus(quantityOut) : Quantity.ZERO;
  }

  /** Whether it was ever entered and nothing is left of it. */
  public boolean isClosed() {
    return !quantityIn.isZero() && held().isZero();
  }

  /**
   * What the held quantity cost. The venue's realized figure decides how much of the entry's
   * notional went with an exit, so realized and unrealized together never gain or lose a digit.
   */
  public Usdt cost() {
    if (held().isZero()) {
      return Usdt.ZERO;
    }
    return switch (direction) {
      case LONG -> notionalIn.minus(notionalOut.minus(realizedPnl));
      case SHORT -> notionalIn.minus(notionalOut.plus(realizedPnl));
    };
  }

  public Usdt unrealized(Price mark) {
    Usdt gain = mark.times(held()).minus(cost());
    return direction == Direction.LONG ? gain : gain.negate();
  }

  /** Notional at the mark; negative for shorts. */
  public Usdt signedNotional(Price mark) {
    Usdt notional = mark.times(held());
    return direction == Direction.LONG ? notional : notional.negate();
  }

  /** Cash bound by the held quantity, rounded up to 8 digits. */
  public Usdt margin(int leverage) {
    return Usdt.of(
        cost()
            .value()
            .divide(BigDecimal.valueOf(leverage), MARGIN_SCALE, RoundingMode.CEILING)
            .max(BigDecimal.ZERO));
  }

  /** Average of the entry fills to 12 significant digits. */
  public Optional<Price> entryPrice() {
    return average(notionalIn, quantityIn);
  }

  /** Average of the exit fills to 12 significant digits. */
  public Optional<Price> exitPrice() {
    return average(notionalOut, quantityOut);
  }

  private static Optional<Price> average(Usdt notional, Quantity quantity) {
    return quantity.isZero()
        ? Optional.empty()
        : Optional.of(Price.of(notional.value().divide(quantity.value(), AVERAGE)));
  }
}
