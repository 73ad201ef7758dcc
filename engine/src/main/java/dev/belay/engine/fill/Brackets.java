package dev.belay.engine.fill;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The tiers of a contract by notional: the larger a position, the lower the leverage it may have
 * and the higher its maintenance margin. Between tiers the margin has no jump: each takes off what
 * the ones below it charge less.
 *
 * @param tiers from the smallest notional up, without a gap; the last one's rate holds beyond its
 *     cap
 */
public record Brackets(List<Tier> tiers) {
  /** What nobody reaches. */
  private static final long ENDLESS = Long.MAX_VALUE;

  /** Of the exchange's largest contracts, as of October 2024. */
  private static final List<Step> LARGEST =
      List.of(
          new Step(100, "0.005", 600_000),
          new Step(75, "0.0065", 3_000_000),
          new Step(50, "0.01", 12_000_000),
          new Step(25, "0.02", 70_000_000),
          new Step(20, "0.025", 100_000_000),
          new Step(10, "0.05", 230_000_000),
          new Step(5, "0.1", 480_000_000),
          new Step(4, "0.125", 600_000_000),
          new Step(3, "0.15", 800_000_000),
          new Step(2, "0.25", 1_200_000_000),
          new Step(1, "0.5", 1_800_000_000));

  /** Of the others, in the same manner. */
  private static final List<Step> OTHERS =
      List.of(
          new Step(50, "0.01", 600_000),
          new Step(25, "0.02", 1_600_000),
          new Step(20, "0.025", 4_000_000),
          new Step(10, "0.05", 10_000_000),
          new Step(5, "0.1", 20_000_000),
          new Step(4, "0.125", 25_000_000),
          new Step(3, "0.15", 33_000_000),
          new Step(2, "0.25", 60_000_000),
          new Step(1, "0.5", 100_000_000));

  private static final long FIRST_CAP = 50_000 * Fixed.ONE;

  /** A tier of a ladder; its cap in whole USDT. */
  private record Step(int leverage, String rate, long cap) {}

  /**
   * @param leverage the highest
   * @param floor exclusive, but of the first one
   * @param cap inclusive
   * @param rate of the maintenance margin
   * @param cum what the rate charges too much for the notional below the floor
   */
  public record Tier(int leverage, long floor, long cap, long rate, long cum) {
    /** The maintenance margin of a notional in this tier, rounded up. */
    long maintenance(long notional) {
      return Amounts.maintenanceMargin(notional, rate) - cum;
    }
  }

  public Brackets {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one tier");
    }
  }

  /** One tier for every notional. */
  public static Brackets single(int leverage, long rate) {
    return new Brackets(List.of(new Tier(leverage, 0, ENDLESS, rate, 0)));
  }

  /** The exchange's ladder for a contract of which the first tier is known. */
  public static Brackets of(int leverage, long rate) {
    List<Tier> tiers = new ArrayList<>();
    tiers.add(new Tier(leverage, 0, FIRST_CAP, rate, 0));
    for (Step step : leverage > 100 ? LARGEST : OTHERS) {
      Tier below = tiers.getLast();
      long higher = Fixed.of(step.rate());
      if (step.leverage() < leverage && higher > below.rate()) {
        long cum =
            below.cum() + Fixed.product(below.cap(), higher - below.rate(), RoundingMode.DOWN);
        tiers.add(new Tier(step.leverage(), below.cap(), step.cap() * Fixed.ONE, higher, cum));
      }
    }
    return new Brackets(tiers);
  }

  public int maxLeverage() {
    return tiers.getFirst().leverage();
  }

  /** The largest notional that may have the leverage; 0 if none may. */
  public long most(int leverage) {
    long most = 0;
    for (Tier tier : tiers) {
      if (tier.leverage() >= leverage) {
        most = tier.cap();
      }
    }
    return most;
  }

  /** The margin below which a position of that notional is liquidated. */
  public long maintenance(long notional) {
    // Rates rise and nothing jumps, so the tier that charges most is the notional's own.
    return tiers.stream().mapToLong(tier -> tier.maintenance(notional)).max().orElseThrow();
  }
}
