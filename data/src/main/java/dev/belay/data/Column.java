package dev.belay.data;

import dev.belay.domain.market.Candles;

/** What a stored file has of each candle, in this order. */
enum Column {
  TIME("times", Candles::openTime),
  OPEN("opens", Candles::open),
  HIGH("highs", Candles::high),
  LOW("lows", Candles::low),
  CLOSE("closes", Candles::close),
  VOLUME("volumes", Candles::volume);

  /** One value of one candle. */
  interface Value {
    long of(Candles candles, int index);
  }

  private final String words;
  private final Value value;

  Column(String words, Value value) {
    this.words = words;
    this.value = value;
  }

  long of(Candles candles, int index) {
    return value.of(candles, index);
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
