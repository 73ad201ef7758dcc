package dev.belay.simulator.market;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import java.util.List;

/** Candles of any interval, as they are known at a market time. */
public interface CandleSource {

  /** Whether there are candles of the interval. */
  boolean supports(Interval interval);

  /**
   * Candles that open between the two times, both inclusive, oldest first; the one still forming at
   * {@code now} has only what is known. With the limit reached, the latest or the earliest.
   */
  List<Bar> between(
      Symbol symbol, Interval interval, long start, long end, long now, boolean latest, int limit);
}
