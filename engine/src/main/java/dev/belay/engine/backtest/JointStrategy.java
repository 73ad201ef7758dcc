package dev.belay.engine.backtest;

/**
 * Trades the symbols of a run together: asked once whenever candles have closed, after all stops
 * and targets of those candles. It is made anew for every run.
 */
@FunctionalInterface
public interface JointStrategy {

  /**
   * Candles have closed.
   *
   * @param time of the close in epoch milliseconds; nothing of after it may be looked at
   */
  void onClose(long time, Floor floor);
}
