package dev.belay.simulator.market;

import java.nio.file.Path;
import java.time.Instant;

/** What a market's prices follow from: kept with the books, which belong to one market for ever. */
public sealed interface MarketSpec {

  /** Market time at which trading starts. */
  Instant from();

  /** What its books are invented from; 0 where the prices are not. */
  default long seed() {
    return 0;
  }

  /** Whether the other one has the same prices at all times. */
  boolean isSameAs(MarketSpec other);

  /**
   * @param onClock whether market time is the wall clock's
   * @param alts whether the small coins are listed too
   */
  record Synthetic(Scenario scenario, long seed, Instant from, boolean onClock, boolean alts)
      implements MarketSpec {

    /** Without the small coins. */
    public Synthetic(Scenario scenario, long seed, Instant from, boolean onClock) {
      this(scenario, seed, from, onClock, false);
    }

    /** The same with the small coins, which changes no price of the others. */
    public Synthetic withAlts() {
      return new Synthetic(scenario, seed, from, onClock, true);
    }

    @Override
    public boolean isSameAs(MarketSpec other) {
      return other instanceof Synthetic synthetic && withAlts().equals(synthetic.withAlts());
    }
  }

  /** The prices of an exchange, which are nobody's to have again. */
  record Live(Instant from) implements MarketSpec {
    @Override
    public boolean isSameAs(MarketSpec other) {
      return equals(other);
    }
  }

  /**
   * @param folder where the candles were at the last start; they may be moved
   * @param candles their fingerprint
   */
  record Replay(Path folder, String candles, Instant from) implements MarketSpec {
    @Override
    public boolean isSameAs(MarketSpec other) {
      return other instanceof Replay replay
          && candles.equals(replay.candles)
          && from.equals(replay.from);
    }
  }
}
