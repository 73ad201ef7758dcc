package dev.belay.domain.fund;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An agent's part of a whole, kept as a fraction so that a third is a third.
 *
 * @param part at least 0, at most the whole
 * @param whole above 0
 */
public record Share(BigDecimal part, BigDecimal whole) {
  public Share {
    if (whole.signum() <= 0 || part.signum() < 0 || part.compareTo(whole) > 0) {
      throw new IllegalArgumentException(
          "Expected a part of 0 to the whole, was %s of %s"
              .formatted(part.toPlainString(), whole.toPlainString()));
    }
  }

  /** The share of an amount, rounded down to cents. */
  public Usdt of(Usdt base) {
    return Usdt.of(base.value().multiply(part).divide(whole, 2, RoundingMode.DOWN));
  }

  /** For people: a fraction to 8 digits. */
  public BigDecimal fraction() {
    return part.divide(whole, 8, RoundingMode.HALF_EVEN);
  }
}
