package dev.belay.domain.fund;

import dev.belay.domain.money.Usdt;
import java.math.RoundingMode;

/**
 * What is to be moved to or from one agent: decided once, when it is planned, so that the market's
 * later moves never change it.
 *
 * @param equity the agent's when it was planned
 * @param target its capital as wanted then
 * @param amount to the agent, or from it when negative; whole 1e-8
 * @param everything close all positions and take back whatever is left; the amount is an estimate
 */
public record CapitalMove(String agent, Usdt equity, Usdt target, Usdt amount, boolean everything) {

  /** From an agent's equity to its new capital. */
  public static CapitalMove to(String agent, Usdt equity, Usdt target) {
    return new CapitalMove(agent, equity, target, floor(target.minus(equity)), false);
  }

  /** All an agent has, back to the unallocated cash. */
  public static CapitalMove release(String agent, Usdt equity) {
    return new CapitalMove(agent, equity, Usdt.ZERO, floor(equity).negate(), true);
  }

  /** Towards zero, to the digits that the venue keeps. */
  static Usdt floor(Usdt amount) {
    return Usdt.of(amount.value().setScale(8, RoundingMode.DOWN));
  }
}
