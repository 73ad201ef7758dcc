package dev.belay.activities.venue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Strict reading of a venue's answer: a missing, mistyped or absurd field is {@link
 * VenueException.Unknown}, naming the field and where it was expected.
 *
 * @param where the call and the place inside its answer
 */
record Fields(JsonNode node, String where) {
  /** Far beyond any price or quantity; keeps 1e999999999 from filling the memory. */
  private static final int MOST_DIGITS = 40;

  static Fields of(JsonNode node, String call) {
    return new Fields(node, call);
  }

  String text(String name) {
    JsonNode value = require(name);
    if (!value.isTextual()) {
      throw malformed(name, "a text", value);
    }
    return value.textValue();
  }

  /** A number of the venue's that is only ever compared and shown; given as number or text. */
  String id(String name) {
    JsonNode value = require(name);
    boolean number = value.isIntegralNumber() && value.canConvertToLong();
    boolean text = value.isTextual() && !value.textValue().isEmpty();
    if (!number && !text) {
      throw malformed(name, "an id", value);
    }
    return value.asText();
  }

  long number(String name) {
    JsonNode value = require(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw malformed(name, "a whole number", value);
    }
    return value.longValue();
  }

  int count(String name) {
    long value = number(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw malformed(name, "a count", require(name));
    }
    return (int) value;
  }

  boolean flag(String name) {
    JsonNode value = require(name);
    if (!value.isBoolean()) {
      throw malformed(name, "true or false", value);
    }
    return value.booleanValue();
  }

  BigDecimal decimal(String name) {
    return decimalOf(name, require(name));
  }

  Price price(String name) {
    return read(name, "a positive price", () -> Price.of(decimal(name)));
  }

  Quantity quantity(String name) {
    return read(name, "a quantity of at least 0", () -> Quantity.of(decimal(name)));
  }

  Usdt usdt(String name) {
    return Usdt.of(decimal(name));
  }

  Symbol symbol(String name) {
    return read(name, "a symbol", () -> Symbol.of(text(name)));
  }

  /** Epoch milliseconds. */
  Instant millis(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return read(
        name, "one of " + List.of(type.getEnumConstants()), () -> Enum.valueOf(type, text(name)));
  }

  /** The field as a reader sees it; empty where it is missing, null or an empty text. */
  <T> Optional<T> optional(String name, Function<Fields, T> reader) {
    JsonNode value = node.get(name);
    boolean absent =
        value == null || value.isNull() || (value.isTextual() && value.asText().isEmpty());
    return absent ? Optional.empty() : Optional.of(reader.apply(this));
  }

  List<Fields> list(String name) {
    return elements(require(name), where + "." + name);
  }

  /** The answer itself as an array. */
  List<Fields> list() {
    return elements(node, where);
  }

  /** Element of an array, read under its index. */
  BigDecimal decimalAt(int index) {
    return decimalOf("[" + index + "]", at(index));
  }

  long numberAt(int index) {
    JsonNode value = at(index);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw malformed("[" + index + "]", "a whole number", value);
    }
    return value.longValue();
  }

  /** Runs a reading whose own check may fail, and names the place where it did. */
  <T> T checked(Function<Fields, T> reading) {
    try {
      return reading.apply(this);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new VenueException.Unknown(
          "Malformed answer at %s: %s".formatted(where, e.getMessage()), e);
    }
  }

  private <T> T read(String name, String expected, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw malformed(name, expected, node.get(name));
    }
  }

  private List<Fields> elements(JsonNode array, String place) {
    if (!array.isArray()) {
      throw new VenueException.Unknown(
          "Malformed answer at %s: expected an array, found %s".formatted(place, show(array)));
    }
    List<Fields> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(new Fields(array.get(i), place + "[" + i + "]"));
    }
    return elements;
  }

  private BigDecimal decimalOf(String name, JsonNode value) {
    BigDecimal decimal;
    try {
      decimal = value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText("none"));
    } catch (NumberFormatException e) {
      throw malformed(name, "a decimal", value);
    }
    if (decimal.precision() > MOST_DIGITS || Math.abs((long) decimal.scale()) > MOST_DIGITS) {
      throw malformed(name, "a decimal of at most " + MOST_DIGITS + " digits", value);
    }
    return decimal;
  }

  private JsonNode require(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw malformed(name, "a value", value);
    }
    return value;
  }

  private JsonNode at(int index) {
    JsonNode value = node.get(index);
    if (value == null) {
      throw malformed("[" + index + "]", "a value", null);
    }
    return value;
  }

  private VenueException.Unknown malformed(String name, String expected, @Nullable JsonNode found) {
    return new VenueException.Unknown(
        "Malformed answer at %s.%s: expected %s, found %s"
            .formatted(where, name, expected, show(found)));
  }

  private static String show(@Nullable JsonNode found) {
    return found == null ? "nothing" : Plain.text(found.toString(), 60);
  }
}
