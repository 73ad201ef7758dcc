package dev.belay.engine.statistics;

/**
 * The figures of {@link CurveStatistics} that a sweep needs, without keeping the curve. Sums are of
 * deviations from the first return: as that is one of the sample, what cancels in their variance is
 * bounded by the number of bars, so they are as good as two passes.
 */
public final class CurveAccumulator {
  private final double cash;
  private final double barsPerYear;

  private int bars;
  private int ruin = -1;
  private double last;
  private double peak;

  /** The lowest ratio of equity to the peak before it. */
  private double kept = 1;

  private double shift;
  private double sum;
  private double squares;

  /** Four times the squares of what is below 0. */
  private double losses;

  /**
   * Of a curve that starts now.
   *
   * @param cash at the start; above 0
   * @param barsPerYear above 0
   * @throws IllegalArgumentException if one is not
   */
  public CurveAccumulator(double cash, double barsPerYear) {
    CurveStatistics.checkStart(cash, barsPerYear);
    this.cash = cash;
    this.barsPerYear = barsPerYear;
    this.last = cash;
    this.peak = cash;
  }

  /** Forgets the curve, to start another from the same cash. */
  public void reset() {
    bars = 0;
    ruin = -1;
    last = cash;
    peak = cash;
    kept = 1;
    sum = 0;
    squares = 0;
    losses = 0;
  }

  /** The equity at the next close; a finite number. */
  public void add(double equity) {
    double change = (equity - last) / last;
    if (bars == 0) {
      shift = change;
    }
    double off = change - shift;
    sum += off;
    squares += off * off;
    // Twice what is below 0, without a branch that is mispredicted at every other bar.
    double loss = change - Math.abs(change);
    losses += loss * loss;
    if (equity > peak) {
      peak = equity;
    } else if (equity < kept * peak) {
      kept = equity / peak;
    }
    if (!(equity > 0)) {
      fell(equity);
    }
    last = equity;
    bars++;
  }

  private void fell(double equity) {
    if (Double.isNaN(equity)) {
      throw new IllegalArgumentException(
          "Expected equity that is a number at bar %d, was %s".formatted(bars, equity));
    }
    if (ruin < 0) {
      ruin = bars;
    }
  }

  public int bars() {
    return bars;
  }

  /** The last equity; the cash before the first. */
  public double equity() {
    return last;
  }

  public Estimate totalReturn() {
    return bars == 0 ? Estimate.unknown("no bar", 0) : Estimate.of(last / cash - 1, bars);
  }

  public Estimate cagr() {
    return isSound() ? CurveStatistics.cagr(last / cash, bars, barsPerYear) : unsound();
  }

  public Estimate volatility() {
    return isSound() ? CurveStatistics.volatility(deviation(), bars, year()) : unsound();
  }

  public Estimate sharpe() {
    return isSound() ? CurveStatistics.sharpe(mean(), deviation(), bars, year()) : unsound();
  }

  public Estimate sortino() {
    return isSound()
        ? CurveStatistics.sortino(mean(), Math.sqrt(losses / 4 / bars), bars, year())
        : unsound();
  }

  public Estimate calmar() {
    return CurveStatistics.calmar(cagr(), maxDrawdown());
  }

  public Estimate maxDrawdown() {
    return bars == 0 ? Estimate.unknown("no bar", 0) : Estimate.of(1 - kept, bars);
  }

  private boolean isSound() {
    return bars > 0 && ruin < 0;
  }

  private Estimate unsound() {
    return bars == 0
        ? Estimate.unknown("no bar", 0)
        : Estimate.unknown(CurveStatistics.ruined(ruin), bars);
  }

  private double mean() {
    return shift + sum / bars;
  }

  private double deviation() {
    return bars < 2 ? 0 : Math.sqrt(Math.max(0, squares - sum * sum / bars) / (bars - 1));
  }

  private double year() {
    return Math.sqrt(barsPerYear);
  }
}
