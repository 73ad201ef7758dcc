package dev.belay.domain.portfolio;

import dev.belay.domain.money.Usdt;

/**
 * On what terms a home trades; settled when it is begun.
 *
 * @param firstDays for so many days of wall time after a live home was confirmed its open notional
 *     is limited; 0 for never
 * @param firstDaysNotional the greatest sum of open notionals meanwhile
 */
public record TradingTerms(TradingMode mode, int firstDays, Usdt firstDaysNotional) {
  /** On paper; and the limits of a live home that names none. */
  public static final TradingTerms DEFAULT = new TradingTerms(TradingMode.PAPER, 7, Usdt.of("500"));

  public TradingTerms {
    if (firstDays < 0 || firstDaysNotional.value().signum() < 0) {
      throw new IllegalArgumentException(
          "Expected days and a notional of at least 0, were %d and %s"
              .formatted(firstDays, firstDaysNotional));
    }
  }
}
