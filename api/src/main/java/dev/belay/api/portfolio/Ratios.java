package dev.belay.api.portfolio;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Ratios as numbers for people: six decimals. */
public final class Ratios {
  private Ratios() {}

  /** Null stays null. */
  static @Nullable Double rounded(@Nullable Double value) {
    return value == null
        ? null
        : BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** Part in percent of a whole; null when the whole is not positive. */
  public static @Nullable Double pct(Usdt part, Usdt whole) {
    return whole.isPositive()
        ? part.value()
            .movePointRight(2)
            .divide(whole.value(), 6, RoundingMode.HALF_EVEN)
            .doubleValue()
        : null;
  }
}
