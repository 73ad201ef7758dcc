package dev.belay.ledger.read;

import dev.belay.domain.money.Usdt;

/**
 * An account's or a fund's money; {@link #equity} follows from the rest exactly.
 *
 * @param deposited what was put in, net of what was taken out
 * @param realizedPnl gross of fees and funding
 * @param fees paid, at least 0
 * @param funding received; negative when paid
 */
public record Money(Usdt deposited, Usdt realizedPnl, Usdt unrealizedPnl, Usdt fees, Usdt funding) {
  public static final Money ZERO = new Money(Usdt.ZERO, Usdt.ZERO, Usdt.ZERO, Usdt.ZERO, Usdt.ZERO);

  public Usdt equity() {
    return cash().plus(unrealizedPnl);
  }

  public Usdt cash() {
    return deposited.plus(realizedPnl).minus(fees).plus(funding);
  }

  public Money plus(Money other) {
    return new Money(
        deposited.plus(other.deposited),
        realizedPnl.plus(other.realizedPnl),
        unrealizedPnl.plus(other.unrealizedPnl),
        fees.plus(other.fees),
        funding.plus(other.funding));
  }
}
