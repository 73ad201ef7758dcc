package dev.belay.domain.market;

/**
 * A part of candles, without a copy.
 *
 * @param first index of the first one
 */
record CandleRange(Candles of, int first, int size) implements Candles {
  CandleRange {
    if (first < 0 || size < 0 || first + size > of.size()) {
      throw new IllegalArgumentException(
          "Expected a part of %d candles, was %d from %d".formatted(of.size(), size, first));
    }
  }

  @Override
  public Symbol symbol() {
    return of.symbol();
  }

  @Override
  public Interval interval() {
    return of.interval();
  }

  @Override
  public int priceDecimals() {
    return of.priceDecimals();
  }

  @Override
  public long openTime(int index) {
    return of.openTime(first + index);
  }

  @Override
  public long open(int index) {
    return of.open(first + index);
  }

  @Override
  public long high(int index) {
    return of.high(first + index);
  }

  @Override
  public long low(int index) {
    return of.low(first + index);
  }

  @Override
  public long close(int index) {
    return of.close(first + index);
  }

  @Override
  public long volume(int index) {
    return of.volume(first + index);
  }
}
