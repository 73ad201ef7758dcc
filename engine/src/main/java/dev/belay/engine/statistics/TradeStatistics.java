package dev.belay.engine.statistics;

import java.util.Collection;

/**
 * What the round trips say, in units of equity unless it says a fraction. A trade won if it gained
 * more than nothing and lost if it gained less, both net of fees; one that gained nothing counts
 * and is neither.
 *
 * @param winRate trades that won / all, a fraction
 * @param profitFactor sum of what was won / sum of what was lost
 * @param expectancy mean gain of a trade
 * @param averageWin mean gain of those that won
 * @param averageLoss mean loss of those that lost, above 0
 * @param payoff {@code averageWin} / {@code averageLoss}
 * @param best greatest gain of a trade; may be below 0
 * @param worst least gain of a trade; may be above 0
 * @param averageReturn mean of gain / cost, a fraction
 * @param sqn √n × mean gain / sample deviation of the gains (Van Tharp 2008, with gains in place of
 *     multiples of the risk, which not every strategy names; n is not capped at 100)
 * @param averageBars mean bars held
 * @param fees of all
 * @param invested cost of all
 */
public record TradeStatistics(
    int count,
    int wins,
    int losses,
    Estimate winRate,
    Estimate profitFactor,
    Estimate expectancy,
    Estimate averageWin,
    Estimate averageLoss,
    Estimate payoff,
    Estimate best,
    Estimate worst,
    Estimate averageReturn,
    Estimate sqn,
    Estimate averageBars,
    double fees,
    double invested) {
  public static final String CONVENTION =
      "closed round trips only, gains net of fees and funding; a trade wins above 0 and loses below; SQN is √n × mean / sample deviation of the gains, n not capped";

  /** In any order. */
  public static TradeStatistics of(Collection<ClosedTrade> trades) {
    int n = trades.size();
    double[] gains = new double[n];
    double won = 0;
    double lost = 0;
    int wins = 0;
    int losses = 0;
    double best = Double.NEGATIVE_INFINITY;
    double worst = Double.POSITIVE_INFINITY;
    double returned = 0;
    double fees = 0;
    double invested = 0;
    long bars = 0;
    int i = 0;
    for (ClosedTrade trade : trades) {
      double gain = trade.pnl();
      gains[i++] = gain;
      if (gain > 0) {
        won += gain;
        wins++;
      } else if (gain < 0) {
        lost -= gain;
        losses++;
      }
      best = Math.max(best, gain);
      worst = Math.min(worst, gain);
      returned += trade.returned();
      fees += trade.fees();
      invested += trade.cost();
      bars += trade.bars();
    }
    return new TradeStatistics(
        n,
        wins,
        losses,
        ratio(wins, n, "no trade", n),
        ratio(won, lost, n == 0 ? "no trade" : "no trade lost", n),
        ratio(won - lost, n, "no trade", n),
        ratio(won, wins, "no trade won", wins),
        ratio(lost, losses, "no trade lost", losses),
        wins == 0
            ? Estimate.unknown("no trade won", n)
            : ratio(won / wins, lost / Math.max(1, losses), "no trade lost", n),
        ratio(best, Math.min(n, 1), "no trade", n),
        ratio(worst, Math.min(n, 1), "no trade", n),
        ratio(returned, n, "no trade", n),
        sqn(gains),
        ratio(bars, n, "no trade", n),
        fees,
        invested);
  }

  private static Estimate ratio(double above, double below, String reason, int samples) {
    return below == 0 ? Estimate.unknown(reason, samples) : Estimate.of(above / below, samples);
  }

  private static Estimate sqn(double[] gains) {
    int n = gains.length;
    if (n < 2) {
      return Estimate.unknown("too few trades: %d of at least 2".formatted(n), n);
    }
    double mean = Moments.mean(gains);
    double deviation = Moments.deviation(gains);
    return deviation <= Moments.STILL * Math.abs(mean)
        ? Estimate.unknown("the gains do not differ", n)
        : Estimate.of(Math.sqrt(n) * mean / deviation, n);
  }
}
