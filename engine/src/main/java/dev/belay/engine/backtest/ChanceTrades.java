package dev.belay.engine.backtest;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.engine.statistics.SplitMix;
import java.util.Arrays;
import java.util.List;

/**
 * What the trades of a run would have come to if they had been entered by chance: as many, held as
 * long, in the same direction and at the same costs, but at other times. Each symbol compounds by
 * itself, those of the run as those by chance, so that the two differ by their timing alone.
 *
 * @param actual growth of all cash by the run's own trades; 1 is none
 * @param drawn the same for each draw, ascending
 */
public record ChanceTrades(double actual, double[] drawn) {

  /**
   * The trades of one symbol.
   *
   * @param candles those of the run
   * @param from index of the first that was traded on
   * @param trips of this symbol, in order of time
   */
  public record Lane(Candles candles, int from, List<RoundTrip> trips) {}

  /**
   * What became of the cash of one symbol.
   *
   * @param actual by its own trades
   * @param drawn by those of each draw, in order
   */
  public record OfLane(double actual, double[] drawn) {
    @Override
    public boolean equals(Object other) {
      return other instanceof OfLane that
          && actual == that.actual
          && Arrays.equals(drawn, that.drawn);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(drawn);
    }

    @Override
    public String toString() {
      return "%d draws".formatted(drawn.length);
    }
  }

  /** Draws for one symbol; the first ones are the same however many follow. */
  public static final class Drawing {
    private final Rules rules;
    private final double cost;
    private final double actual;
    private final Shuffle shuffle;
    private double[] drawn = {};

    /**
     * @param seed another one for each symbol
     */
    public Drawing(Lane lane, Rules rules, long seed) {
      this.rules = rules;
      double fee = rules.costs().takerRate() * 1e-8;
      this.cost = fee + rules.costs().slippage() * 1e-8;
      double growth = 1;
      for (RoundTrip trip : lane.trips()) {
        growth *=
            growth(trip.direction(), (double) trip.exitPrice() / trip.entryPrice(), fee, rules);
      }
      this.actual = growth;
      this.shuffle = new Shuffle(lane, new SplitMix(seed));
    }

    /**
     * As many as that.
     *
     * @param draws at least as many as before
     */
    public OfLane until(int draws) {
      double[] all = Arrays.copyOf(drawn, draws);
      for (int i = drawn.length; i < draws; i++) {
        all[i] = shuffle.next(cost, rules);
      }
      drawn = all;
      return new OfLane(actual, all);
    }
  }

  /** Of all symbols, each with an equal share of the cash, in an order that is always the same. */
  public static ChanceTrades of(List<OfLane> lanes) {
    double actual = 0;
    double[] drawn = new double[lanes.getFirst().drawn().length];
    for (OfLane lane : lanes) {
      actual += lane.actual() / lanes.size();
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] += lane.drawn()[i] / lanes.size();
      }
    }
    Arrays.sort(drawn);
    return new ChanceTrades(actual, drawn);
  }

  /** By what a trade multiplies the cash; never less than 0. */
  private static double growth(Direction direction, double ratio, double cost, Rules rules) {
    double gain = direction == Direction.LONG ? ratio - 1 : 1 - ratio;
    return Math.max(0, 1 + rules.leverage() * (gain - cost * (1 + ratio)));
  }

  /** Of draws, how many did as well or better, with the run itself as one of them. */
  public double pValue() {
    int better = 0;
    for (double each : drawn) {
      better += each >= actual * (1 - 1e-12) ? 1 : 0;
    }
    return (1.0 + better) / (1 + drawn.length);
  }

  /** The draw below which that share of them lies. */
  public double quantile(double share) {
    return drawn[(int) Math.round(share * (drawn.length - 1))];
  }

  /** The trades of a symbol in another order at other times, without overlap. */
  private static final class Shuffle {
    private final Candles candles;
    private final int from;
    private final SplitMix chance;
    private final int[] holds;
    private final Direction[] directions;
    private final int[] starts;
    private final int[] drawn;
    private final int[] places;
    private final int free;

    Shuffle(Lane lane, SplitMix chance) {
      this.candles = lane.candles();
      this.from = lane.from();
      this.chance = chance;
      int count = lane.trips().size();
      this.holds = new int[count];
      this.directions = new Direction[count];
      this.starts = new int[count];
      this.drawn = new int[count];
      this.places = new int[count + 1];
      int held = 0;
      for (int i = 0; i < count; i++) {
        RoundTrip trip = lane.trips().get(i);
        holds[i] = Math.max(1, trip.bars() - 1);
        held += holds[i];
        directions[i] = trip.direction();
      }
      this.free = Math.max(0, candles.size() - 1 - from - held);
    }

    double next(double cost, Rules rules) {
      int count = holds.length;
      for (int i = count - 1; i > 0; i--) {
        int j = chance.nextInt(i + 1);
        int hold = holds[i];
        holds[i] = holds[j];
        holds[j] = hold;
        Direction direction = directions[i];
        directions[i] = directions[j];
        directions[j] = direction;
      }
      drawStarts(count);
      double growth = 1;
      int before = from;
      int last = candles.size() - 1;
      for (int i = 0; i < count; i++) {
        int entry = Math.min(before + starts[i], last);
        int exit = Math.min(entry + holds[i], last);
        before += holds[i];
        double ratio = (double) candles.open(exit) / candles.open(entry);
        growth *= growth(directions[i], ratio, cost, rules);
      }
      return growth;
    }

    /**
     * Evenly distributed numbers, ascending: each goes to the place where it is expected, which
     * leaves little to put in order.
     */
    private void drawStarts(int count) {
      Arrays.fill(places, 0);
      for (int i = 0; i < count; i++) {
        drawn[i] = chance.nextInt(free + 1);
        places[expected(drawn[i], count) + 1]++;
      }
      for (int i = 1; i <= count; i++) {
        places[i] += places[i - 1];
      }
      for (int i = 0; i < count; i++) {
        starts[places[expected(drawn[i], count)]++] = drawn[i];
      }
      for (int i = 1; i < count; i++) {
        int start = starts[i];
        int j = i;
        for (; j > 0 && starts[j - 1] > start; j--) {
          starts[j] = starts[j - 1];
        }
        starts[j] = start;
      }
    }

    private int expected(int start, int count) {
      return (int) ((long) start * count / (free + 1));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChanceTrades that
        && actual == that.actual
        && Arrays.equals(drawn, that.drawn);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(drawn);
  }

  @Override
  public String toString() {
    return "%d draws".formatted(drawn.length);
  }
}
