package dev.belay.strategies.amplifier;

import dev.belay.domain.market.Symbol;

/**
 * A coin that was measured.
 *
 * @param price the last
 * @param volume of the last 24 h in USDT
 * @param beta to BTC
 * @param correlation with BTC, −1 to 1
 * @param amplification its move divided by that of BTC; NaN where BTC moved too little
 * @param surge volume of the last hours to that of those before
 * @param rsi 0 to 100
 * @param score 0 to 100
 * @param aboveMean whether the price is above the mean of the closes looked at
 */
public record CoinScore(
    Symbol symbol,
    double price,
    double volume,
    double beta,
    double correlation,
    double amplification,
    double surge,
    double rsi,
    double score,
    boolean aboveMean) {

  /** Whether it moves with BTC, and more than BTC. */
  public boolean amplifies(ScannerSettings settings) {
    return beta > settings.minimumBeta() && correlation > settings.minimumCorrelation();
  }

  /** Whether enough of it is traded. */
  public boolean isLiquid(ScannerSettings settings) {
    return volume >= settings.volumeFloor();
  }
}
