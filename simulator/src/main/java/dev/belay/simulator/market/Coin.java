package dev.belay.simulator.market;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.util.List;

/**
 * A coin of the synthetic market.
 *
 * @param level the price it tends to
 * @param beta how strongly it follows the market factor
 * @param volatility yearly standard deviation of its own movement
 * @param dailyTurnover in USDT, on a day as usual
 * @param openInterest in USDT, as usual
 */
record Coin(
    Instrument instrument,
    double level,
    double beta,
    double volatility,
    double dailyTurnover,
    double openInterest) {

  /** In order of symbol. */
  static final List<Coin> ALL =
      List.of(
          coin("ADAUSDT", "0.0001", "1", "4000000", 75, "0.0065", 0.62, 1.2, 0.5, 0.7e9, 0.35e9),
          coin("AVAXUSDT", "0.001", "0.1", "200000", 75, "0.0065", 24, 1.3, 0.55, 0.5e9, 0.3e9),
          coin("BNBUSDT", "0.01", "0.01", "10000", 75, "0.0065", 640, 0.8, 0.3, 0.9e9, 0.6e9),
          coin("BTCUSDT", "0.1", "0.001", "1000", 125, "0.004", 92000, 1, 0, 15e9, 8e9),
          coin("DOGEUSDT", "0.00001", "1", "30000000", 75, "0.0065", 0.19, 1.3, 0.6, 1.5e9, 0.9e9),
          coin("ETHUSDT", "0.01", "0.001", "10000", 100, "0.005", 3200, 1.1, 0.3, 12e9, 5e9),
          coin("LINKUSDT", "0.001", "0.01", "200000", 75, "0.0065", 16, 1.2, 0.5, 0.5e9, 0.3e9),
          coin("LTCUSDT", "0.01", "0.001", "50000", 75, "0.0065", 95, 0.9, 0.45, 0.4e9, 0.25e9),
          coin("SOLUSDT", "0.01", "0.01", "100000", 100, "0.005", 165, 1.25, 0.5, 4e9, 1.8e9),
          coin("XRPUSDT", "0.0001", "0.1", "5000000", 75, "0.0065", 2.3, 1, 0.55, 1.8e9, 1e9));

  private static Coin coin(
      String symbol,
      String tick,
      String step,
      String maxQuantity,
      int maxLeverage,
      String maintenance,
      double level,
      double beta,
      double volatility,
      double turnover,
      double openInterest) {
    Instrument instrument =
        new Instrument(
            Symbol.of(symbol),
            new BigDecimal(tick),
            new BigDecimal(step),
            Quantity.of(step),
            Quantity.of(maxQuantity),
            Usdt.of("5"),
            maxLeverage,
            new BigDecimal(maintenance),
            new BigDecimal("0.0125"));
    return new Coin(instrument, level, beta, volatility, turnover, openInterest);
  }

  /** How strongly a crash takes it. */
  double crash() {
    return Math.clamp(beta, 1.0, 1.2);
  }
}
