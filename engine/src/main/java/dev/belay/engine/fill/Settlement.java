package dev.belay.engine.fill;

import dev.belay.domain.order.Side;
import org.jspecify.annotations.Nullable;

/**
 * What a fill comes to: the arithmetic of every fill, however the order got there.
 *
 * @param fee at least 0
 * @param pnl what the part that was closed has gained, gross
 */
record Settlement(Position after, long fee, long pnl) {

  /**
   * Null if the account can't carry it.
   *
   * @param quantity what of the order fills; what of it reduces closes first, the rest opens
   * @param available what the account has for it, without what closing frees
   */
  static @Nullable Settlement of(
      Position before,
      Side side,
      long quantity,
      long price,
      long feeRate,
      int leverage,
      long available,
      long at) {
    long closing = before.isReducedBy(side) ? Math.min(quantity, before.size()) : 0;
    long opening = quantity - closing;
    long pnl = 0;
    long means = available;
    Position after = before;
    if (closing > 0) {
      Position.Reduction reduction = before.reduce(closing, at);
      long freed = reduction.margin();
      pnl = before.sign() * (Amounts.notional(price, closing) - reduction.cost());
      pnl = Math.max(pnl, Math.min(0, -freed));
      means += freed + pnl;
      after = reduction.left();
    }
    long fee = Amounts.fee(Amounts.notional(price, quantity), feeRate);
    if (opening == 0) {
      return new Settlement(after, Math.min(fee, Math.max(0, means)), pnl);
    }
    long opened = Amounts.notional(price, opening);
    long margin = Amounts.initialMargin(opened, leverage);
    if (margin + fee > means) {
      return null;
    }
    int direction = side == Side.BUY ? 1 : -1;
    return new Settlement(after.increase(direction, opening, opened, margin, at), fee, pnl);
  }
}
