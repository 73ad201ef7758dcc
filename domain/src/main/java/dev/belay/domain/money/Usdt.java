package dev.belay.domain.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** An amount of USDT; may be negative. Exact: nothing here rounds. */
public record Usdt(BigDecimal value) implements Comparable<Usdt> {
  public static final Usdt ZERO = new Usdt(BigDecimal.ZERO);

  public Usdt {
    value = Decimals.canonical(value);
  }

  @JsonCreator
  public static Usdt of(String text) {
    return new Usdt(Decimals.parse("an amount of USDT", text));
  }

  public static Usdt of(BigDecimal value) {
    return new Usdt(value);
  }

  public Usdt plus(Usdt other) {
    return new Usdt(value.add(other.value));
  }

  public Usdt minus(Usdt other) {
    return new Usdt(value.subtract(other.value));
  }

  public Usdt times(BigDecimal factor) {
    return new Usdt(value.multiply(factor));
  }

  public Usdt negate() {
    return new Usdt(value.negate());
  }

  public Usdt abs() {
    return new Usdt(value.abs());
  }

  public boolean isNegative() {
    return value.signum() < 0;
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  @Override
  public int compareTo(Usdt other) {
    return value.compareTo(other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
