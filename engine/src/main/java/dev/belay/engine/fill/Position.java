package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Side;
import java.math.RoundingMode;

/**
 * A position with isolated margin, in one-way mode.
 *
 * @param quantity negative when short, 0 when flat
 * @param cost what its quantity was worth at entry; the entry price is cost ÷ quantity, so that
 *     adding and reducing never drift
 * @param margin set aside for it, less funding paid, plus funding received
 * @param openedAt market time of the first fill since flat
 */
public record Position(
    Symbol symbol, long quantity, long cost, long margin, long openedAt, long updatedAt) {

  public static Position flat(Symbol symbol, long at) {
    return new Position(symbol, 0, 0, 0, at, at);
  }

  public boolean isFlat() {
    return quantity == 0;
  }

  public long size() {
    return Math.abs(quantity);
  }

  int sign() {
    return Long.signum(quantity);
  }

  /** Whether an order of this side would reduce it. */
  public boolean isReducedBy(Side side) {
    return side == Side.BUY ? quantity < 0 : quantity > 0;
  }

  /** The average entry price; 0 when flat. */
  public long entryPrice() {
    return isFlat() ? 0 : Fixed.quotient(cost, size(), RoundingMode.HALF_EVEN);
  }

  public long unrealizedPnl(long mark) {
    return sign() * (Amounts.notional(mark, size()) - cost);
  }

  /**
   * The mark price at which margin plus unrealized gain equals the maintenance margin of the
   * bracket that the position is then in; 0 if there is none. Rounded towards the entry.
   */
  public long liquidationPrice(Brackets brackets) {
    long price = 0;
    for (Brackets.Tier tier : brackets.tiers()) {
      price = liquidationPrice(tier);
      // Beyond its cap the next tier's margin holds; below its floor the one before would have.
      if (Amounts.notional(price, size()) <= tier.cap()) {
        return price;
      }
    }
    return price;
  }

  private long liquidationPrice(Brackets.Tier tier) {
    if (isFlat()) {
      return 0;
    }
    if (quantity > 0) {
      long buffer = cost - margin - tier.cum();
      if (buffer <= 0) {
        return 0;
      }
      long keep = Fixed.product(quantity, Fixed.ONE - tier.rate(), RoundingMode.FLOOR);
      return Fixed.quotient(buffer, keep, RoundingMode.CEILING);
    }
    long keep = Fixed.product(size(), Fixed.ONE + tier.rate(), RoundingMode.CEILING);
    long means = Math.addExact(Math.addExact(cost, margin), tier.cum());
    return Math.max(0, Fixed.quotient(means, keep, RoundingMode.FLOOR));
  }

  /** The position without a part of it, and what that part had cost. */
  Reduction reduce(long part, long at) {
    long costPart = Amounts.share(cost, part, size());
    long marginPart = Amounts.share(margin, part, size());
    long left = quantity - sign() * part;
    return new Reduction(
        new Position(symbol, left, cost - costPart, margin - marginPart, openedAt, at),
        costPart,
        marginPart);
  }

  /** The position with more of the same direction, or a new one where it was flat. */
  Position increase(int direction, long part, long notional, long addedMargin, long at) {
    return new Position(
        symbol,
        quantity + direction * part,
        cost + notional,
        margin + addedMargin,
        isFlat() ? at : openedAt,
        at);
  }

  Position afterFunding(long amount, long at) {
    return new Position(symbol, quantity, cost, margin + amount, openedAt, at);
  }

  record Reduction(Position left, long cost, long margin) {}
}
