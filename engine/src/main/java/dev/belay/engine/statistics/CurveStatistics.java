package dev.belay.engine.statistics;

import dev.belay.domain.market.Interval;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a curve of equity says. Fractions, not percent: 0.1 is ten percent.
 *
 * <p>A return of a bar is the change of equity from the close before to its own close, as a
 * fraction of the former; that of the first bar is from the cash. Equity that fell to zero or below
 * has a total return and a drawdown, and nothing else.
 *
 * @param totalReturn of the last equity to the cash, at least −1 unless there is debt
 * @param cagr the same a year, compounded: (last / cash) ^ (bars a year / bars) − 1
 * @param volatility sample deviation of the returns × √bars a year
 * @param sharpe mean of the returns / their sample deviation × √bars a year; no risk-free return
 *     (Sharpe 1994)
 * @param sortino mean of the returns / √(mean of min(return, 0)² over all returns) × √bars a year
 *     (Sortino and Price 1994, target 0)
 * @param calmar {@code cagr} / {@code maxDrawdown} of the whole curve (Young 1991 takes 36 months)
 * @param maxDrawdown the deepest fall of equity at a close from the highest before it, which starts
 *     at the cash, as a fraction of that; 0 to 1 unless there is debt
 * @param deepest where that was; null when equity never fell
 * @param longestBars bars from a peak to the close that is as high again, or to the end, of the
 *     fall for which they are most; 0 when equity never fell
 * @param skewness m₃ / m₂^1.5 of the returns with central moments over n; 0 if symmetrical
 * @param kurtosis m₄ / m₂² of the returns with central moments over n; 3 if normal
 * @param exposure the share of bars that ended with a position; 0 to 1
 * @param turnover what all fills, in and out, were worth, divided by the mean equity at the closes,
 *     a year
 */
public record CurveStatistics(
    int bars,
    Estimate totalReturn,
    Estimate cagr,
    Estimate volatility,
    Estimate sharpe,
    Estimate sortino,
    Estimate calmar,
    Estimate maxDrawdown,
    @Nullable Fall deepest,
    int longestBars,
    Estimate skewness,
    Estimate kurtosis,
    Estimate exposure,
    Estimate turnover) {
  public static final String CONVENTION =
      "returns per bar from equity at every close, the first from the cash; sample deviation (n − 1), risk-free return 0, annualised by √bars a year; Sortino's deviation about 0 over all returns; drawdown on equity at every close, the peak starts at the cash; skewness and kurtosis with n, a normal's kurtosis is 3";

  private static final double SECONDS_A_YEAR = 365 * 86_400.0;

  /**
   * A fall of equity from a peak.
   *
   * @param depth a fraction of the peak
   * @param peak the bar whose close was the peak; −1 if that was the cash
   * @param trough the bar whose close was the lowest
   * @param end the first bar whose close was as high as the peak again, or the last bar of all
   */
  public record Fall(double depth, int peak, int trough, int end, boolean recovered) {

    /** From the peak to the end. */
    public int bars() {
      return end - peak;
    }
  }

  /**
   * What was done meanwhile, by the one who did it.
   *
   * @param barsInvested how many bars ended with a position
   * @param traded what all fills, in and out, were worth, in units of equity
   */
  public record Activity(int barsInvested, double traded) {}

  /** Of a market that never closes: bars in 365 days. */
  public static double barsPerYear(Interval interval) {
    return SECONDS_A_YEAR / interval.seconds();
  }

  /** The same where nothing is known of exposure and turnover. */
  public static CurveStatistics of(double[] equity, double cash, double barsPerYear) {
    return of(equity, cash, barsPerYear, null);
  }

  /**
   * The statistics of a curve.
   *
   * @param equity at the close of every bar; finite
   * @param cash at the start; above 0
   * @param barsPerYear above 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static CurveStatistics of(
      double[] equity, double cash, double barsPerYear, @Nullable Activity activity) {
    check(equity, cash, barsPerYear);
    int bars = equity.length;
    Falls falls = Falls.of(equity, cash);
    Estimate depth = falls.depth(bars);
    Estimate exposure = exposure(activity, bars);
    Estimate turnover = turnover(activity, equity, barsPerYear);
    if (bars == 0 || falls.ruin >= 0) {
      Estimate unknown =
          bars == 0 ? Estimate.unknown("no bar", 0) : Estimate.unknown(ruined(falls.ruin), bars);
      return new CurveStatistics(
          bars,
          bars == 0 ? unknown : Estimate.of(equity[bars - 1] / cash - 1, bars),
          unknown,
          unknown,
          unknown,
          unknown,
          unknown,
          depth,
          falls.deepest,
          falls.longest,
          unknown,
          unknown,
          exposure,
          turnover);
    }
    double[] returns = Returns.of(equity, cash);
    double year = Math.sqrt(barsPerYear);
    double mean = Moments.mean(returns);
    double deviation = bars < 2 ? 0 : Moments.deviation(returns);
    Estimate cagr = cagr(equity[bars - 1] / cash, bars, barsPerYear);
    return new CurveStatistics(
        bars,
        Estimate.of(equity[bars - 1] / cash - 1, bars),
        cagr,
        volatility(deviation, bars, year),
        sharpe(mean, deviation, bars, year),
        sortino(mean, Moments.downside(returns), bars, year),
        calmar(cagr, depth),
        depth,
        falls.deepest,
        falls.longest,
        shape(returns, 3),
        shape(returns, 4),
        exposure,
        turnover);
  }

  private static void check(double[] equity, double cash, double barsPerYear) {
    checkStart(cash, barsPerYear);
    for (int i = 0; i < equity.length; i++) {
      if (!Double.isFinite(equity[i])) {
        throw new IllegalArgumentException(
            "Expected equity that is a number at bar %d, was %s".formatted(i, equity[i]));
      }
    }
  }

  static void checkStart(double cash, double barsPerYear) {
    if (!(cash > 0) || !(barsPerYear > 0)) {
      throw new IllegalArgumentException(
          "Expected cash and bars a year above 0, was %s and %s".formatted(cash, barsPerYear));
    }
  }

  static String ruined(int bar) {
    return "equity fell to zero or below at bar %d".formatted(bar);
  }

  static Estimate cagr(double growth, int bars, double barsPerYear) {
    return Estimate.of(StrictMath.pow(growth, barsPerYear / bars) - 1, bars);
  }

  static Estimate volatility(double deviation, int bars, double year) {
    return bars < 2 ? tooFew(bars, 2) : Estimate.of(deviation * year, bars);
  }

  static Estimate sharpe(double mean, double deviation, int bars, double year) {
    if (bars < 2) {
      return tooFew(bars, 2);
    }
    return deviation < Moments.STILL
        ? Estimate.unknown("the returns do not differ", bars)
        : Estimate.of(mean / deviation * year, bars);
  }

  static Estimate sortino(double mean, double downside, int bars, double year) {
    return downside < Moments.STILL
        ? Estimate.unknown("no bar lost", bars)
        : Estimate.of(mean / downside * year, bars);
  }

  static Estimate calmar(Estimate cagr, Estimate depth) {
    if (cagr.value() == null || depth.value() == null) {
      return cagr;
    }
    return depth.value() == 0
        ? Estimate.unknown("equity never fell", cagr.samples())
        : Estimate.of(cagr.value() / depth.value(), cagr.samples());
  }

  static Estimate tooFew(int bars, int needed) {
    return Estimate.unknown("too few bars: %d of at least %d".formatted(bars, needed), bars);
  }

  private static Estimate shape(double[] returns, int power) {
    if (returns.length < power) {
      return tooFew(returns.length, power);
    }
    return Moments.deviation(returns) < Moments.STILL
        ? Estimate.unknown("the returns do not differ", returns.length)
        : Estimate.of(Moments.standardised(returns, power), returns.length);
  }

  private static Estimate exposure(@Nullable Activity activity, int bars) {
    if (activity == null || bars == 0) {
      return Estimate.unknown("not told", bars);
    }
    return Estimate.of((double) activity.barsInvested() / bars, bars);
  }

  private static Estimate turnover(
      @Nullable Activity activity, double[] equity, double barsPerYear) {
    if (activity == null || equity.length == 0) {
      return Estimate.unknown("not told", equity.length);
    }
    double mean = Arrays.stream(equity).average().orElse(0);
    return mean > 0
        ? Estimate.of(activity.traded() / mean * barsPerYear / equity.length, equity.length)
        : Estimate.unknown("equity was not above zero", equity.length);
  }

  /** The falls of a curve, in one pass. */
  private static final class Falls {
    private @Nullable Fall deepest;
    private int longest;
    private int ruin = -1;

    private double peak;
    private int peakBar = -1;
    private double low;
    private int lowBar = -1;

    private Falls(double cash) {
      peak = cash;
      low = cash;
    }

    static Falls of(double[] equity, double cash) {
      Falls falls = new Falls(cash);
      for (int i = 0; i < equity.length; i++) {
        falls.add(i, equity[i]);
      }
      falls.close(equity.length - 1, false);
      return falls;
    }

    private void add(int bar, double equity) {
      if (equity <= 0 && ruin < 0) {
        ruin = bar;
      }
      if (equity >= peak) {
        close(bar, true);
        peak = equity;
        peakBar = bar;
        low = equity;
        lowBar = bar;
      } else if (equity < low) {
        low = equity;
        lowBar = bar;
      }
    }

    private void close(int bar, boolean recovered) {
      if (low >= peak) {
        return;
      }
      longest = Math.max(longest, bar - peakBar);
      double depth = 1 - low / peak;
      if (deepest == null || depth > deepest.depth()) {
        deepest = new Fall(depth, peakBar, lowBar, bar, recovered);
      }
    }

    Estimate depth(int bars) {
      if (bars == 0) {
        return Estimate.unknown("no bar", 0);
      }
      return Estimate.of(deepest == null ? 0 : deepest.depth(), bars);
    }
  }
}
