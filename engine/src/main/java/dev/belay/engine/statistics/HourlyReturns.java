package dev.belay.engine.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Hourly equity returns net of transfers over the trailing 168 market hours up to the last mark on
 * a whole hour. An hour with a gap at either end has no return. Annualised with the square root of
 * 8760; the market never closes.
 */
public final class HourlyReturns {
  public static final Duration WINDOW = Duration.ofHours(168);
  public static final int ENOUGH = 72;
  public static final String CONVENTION =
      "hourly returns net of transfers, trailing 168 market hours, sample deviation, annualised by √8760";
  private static final double PER_YEAR = Math.sqrt(8760);

  private final double[] returns;

  private HourlyReturns(double[] returns) {
    this.returns = returns;
  }

  /**
   * @param marks in order of time
   */
  public static HourlyReturns of(List<EquityMark> marks) {
    List<EquityMark> hours =
        marks.stream().filter(m -> m.asOf().getEpochSecond() % 3600 == 0).toList();
    if (hours.isEmpty()) {
      return new HourlyReturns(new double[0]);
    }
    Instant start = hours.getLast().asOf().minus(WINDOW);
    double[] found = new double[hours.size()];
    int count = 0;
    for (int i = 1; i < hours.size(); i++) {
      EquityMark before = hours.get(i - 1);
      EquityMark mark = hours.get(i);
      boolean consecutive = before.asOf().plusSeconds(3600).equals(mark.asOf());
      if (consecutive && !before.asOf().isBefore(start) && before.isBase()) {
        found[count++] = mark.returnSince(before);
      }
    }
    return new HourlyReturns(Arrays.copyOf(found, count));
  }

  /** Mean return over its deviation, annualised; the risk-free return is taken as 0. */
  public Estimate sharpe() {
    if (returns.length < ENOUGH) {
      return tooFew();
    }
    double deviation = Moments.deviation(returns);
    return deviation < Moments.STILL
        ? Estimate.unknown("equity did not move", returns.length)
        : Estimate.of(Moments.mean(returns) / deviation * PER_YEAR, returns.length);
  }

  /** The deviation, annualised, in percent. */
  public Estimate volatilityPct() {
    return returns.length < ENOUGH
        ? tooFew()
        : Estimate.of(Moments.deviation(returns) * PER_YEAR * 100, returns.length);
  }

  private Estimate tooFew() {
    return Estimate.unknown(
        "not enough data: %d hourly returns of at least %d".formatted(returns.length, ENOUGH),
        returns.length);
  }
}
