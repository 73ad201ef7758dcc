package dev.belay.activities.fetch;

import dev.belay.domain.market.Symbol;
import java.time.Duration;
import java.time.Instant;

/** Hears how fetching goes on. */
public interface FetchProgress {
  /**
   * A page or a month has come.
   *
   * @param from where the symbol's candles begin that are wanted
   * @param at up to where they are there
   * @param to where they end
   * @param candles in this page or month
   */
  void came(Symbol symbol, Instant from, Instant at, Instant to, int candles);

  /** Nothing is asked for so long. */
  void waits(Duration time, String why);
}
