package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the market did at the boundary between two base candles. */
public interface Tape {

  /** Market time of the boundary in epoch milliseconds. */
  long at();

  /** The candle that closed at the boundary; null in a gap. */
  @Nullable Bar closed(Symbol symbol);

  /** The candle that opened at the boundary; null in a gap. */
  @Nullable Bar opened(Symbol symbol);

  /** The rate charged at the boundary, in fixed point; empty when none is due. */
  OptionalLong fundingRate(Symbol symbol);
}
