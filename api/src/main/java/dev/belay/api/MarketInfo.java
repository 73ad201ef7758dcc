package dev.belay.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which market prices come from.
 *
 * @param kind synthetic, replay or live
 * @param label for people, such as "SIMULATED synthetic mixed, seed 7"
 * @param from market time at which it began
 * @param to market time at which it ends; null when it does not
 * @param speed market seconds per wall second
 * @param feed how live prices come in; null where they are made here
 */
public record MarketInfo(
    String kind,
    String label,
    Instant from,
    @Nullable Instant to,
    int speed,
    @Nullable PriceFeed feed) {

  /** A market that makes its prices itself. */
  public MarketInfo(String kind, String label, Instant from, @Nullable Instant to, int speed) {
    this(kind, label, from, to, speed, null);
  }

  public boolean simulated() {
    return !kind.equals("live");
  }
}
