package dev.belay.simulator.wire;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Fixed;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request: its parameters come from the query and, as a form, from the body.
 *
 * @param source address it comes from
 * @param query as it was sent
 * @param body as it was sent
 * @param headers by lower-case name
 * @param skew how far the venue's clock is ahead for this call, in milliseconds; 0 unless a fault
 *     says otherwise
 */
record Call(
    String source,
    String method,
    String path,
    String query,
    String body,
    Map<String, String> headers,
    Map<String, String> parameters,
    long skew) {

  static Call of(
      String source,
      String method,
      String path,
      String query,
      String body,
      Map<String, String> headers) {
    Map<String, String> parameters = new HashMap<>();
    boolean form = !body.startsWith("{");
    for (String part : new String[] {query, form ? body : ""}) {
      for (String pair : part.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return new Call(source, method, path, query, body, headers, parameters, 0);
  }

  Call skewed(long millis) {
    return new Call(source, method, path, query, body, headers, parameters, millis);
  }

  /** As if it had also been sent with that parameter. */
  Call with(String name, String value) {
    Map<String, String> more = new HashMap<>(parameters);
    more.put(name, value);
    return new Call(source, method, path, query, body, headers, more, skew);
  }

  String endpoint() {
    return method + " " + path;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.of(-1100, "Illegal characters found in a parameter.");
    }
  }

  @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Nullable String optional(String name) {
    String value = parameters.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw ApiError.missing(name);
    }
    return value;
  }

  Symbol symbol() {
    return parseSymbol(required("symbol"));
  }

  @Nullable Symbol optionalSymbol() {
    String value = optional("symbol");
    return value == null ? null : parseSymbol(value);
  }

  private static Symbol parseSymbol(String value) {
    try {
      return Symbol.of(value);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalidSymbol();
    }
  }

  @Nullable Long optionalLong(String name) {
    String value = optional(name);
    try {
      return value == null ? null : Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw illegal(name);
    }
  }

  long longOr(String name, long otherwise) {
    Long value = optionalLong(name);
    return value == null ? otherwise : value;
  }

  /** A number from 1 to max. */
  int limit(int otherwise, int max) {
    return (int) Math.clamp(longOr("limit", otherwise), 1, max);
  }

  boolean flag(String name) {
    String value = optional(name);
    if (value == null || value.equalsIgnoreCase("false")) {
      return false;
    }
    if (value.equalsIgnoreCase("true")) {
      return true;
    }
    throw illegal(name);
  }

  /**
   * A decimal in fixed point; 0 if it was not sent.
   *
   * @param precision the most decimals the exchange takes
   */
  long decimal(String name, int precision) {
    String value = optional(name);
    if (value == null) {
      return 0;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw illegal(name);
    }
    if (number.stripTrailingZeros().scale() > precision) {
      throw ApiError.of(-1111, "Precision is over the maximum defined for this asset.");
    }
    try {
      return Fixed.of(number);
    } catch (ArithmeticException e) {
      throw illegal(name);
    }
  }

  <E extends Enum<E>> E constant(String name, Class<E> type, int code, String message) {
    try {
      return Enum.valueOf(type, required(name));
    } catch (IllegalArgumentException e) {
      throw ApiError.of(code, message);
    }
  }

  private static ApiError illegal(String name) {
    return ApiError.of(-1100, "Illegal characters found in parameter '%s'.".formatted(name));
  }

  /** Without anything that was sent: signatures and keys are in it. */
  @Override
  public String toString() {
    return endpoint();
  }
}
