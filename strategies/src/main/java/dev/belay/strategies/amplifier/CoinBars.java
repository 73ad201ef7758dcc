package dev.belay.strategies.amplifier;

import dev.belay.domain.market.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one symbol: closed candles of an hour, and where there are some of five minutes,
 * which tell more of the last day.
 *
 * @param hours may be more than are looked at
 * @param fives of the last day; null where there are none
 */
public record CoinBars(Symbol symbol, Bars hours, @Nullable Bars fives) {

  /** Only candles of an hour. */
  public static CoinBars hourly(Symbol symbol, Bars hours) {
    return new CoinBars(symbol, hours, null);
  }

  /** What is known of it at a time. */
  CoinBars until(long time) {
    Bars shorter = fives;
    return new CoinBars(
        symbol,
        hours.between(Long.MIN_VALUE, time),
        shorter == null ? null : shorter.between(Long.MIN_VALUE, time));
  }

  /** The candles that end last. */
  private Bars latest() {
    Bars shorter = fives;
    return shorter != null && shorter.end() > hours.end() ? shorter : hours;
  }

  /** When the last price was known; the beginning of time where there is none. */
  long end() {
    return latest().end();
  }

  /** The last price; NaN where there is none. */
  double price() {
    Bars latest = latest();
    return latest.isEmpty() ? Double.NaN : latest.close(latest.size() - 1);
  }

  /** Whether its last price is later than the last hour that has closed. */
  boolean isWithinAnHour() {
    return latest() != hours;
  }

  /** The candles that reach back to a time, short ones where they do. */
  private Bars reaching(long time) {
    Bars shorter = fives;
    return shorter != null && !shorter.isEmpty() && shorter.openTime(0) <= time ? shorter : hours;
  }

  /** The price at which the first candle at the time or later opened; NaN where there is none. */
  double openFrom(long time) {
    Bars bars = reaching(time);
    int index = bars.ceiling(time);
    return index < bars.size() ? bars.open(index) : Double.NaN;
  }

  /** When that candle opened. */
  long timeFrom(long time) {
    Bars bars = reaching(time);
    int index = bars.ceiling(time);
    return index < bars.size() ? bars.openTime(index) : Long.MAX_VALUE;
  }

  /** What was traded from the time on, in USDT. */
  double volumeFrom(long time) {
    return reaching(time).volumeFrom(time);
  }

  /** The highest close of candles that open at the time or later; NaN where there is none. */
  double highestFrom(long time) {
    Bars bars = reaching(time);
    double highest = Double.NaN;
    for (int i = bars.ceiling(time); i < bars.size(); i++) {
      highest = highest >= bars.close(i) ? highest : bars.close(i);
    }
    return highest;
  }
}
