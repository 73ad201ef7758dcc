package dev.belay.app.cli;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which market was asked for. What is not given is the home's own; in a home without any it is live
 * prices for {@code up}, and else, or with a temper, a seed or a speed, the synthetic market,
 * mixed, with seed 7.
 *
 * @param from where a replay begins
 * @param exchange of live prices
 */
public record MarketFlags(
    @Nullable MarketChoice market,
    @Nullable Instant from,
    RunOptions.@Nullable Scenario scenario,
    @Nullable Long seed,
    Exchange exchange) {
  /** Nothing was asked for. */
  public static final MarketFlags NONE = new MarketFlags(null, null, null, null);

  /** Whether anything was asked for. */
  public boolean isAsked() {
    return !equals(NONE);
  }

  /** With the exchange of the environment, or Binance. */
  public MarketFlags(
      @Nullable MarketChoice market,
      @Nullable Instant from,
      RunOptions.@Nullable Scenario scenario,
      @Nullable Long seed) {
    this(market, from, scenario, seed, Exchange.UNNAMED);
  }

  /**
   * Whose prices are live, and of what.
   *
   * @param address of its public endpoints; null for the environment's, else Binance's
   * @param streams address of its streams; null for the environment's, else besides the endpoints
   * @param symbols whose prices; empty for those that agents trade
   */
  public record Exchange(@Nullable URI address, @Nullable URI streams, List<String> symbols) {
    /** As the environment has it. */
    public static final Exchange UNNAMED = new Exchange(null, null, List.of());

    public Exchange {
      symbols = List.copyOf(symbols);
    }
  }
}
