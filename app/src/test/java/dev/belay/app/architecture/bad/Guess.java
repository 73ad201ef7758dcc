package dev.belay.app.architecture.bad;

import dev.belay.domain.market.Symbol;
import java.time.Instant;
import java.util.Random;

/** A decision made by clock and chance. */
public final class Guess {
  private final Random chance = new Random();

  /** Whether to buy, this time. */
  public boolean buys(Symbol symbol) {
    return chance.nextInt(symbol.hashCode()) < Instant.now().getNano();
  }
}
