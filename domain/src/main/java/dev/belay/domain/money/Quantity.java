package dev.belay.domain.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A number of units of the base asset; never negative. */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  public Quantity {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          "Expected a quantity of at least 0, was " + value.toPlainString());
    }
    value = Decimals.canonical(value);
  }

  @JsonCreator
  public static Quantity of(String text) {
    return new Quantity(Decimals.parse("a quantity", text));
  }

  public static Quantity of(BigDecimal value) {
    return new Quantity(value);
  }

  public Quantity plus(Quantity other) {
    return new Quantity(value.add(other.value));
  }

  /**
   * @throws IllegalArgumentException if other is the larger
   */
  public Quantity minus(Quantity other) {
    return new Quantity(value.subtract(other.value));
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
