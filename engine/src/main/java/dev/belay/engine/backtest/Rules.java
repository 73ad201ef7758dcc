package dev.belay.engine.backtest;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Brackets;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;

/**
 * What a run starts with and what trading costs in it.
 *
 * @param cash fixed point, above 0
 * @param leverage of every entry; 1 buys with the cash alone
 */
public record Rules(long cash, Terms.Costs costs, FillAt fillAt, int leverage) {
  /** Of the smaller contracts' first bracket; nothing is liquidated without leverage. */
  private static final long MAINTENANCE = Fixed.of("0.01");

  private static final long LIQUIDATION_FEE = Fixed.of("0.0125");

  public Rules {
    if (cash <= 0) {
      throw new IllegalArgumentException(
          "Expected cash above 0, was " + Fixed.decimal(cash).toPlainString());
    }
    if (leverage < 1 || leverage > 125) {
      throw new IllegalArgumentException("Expected a leverage of 1 to 125, was " + leverage);
    }
  }

  /** A symbol that any quantity may be traded of, at any price. */
  Terms unfiltered(Symbol symbol) {
    return new Terms(
        symbol,
        1,
        1,
        1,
        Long.MAX_VALUE,
        0,
        Brackets.single(leverage, leverage == 1 ? 0 : MAINTENANCE),
        leverage == 1 ? 0 : LIQUIDATION_FEE);
  }
}
