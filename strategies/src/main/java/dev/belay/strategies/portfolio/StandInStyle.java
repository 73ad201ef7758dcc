package dev.belay.strategies.portfolio;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How the stand-in plays a style.
 *
 * @param reversion weight of fading extremes against following the trend, 0 to 1
 * @param hold market time after which a position is closed
 * @param share notional as a fraction of equity
 */
record StandInStyle(double reversion, Duration hold, BigDecimal share, int leverage) {

  /** The style of the name; one that is unknown is played as balanced. */
  static StandInStyle of(String name) {
    return switch (name) {
      case "conservative" -> style(0.2, 55, "0.20", 2);
      case "aggressive" -> style(0.3, 40, "0.35", 3);
      case "validated" -> style(0.1, 50, "0.20", 2);
      case "scalping" -> style(0.7, 15, "0.20", 3);
      case "analysis" -> style(0.4, 58, "0.25", 2);
      case "speed" -> style(0.5, 25, "0.25", 3);
      default -> style(0.3, 45, "0.25", 2);
    };
  }

  private static StandInStyle style(double reversion, int minutes, String share, int leverage) {
    return new StandInStyle(
        reversion, Duration.ofMinutes(minutes), new BigDecimal(share), leverage);
  }
}
