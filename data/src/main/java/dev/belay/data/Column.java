package dev.belay.data;

import dev.belay.domain.market.Candles;

/** What a stored file has of each candle. */
enum Column {
  TIME(0, "times"),
  OPEN(1, "opens"),
  HIGH(2, "highs"),
  LOW(3, "lows"),
  CLOSE(4, "closes"),
  VOLUME(5, "volumes");

  private final int place;
  private final String words;

  Column(int place, String words) {
    this.place = place;
    this.words = words;
  }

  /** Which one it is in a file, from 0; never to be changed. */
  int place() {
    return place;
  }

  long of(Candles candles, int index) {
    return switch (this) {
      case TIME -> candles.openTime(index);
      case OPEN -> candles.open(index);
      case HIGH -> candles.high(index);
      case LOW -> candles.low(index);
      case CLOSE -> candles.close(index);
      case VOLUME -> candles.volume(index);
    };
  }

  /** As a plain decimal; a time in milliseconds. */
  String plain(Candles candles, int index) {
    int scale =
        switch (this) {
          case TIME -> 0;
          case OPEN, HIGH, LOW, CLOSE -> CandleText.PRICE_SCALE;
          case VOLUME -> CandleText.VOLUME_SCALE;
        };
    return CandleText.plain(of(candles, index), scale);
  }

  @Override
  public String toString() {
    return words;
  }
}
