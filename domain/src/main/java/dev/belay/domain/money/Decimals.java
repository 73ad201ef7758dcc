package dev.belay.domain.money;

import java.math.BigDecimal;

/** Shared canonicalisation of the decimal value types. */
final class Decimals {
  private Decimals() {}

  /** The same number without trailing zeros and with a scale of at least zero. */
  static BigDecimal canonical(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static BigDecimal parse(String kind, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected %s as a plain decimal, was \"%s\"".formatted(kind, text), e);
    }
  }
}
