package dev.belay.app.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which market was asked for. What is not given is the home's own; in a home without any it is the
 * synthetic market, mixed, with seed 7.
 *
 * @param from where a replay begins
 */
public record MarketFlags(
    @Nullable MarketChoice market,
    @Nullable Instant from,
    RunOptions.@Nullable Scenario scenario,
    @Nullable Long seed) {
  /** Nothing was asked for. */
  public static final MarketFlags NONE = new MarketFlags(null, null, null, null);

  /** Whether anything was asked for. */
  public boolean isAsked() {
    return !equals(NONE);
  }
}
