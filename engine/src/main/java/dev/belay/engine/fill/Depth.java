package dev.belay.engine.fill;

import dev.belay.domain.order.Side;

/** What a book holds for whoever takes from it: levels of ever worse prices. */
public interface Depth {
  /** One level that holds everything: each order fills whole at one price. */
  Depth ENDLESS =
      new Depth() {
        @Override
        public int levels() {
          return 1;
        }

        @Override
        public Level level(Terms terms, Side taker, long first, long candle, int number) {
          return new Level(first, Long.MAX_VALUE);
        }
      };

  /** How many levels there are on a side; beyond them there is nothing. */
  int levels();

  /**
   * The same level whenever it is asked for.
   *
   * @param taker the side of the order that takes: a purchase meets rising prices
   * @param first price of level 0
   * @param candle open time of the candle in which it is taken
   * @param number from 0
   */
  Level level(Terms terms, Side taker, long first, long candle, int number);

  /** A price and how much there is at it. */
  record Level(long price, long quantity) {}
}
