package dev.belay.engine.fill;

import java.math.RoundingMode;

/**
 * The rounding rules, each written once. All amounts are in units of 1e-8 USDT.
 *
 * <ul>
 *   <li>quantity: down to the step
 *   <li>notional (price × quantity): half-even; a gain is the difference of two notionals, so it
 *       needs no rounding of its own
 *   <li>fee, margin: up, against the account
 *   <li>funding: what is paid up, what is received down
 * </ul>
 */
public final class Amounts {
  private Amounts() {}

  /** The largest multiple of the step not above the quantity. */
  public static long quantity(long quantity, long step) {
    return quantity - Math.floorMod(quantity, step);
  }

  public static long notional(long price, long quantity) {
    return Fixed.product(price, quantity, RoundingMode.HALF_EVEN);
  }

  public static long fee(long notional, long rate) {
    return Fixed.product(notional, rate, RoundingMode.CEILING);
  }

  public static long initialMargin(long notional, int leverage) {
    return Math.ceilDiv(notional, (long) leverage);
  }

  /** At one rate, before what a bracket takes off. */
  public static long maintenanceMargin(long notional, long rate) {
    return Fixed.product(notional, rate, RoundingMode.CEILING);
  }

  /**
   * What the account receives (positive) or pays (negative): a positive rate makes longs pay.
   *
   * @param quantity negative when short
   */
  public static long funding(long mark, long quantity, long rate) {
    long notional = notional(mark, quantity);
    return Fixed.product(-notional, rate, RoundingMode.FLOOR);
  }

  /** The share of an amount that belongs to a part of the whole. */
  static long share(long amount, long part, long whole) {
    return part == whole ? amount : Fixed.mulDiv(amount, part, whole, RoundingMode.HALF_EVEN);
  }
}
