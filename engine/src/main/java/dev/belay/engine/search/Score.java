package dev.belay.engine.search;

import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.statistics.CurveAccumulator;
import dev.belay.engine.statistics.Estimate;

/**
 * What came of one combination. Amounts are fixed point.
 *
 * @param sharpe annualised; NaN where it can't be told
 * @param calmar NaN where it can't be told
 * @param maxDrawdown a fraction
 */
public record Score(
    long equity,
    long equityClosed,
    int trades,
    int open,
    long fees,
    double sharpe,
    double calmar,
    double maxDrawdown) {

  /** Of a run whose curve has so many bars a year. */
  public static Score of(Outcome outcome, double barsPerYear) {
    double unit = 1e-8;
    CurveAccumulator curve = new CurveAccumulator(outcome.cash() * unit, barsPerYear);
    for (long equity : outcome.curve().equity()) {
      curve.add(equity * unit);
    }
    return new Score(
        outcome.equity(),
        outcome.equityClosed(),
        outcome.trips().size(),
        outcome.open().size(),
        outcome.fees(),
        known(curve.sharpe()),
        known(curve.calmar()),
        known(curve.maxDrawdown()));
  }

  private static double known(Estimate estimate) {
    Double value = estimate.value();
    return value == null ? Double.NaN : value;
  }
}
