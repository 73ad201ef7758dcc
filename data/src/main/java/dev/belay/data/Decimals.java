package dev.belay.data;

import java.math.BigDecimal;

/** Fixed point prices as people write them. */
final class Decimals {
  private static final int PLACES = 8;

  private Decimals() {}

  static String text(long price) {
    return BigDecimal.valueOf(price, PLACES).stripTrailingZeros().toPlainString();
  }
}
