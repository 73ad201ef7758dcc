package dev.belay.domain.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A price in USDT per unit; always positive. */
public record Price(BigDecimal value) implements Comparable<Price> {
  public Price {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("Expected a positive price, was " + value.toPlainString());
    }
    value = Decimals.canonical(value);
  }

  @JsonCreator
  public static Price of(String text) {
    return new Price(Decimals.parse("a price", text));
  }

  public static Price of(BigDecimal value) {
    return new Price(value);
  }

  /** The notional of a quantity at this price. */
  public Usdt times(Quantity quantity) {
    return new Usdt(value.multiply(quantity.value()));
  }

  public boolean isAbove(Price other) {
    return value.compareTo(other.value) > 0;
  }

  public boolean isBelow(Price other) {
    return value.compareTo(other.value) < 0;
  }

  @Override
  public int compareTo(Price other) {
    return value.compareTo(other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
