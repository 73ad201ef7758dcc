package dev.belay.strategies.classic;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;

/**
 * Long by chance: on each candle with the same probability, and out after a number of candles. The
 * chance is in the seed, the symbol and the candle's time alone, so it is the same in every run.
 */
final class RandomEntries implements Strategy {
  private static final double UNIT = 0x1.0p-53;

  private final long seed;
  private final double probability;
  private final int hold;
  private int held;

  RandomEntries(long seed, double probability, int hold) {
    this.seed = seed;
    this.probability = probability;
    this.hold = hold;
  }

  @Override
  public void onCandle(Candles candles, int index, Desk desk) {
    if (!desk.isFlat()) {
      held++;
      if (held >= hold) {
        desk.exit();
      }
    } else {
      held = 0;
      if (chance(candles, index) < probability) {
        desk.enter(Direction.LONG);
      }
    }
  }

  private double chance(Candles candles, int index) {
    long mixed = mix(seed + 0x9e3779b97f4a7c15L * candles.openTime(index));
    mixed = mix(mixed + candles.symbol().value().hashCode());
    return (mixed >>> 11) * UNIT;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
