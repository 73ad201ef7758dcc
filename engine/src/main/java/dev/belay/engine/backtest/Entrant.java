package dev.belay.engine.backtest;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.fill.Terms;
import org.jspecify.annotations.Nullable;

/**
 * One symbol of a run.
 *
 * @param strategy a fresh one, which no other run has
 * @param filters the venue's; null where any quantity may be traded at any price
 */
public record Entrant(
    Candles candles, Funding funding, @Nullable Terms filters, Strategy strategy) {

  /** Without funding and without filters. */
  public static Entrant of(Candles candles, Strategy strategy) {
    return new Entrant(candles, Funding.NONE, null, strategy);
  }

  Terms terms(Rules rules) {
    return filters == null ? rules.unfiltered(candles.symbol()) : filters;
  }
}
