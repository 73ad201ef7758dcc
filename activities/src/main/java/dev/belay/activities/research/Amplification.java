package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.strategies.amplifier.CoinScore;
import dev.belay.strategies.amplifier.Regime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far coins really moved on the days on which BTC moved: a coin's move from a UTC day's open to
 * its close, divided by that of BTC, on days when BTC moved enough for that to mean something.
 */
final class Amplification {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private Amplification() {}

  /**
   * The coin-days of one kind.
   *
   * @param name regime at the day's start and where BTC went; or what the scanner said then
   * @param days how many days
   * @param ratios ascending
   */
  record Group(String name, int days, double[] ratios) {
    double quantile(double share) {
      return ratios[(int) Math.round(share * (ratios.length - 1))];
    }

    /** The share of coin-days at which a coin moved at least so many times as far. */
    double atLeast(double times) {
      return (double) Arrays.stream(ratios).filter(each -> each >= times).count() / ratios.length;
    }

    /** The share at which it went the other way. */
    double against() {
      return (double) Arrays.stream(ratios).filter(each -> each < 0).count() / ratios.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Group that
          && name.equals(that.name)
          && days == that.days
          && Arrays.equals(ratios, that.ratios);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final class Gathered {
    private final Set<Long> days = new HashSet<>();
    private double[] ratios = new double[256];
    private int size;

    void add(long day, double ratio) {
      days.add(day);
      if (size == ratios.length) {
        ratios = Arrays.copyOf(ratios, size * 2);
      }
      ratios[size++] = ratio;
    }

    Group group(String name) {
      double[] sorted = Arrays.copyOf(ratios, size);
      Arrays.sort(sorted);
      return new Group(name, days.size(), sorted);
    }
  }

  /** All coin-days, those of each regime and direction, and those of coins called amplifying. */
  static List<Group> of(AmplifierHistory history) {
    Map<String, Gathered> groups = new LinkedHashMap<>();
    for (String name : List.of("all days", "BTC up", "BTC down")) {
      groups.put(name, new Gathered());
    }
    for (Regime regime : Regime.values()) {
      groups.put(regime + ", BTC up", new Gathered());
      groups.put(regime + ", BTC down", new Gathered());
    }
    groups.put("called amplifying, BTC up", new Gathered());
    groups.put("called amplifying, BTC down", new Gathered());
    double least = history.settings().scanner().amplificationMinimumMovePct() / 100;
    for (int hour = 0; hour < history.hours(); hour++) {
      long day = history.time(hour);
      double move = day % DAY == 0 ? move(history.btc(), day) : Double.NaN;
      if (Math.abs(move) >= least) {
        day(history, hour, move, groups);
      }
    }
    List<Group> all = new ArrayList<>();
    groups.forEach(
        (name, gathered) -> {
          if (gathered.size > 0) {
            all.add(gathered.group(name));
          }
        });
    return all;
  }

  private static void day(
      AmplifierHistory history, int hour, double move, Map<String, Gathered> groups) {
    long day = history.time(hour);
    String direction = move > 0 ? "BTC up" : "BTC down";
    Set<Symbol> called = new HashSet<>();
    for (CoinScore each : history.scan(hour).ranked()) {
      if (each.amplifies(history.settings().scanner())
          && each.isLiquid(history.settings().scanner())) {
        called.add(each.symbol());
      }
    }
    for (Candles coin : history.coins()) {
      double ratio = move(coin, day) / move;
      if (!Double.isNaN(ratio)) {
        add(groups, "all days", day, ratio);
        add(groups, direction, day, ratio);
        add(groups, history.regime(hour) + ", " + direction, day, ratio);
        if (called.contains(coin.symbol())) {
          add(groups, "called amplifying, " + direction, day, ratio);
        }
      }
    }
  }

  private static void add(Map<String, Gathered> groups, String name, long day, double ratio) {
    Gathered group = groups.get(name);
    if (group != null) {
      group.add(day, ratio);
    }
  }

  /** From a day's first open to its last close; NaN where either is missing. */
  private static double move(Candles candles, long day) {
    int first = candles.indexOf(day);
    int last = candles.indexOf(day + DAY - HOUR);
    return first < 0 || last < 0
        ? Double.NaN
        : (double) candles.close(last) / candles.open(first) - 1;
  }
}
