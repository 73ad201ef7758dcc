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
 * @param level the price around which it moves
 * @param beta how much of bitcoin's log return it takes over
 * @param own hourly standard deviation of its own
 * @param turnover USDT traded in an ordinary minute
 * @param lag minutes after which it follows bitcoin's crashes
 */
record Coin(
    Instrument instrument, double level, double beta, double own, double turnover, double lag) {

  /** In order of symbol. */
  static final List<Coin> MAJORS =
      List.of(
          coin("ADAUSDT", 0.42, "0.0001", "1", "5", 75, "0.006", 1.15, 0.0042, 2.5e5),
          coin("AVAXUSDT", 14.2, "0.001", "1", "5", 75, "0.006", 1.2, 0.0048, 2e5),
          coin("BNBUSDT", 880, "0.01", "0.01", "5", 75, "0.005", 0.8, 0.0028, 5e5),
          coin("BTCUSDT", 92_000, "0.1", "0.001", "50", 125, "0.004", 1, 0, 8e6),
          coin("DOGEUSDT", 0.145, "0.00001", "1", "5", 75, "0.005", 1.25, 0.0055, 9e5),
          coin("ETHUSDT", 3_150, "0.01", "0.001", "20", 125, "0.004", 1.1, 0.0030, 6e6),
          coin("LINKUSDT", 13.8, "0.001", "0.01", "5", 75, "0.005", 1.15, 0.0045, 3e5),
          coin("LTCUSDT", 82, "0.01", "0.001", "5", 75, "0.005", 0.9, 0.0040, 2e5),
          coin("SOLUSDT", 138, "0.01", "0.01", "5", 100, "0.005", 1.2, 0.0042, 2.5e6),
          coin("XRPUSDT", 2.1, "0.0001", "0.1", "5", 75, "0.005", 1.05, 0.0045, 1.2e6));

  private static Coin coin(
      String symbol,
      double level,
      String tick,
      String step,
      String minNotional,
      int maxLeverage,
      String maintenance,
      double beta,
      double own,
      double turnover) {
    BigDecimal stepSize = new BigDecimal(step);
    Instrument instrument =
        new Instrument(
            Symbol.of(symbol),
            new BigDecimal(tick),
            stepSize,
            Quantity.of(stepSize),
            Quantity.of(stepSize.multiply(BigDecimal.valueOf(10_000_000))),
            Usdt.of(minNotional),
            maxLeverage,
            new BigDecimal(maintenance),
            new BigDecimal("0.0125"));
    return new Coin(instrument, level, beta, own, turnover, 0);
  }
}
