package dev.belay.strategies.amplifier;

/**
 * The momentum of BTC with what it is made of.
 *
 * @param asOf market time in epoch milliseconds
 * @param price of BTC
 * @param value 0 to 100: the sum of the parts' points
 * @param change its input is the change in percent
 * @param rsi its input is the index
 * @param volume its input is the ratio; negative where the price fell meanwhile
 * @param trend its input is how many of its three tests hold
 * @param macd its input is the histogram in percent of the price
 * @param dropPct how far, in percent, the price lies below its highest of the last hours; at least
 *     0
 */
public record BtcMomentum(
    long asOf,
    double price,
    double value,
    Band band,
    Part change,
    Part rsi,
    Part volume,
    Part trend,
    Part macd,
    double dropPct) {

  /**
   * @param points from 0 to {@code most}
   * @param most what the part weighs
   */
  public record Part(double input, double points, double most) {}
}
