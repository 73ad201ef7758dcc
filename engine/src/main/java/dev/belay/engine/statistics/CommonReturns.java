package dev.belay.engine.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Returns of several accounts over the same steps of the five-minute grid: a step counts only where
 * every one of them has a mark at both of its ends.
 */
public final class CommonReturns {
  public static final Duration STEP = Duration.ofMinutes(5);
  public static final int ENOUGH = 20;

  private final double[][] returns;
  private final double[] equity;

  private CommonReturns(double[][] returns, double[] equity) {
    this.returns = returns;
    this.equity = equity;
  }

  /**
   * @param series the marks of each account in order of time
   */
  public static CommonReturns of(List<List<EquityMark>> series) {
    int accounts = series.size();
    if (accounts == 0) {
      return new CommonReturns(new double[0][0], new double[0]);
    }
    List<Map<Instant, EquityMark>> byTime = series.stream().map(CommonReturns::byTime).toList();
    List<double[]> steps = new ArrayList<>();
    double[] equity = new double[accounts];
    for (EquityMark mark : series.getFirst()) {
      double[] step = step(byTime, mark.asOf(), equity);
      if (step != null) {
        steps.add(step);
      }
    }
    double[][] returns = new double[accounts][steps.size()];
    for (int i = 0; i < accounts; i++) {
      for (int j = 0; j < steps.size(); j++) {
        returns[i][j] = steps.get(j)[i];
      }
    }
    return new CommonReturns(returns, equity);
  }

  private static double @Nullable [] step(
      List<Map<Instant, EquityMark>> byTime, Instant end, double[] equity) {
    double[] step = new double[byTime.size()];
    double[] reached = new double[byTime.size()];
    for (int i = 0; i < step.length; i++) {
      EquityMark before = byTime.get(i).get(end.minus(STEP));
      EquityMark mark = byTime.get(i).get(end);
      if (before == null || mark == null || !before.isBase()) {
        return null;
      }
      step[i] = mark.returnSince(before);
      reached[i] = mark.equity();
    }
    System.arraycopy(reached, 0, equity, 0, reached.length);
    return step;
  }

  private static Map<Instant, EquityMark> byTime(List<EquityMark> marks) {
    Map<Instant, EquityMark> byTime = new HashMap<>();
    marks.forEach(mark -> byTime.put(mark.asOf(), mark));
    return byTime;
  }

  public int samples() {
    return returns.length == 0 ? 0 : returns[0].length;
  }

  /** Pearson's correlation of every pair, in the order given. */
  public Correlation correlation() {
    if (samples() < ENOUGH) {
      return new Correlation(null, tooFew(), samples());
    }
    boolean still = false;
    List<List<@Nullable Double>> matrix = new ArrayList<>();
    for (double[] a : returns) {
      List<@Nullable Double> row = new ArrayList<>();
      for (double[] b : returns) {
        Double cell = pair(a, b);
        still |= cell == null;
        row.add(cell);
      }
      matrix.add(Collections.unmodifiableList(row));
    }
    return new Correlation(
        Collections.unmodifiableList(matrix),
        still ? "null where an agent's equity did not move" : null,
        samples());
  }

  private static @Nullable Double pair(double[] a, double[] b) {
    double scale = Moments.deviation(a) * Moments.deviation(b);
    if (scale < Moments.STILL * Moments.STILL) {
      return null;
    }
    return Math.clamp(Moments.covariance(a, b) / scale, -1.0, 1.0);
  }

  /**
   * The accounts' mean deviation, weighted by their equity at the last common step, over the
   * deviation of the so weighted whole: 1 when they move as one, more the less they do.
   */
  public Estimate diversificationRatio() {
    if (samples() < ENOUGH) {
      return Estimate.unknown(tooFew(), samples());
    }
    double total = 0;
    for (double e : equity) {
      total += e;
    }
    double[] whole = new double[samples()];
    double parts = 0;
    for (int i = 0; i < returns.length; i++) {
      double weight = equity[i] / total;
      parts += weight * Moments.deviation(returns[i]);
      for (int j = 0; j < whole.length; j++) {
        whole[j] += weight * returns[i][j];
      }
    }
    double deviation = Moments.deviation(whole);
    return deviation < Moments.STILL
        ? Estimate.unknown("the agents' equity together did not move", samples())
        : Estimate.of(parts / deviation, samples());
  }

  private String tooFew() {
    return "not enough data: %d common five-minute returns of at least %d"
        .formatted(samples(), ENOUGH);
  }
}
