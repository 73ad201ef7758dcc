package dev.belay.engine.fill;

import dev.belay.domain.order.Side;
import java.math.RoundingMode;

/**
 * A book invented around the quote: a hundred levels a side, each a basis point of the price (at
 * least a tick) worse than the one before. Level n holds n + 1 times the first one's notional and
 * up to half as much more, by seed, symbol, candle, side and level alone. It is whole again for
 * each order, because nobody's orders meet another's.
 *
 * @param notional the least the first level holds, in USDT
 */
public record BookDepth(long seed, long notional) implements Depth {
  private static final int LEVELS = 100;
  private static final long GAP = Fixed.ONE / 10_000;
  private static final long MOST_MORE = 512;

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Level level(Terms terms, Side taker, long first, long candle, int number) {
    long gap = terms.tickUp(Fixed.product(first, GAP, RoundingMode.CEILING));
    long price = taker == Side.BUY ? first + number * gap : first - number * gap;
    if (price <= 0) {
      return new Level(terms.tick(), 0);
    }
    long more = mixed(terms, taker, candle, number) & (MOST_MORE - 1);
    long held =
        Fixed.mulDiv(
            notional * (number + 1), 2 * MOST_MORE + more, 2 * MOST_MORE, RoundingMode.DOWN);
    long quantity = Amounts.quantity(Fixed.quotient(held, price, RoundingMode.DOWN), terms.step());
    return new Level(price, Math.max(terms.minQuantity(), quantity));
  }

  /** The finalizer of SplitMix64 over all that the size depends on. */
  private long mixed(Terms terms, Side taker, long candle, int number) {
    long z = seed;
    z = 31 * z + terms.symbol().value().hashCode();
    z = 31 * z + candle;
    z = 31 * z + 2L * number + taker.ordinal();
    z = (z + 0x9e3779b97f4a7c15L ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
