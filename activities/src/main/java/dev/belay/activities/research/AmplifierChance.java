package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.engine.backtest.EquityCurve;
import dev.belay.engine.backtest.RoundTrip;
import dev.belay.engine.backtest.Rules;
import dev.belay.engine.statistics.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the trades of a run would have come to by chance: as many, each with the same share of
 * equity, held as long and at the same costs, but of another coin, at the same or at any time.
 *
 * @param actual growth of the account by the run's own trades; 1 is none
 * @param anyTime for each draw the same with coin and time by chance, ascending
 * @param sameTime with the coin alone by chance, ascending
 */
record AmplifierChance(double actual, double[] anyTime, double[] sameTime) {
  private static final int TRIES = 50;

  /** One trade as it is drawn anew. */
  private record Stake(double share, long entryTime, long hold) {}

  static AmplifierChance of(
      List<RoundTrip> trips,
      EquityCurve curve,
      List<Candles> coins,
      Rules rules,
      int draws,
      long seed) {
    double fee = rules.costs().takerRate() * 1e-8;
    double cost = fee + rules.costs().slippage() * 1e-8;
    List<Stake> stakes = new ArrayList<>();
    double actual = 1;
    for (RoundTrip trip : trips) {
      double share = (double) trip.cost() / equityAt(curve, trip.entryTime());
      actual *= growth(share, (double) trip.exitPrice() / trip.entryPrice(), fee);
      stakes.add(new Stake(share, trip.entryTime(), trip.exitTime() - trip.entryTime()));
    }
    return new AmplifierChance(
        actual,
        drawn(stakes, coins, cost, draws, new SplitMix(seed), false),
        drawn(stakes, coins, cost, draws, new SplitMix(seed + 1), true));
  }

  private static double growth(double share, double ratio, double cost) {
    return 1 + share * (ratio - 1 - cost * (1 + ratio));
  }

  static double equityAt(EquityCurve curve, long time) {
    int at = Arrays.binarySearch(curve.times(), time);
    int index = at >= 0 ? at : -at - 2;
    return index < 0 ? curve.cash() : curve.equity()[index];
  }

  private static double[] drawn(
      List<Stake> stakes,
      List<Candles> coins,
      double cost,
      int draws,
      SplitMix chance,
      boolean sameTime) {
    double[] drawn = new double[draws];
    for (int i = 0; i < draws; i++) {
      double growth = 1;
      for (Stake each : stakes) {
        growth *= growth(each.share(), ratio(each, coins, chance, sameTime), cost);
      }
      drawn[i] = growth;
    }
    Arrays.sort(drawn);
    return drawn;
  }

  /** The exit's open to the entry's of a trade by chance; 1 where no coin has candles then. */
  private static double ratio(Stake stake, List<Candles> coins, SplitMix chance, boolean sameTime) {
    for (int i = 0; i < TRIES; i++) {
      Candles coin = coins.get(chance.nextInt(coins.size()));
      int entry = sameTime ? coin.indexOf(stake.entryTime()) : chance.nextInt(coin.size());
      if (entry >= 0) {
        int exit = coin.ceilingIndex(coin.openTime(entry) + stake.hold());
        if (exit < coin.size()) {
          return (double) coin.open(exit) / coin.open(entry);
        }
      }
    }
    return 1;
  }

  /** Of draws, how many did as well or better, with the run itself as one of them. */
  double pValue(double[] drawn) {
    int better = 0;
    for (double each : drawn) {
      better += each >= actual * (1 - 1e-12) ? 1 : 0;
    }
    return (1.0 + better) / (1 + drawn.length);
  }

  static double quantile(double[] ascending, double share) {
    return ascending[(int) Math.round(share * (ascending.length - 1))];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AmplifierChance that
        && actual == that.actual
        && Arrays.equals(anyTime, that.anyTime)
        && Arrays.equals(sameTime, that.sameTime);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(anyTime);
  }

  @Override
  public String toString() {
    return "%d draws".formatted(anyTime.length);
  }
}
