package dev.belay.data;

/**
 * Candles that can't be had or kept as was asked: an unknown symbol, a timeframe that can't be made
 * of the data, candles that contradict the stored ones, a full disk. The message says what was
 * expected, what was found and what to do; nothing was changed.
 */
public final class CandlesRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CandlesRefused(String message) {
    super(message);
  }
}
