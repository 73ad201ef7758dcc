package dev.belay.domain.market;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A perpetual contract's name at the venue, such as BTCUSDT: 2 to 20 capitals and digits. */
public record Symbol(String value) implements Comparable<Symbol> {
  private static final Pattern FORM = Pattern.compile("[A-Z0-9]{2,20}");

  public Symbol {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a symbol of 2 to 20 capitals and digits such as BTCUSDT, was \"%s\""
              .formatted(value));
    }
  }

  @JsonCreator
  public static Symbol of(String value) {
    return new Symbol(value);
  }

  /** The base asset: BTC of BTCUSDT. */
  public String base() {
    return value.endsWith("USDT") ? value.substring(0, value.length() - 4) : value;
  }

  @Override
  public int compareTo(Symbol other) {
    return value.compareTo(other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
