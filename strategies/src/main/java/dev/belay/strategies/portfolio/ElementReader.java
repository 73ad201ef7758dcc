package dev.belay.strategies.portfolio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads single fields of one element, strictly: what is not exactly a number is none. */
final class ElementReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxNumberLength(100)
                          .maxStringLength(256 * 1024)
                          .build())
                  .build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int MAX_SHOWN = 80;
  private static final int MAX_SCALE = 18;

  private final JsonPieces.Fields fields;

  ElementReader(JsonPieces.Fields fields) {
    this.fields = fields;
  }

  /** The reason an element is refused, on its way out of the reader. */
  static final class RefusedException extends Exception {
    private final transient Refusal refusal;

    RefusedException(RefusalCode code, String detail) {
      super(detail, null, false, false);
      this.refusal = new Refusal(code, detail);
    }

    Refusal refusal() {
      return refusal;
    }
  }

  String text(String name) throws RefusedException {
    JsonNode node = required(name);
    if (!node.isTextual()) {
      throw type(name, "a text", node.toString());
    }
    return node.textValue();
  }

  /** A text where there is one, else nothing; never refuses. */
  String textOr(String name, String other) {
    try {
      JsonNode node = find(name);
      return node != null && node.isTextual() ? node.textValue() : other;
    } catch (RefusedException e) {
      return other;
    }
  }

  int wholeNumber(String name, int least, int most) throws RefusedException {
    BigDecimal value =
        number(name, BigDecimal.valueOf(least), BigDecimal.valueOf(most), required(name));
    if (value.stripTrailingZeros().scale() > 0) {
      throw type(name, "a whole number", value.toPlainString());
    }
    return value.intValueExact();
  }

  /** A whole number in range where there is one, else null; never refuses. */
  @Nullable Integer wholeNumberOrNull(String name, int least, int most) {
    try {
      return wholeNumber(name, least, most);
    } catch (RefusedException e) {
      return null;
    }
  }

  BigDecimal decimal(String name, BigDecimal least, BigDecimal most) throws RefusedException {
    return number(name, least, most, required(name));
  }

  /** A decimal that may be left out. */
  @Nullable BigDecimal decimalOrNull(String name, BigDecimal least, BigDecimal most)
      throws RefusedException {
    JsonNode node = find(name);
    return node == null || node.isNull() ? null : number(name, least, most, node);
  }

  private static BigDecimal number(String name, BigDecimal least, BigDecimal most, JsonNode node)
      throws RefusedException {
    if (!node.isNumber()) {
      throw type(name, "a plain number", node.toString());
    }
    BigDecimal value = node.decimalValue();
    // Compared before it is ever written out: 1e999999999 has a billion digits.
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0 || value.scale() > MAX_SCALE) {
      throw new RefusedException(
          RefusalCode.NUMBER_OUT_OF_RANGE,
          "%s: expected %s to %s, was %s"
              .formatted(name, least.toPlainString(), most.toPlainString(), value));
    }
    return value;
  }

  private JsonNode required(String name) throws RefusedException {
    JsonNode node = find(name);
    if (node == null || node.isNull()) {
      throw new RefusedException(
          RefusalCode.FORMAT_FIELD_MISSING,
          "%s: expected a value, was %s".formatted(name, node == null ? "missing" : "null"));
    }
    return node;
  }

  private @Nullable JsonNode find(String name) throws RefusedException {
    List<String> values = fields.values(name);
    if (values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw type(name, "one value", values.size() + " of them");
    }
    try {
      JsonNode node = MAPPER.readTree(values.getFirst());
      if (node.isMissingNode()) {
        throw type(name, "a value", "nothing");
      }
      return node;
    } catch (JsonProcessingException | NumberFormatException e) {
      // The latter for exponents with more digits than a number can have.
      throw type(name, "a JSON value without ranges or thousands separators", values.getFirst());
    }
  }

  static RefusedException type(String name, String expected, String found) {
    String shown = Excerpt.of(found, MAX_SHOWN);
    return new RefusedException(
        RefusalCode.FORMAT_FIELD_TYPE, "%s: expected %s, was %s".formatted(name, expected, shown));
  }
}
