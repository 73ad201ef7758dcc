package dev.belay.domain.market;

/**
 * The candles of one symbol and interval, in order of time, none twice; where candles are missing
 * there is a gap. Prices are fixed point in units of 1e-8, volumes in units of 1e-6 of the base
 * asset, times epoch milliseconds of the open. What implements it never changes.
 */
public interface Candles {
  Symbol symbol();

  /** The step between candles that have no gap between them. */
  Interval interval();

  /** The most decimals any price has; 0 to 8. */
  int priceDecimals();

  int size();

  long openTime(int index);

  long open(int index);

  long high(int index);

  long low(int index);

  long close(int index);

  long volume(int index);

  /** The time at which the candle is known. */
  default long closeTime(int index) {
    return openTime(index) + interval().millis();
  }

  default boolean isEmpty() {
    return size() == 0;
  }

  /** The index of the first candle that opens at the time or later; the size if none does. */
  default int ceilingIndex(long time) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = low + high >>> 1;
      if (openTime(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The index of the candle that opens at the time, or −1. */
  default int indexOf(long openTime) {
    int index = ceilingIndex(openTime);
    return index < size() && openTime(index) == openTime ? index : -1;
  }

  /** The candles that open at {@code from} or later and before {@code to}; a view. */
  default Candles between(long from, long to) {
    int first = ceilingIndex(from);
    int last = Math.max(first, ceilingIndex(to));
    return first == 0 && last == size() ? this : new CandleRange(this, first, last - first);
  }

  /** How many candles are absent between the first and the last. */
  default long missing() {
    return isEmpty() ? 0 : (openTime(size() - 1) - openTime(0)) / interval().millis() + 1 - size();
  }

  /** SHA-256 over every candle: 64 hex digits, equal for equal candles wherever they are kept. */
  default String digest() {
    return CandleDigest.of(this);
  }
}
