package dev.belay.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Fixed;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request: its exact bytes for the signature, its parameters from query and body together. */
final class Request {
  private static final int BODY_LIMIT = 64 * 1024;

  private final HttpExchange exchange;
  private final String query;
  private final String body;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  Request(HttpExchange exchange) throws IOException {
    this.exchange = exchange;
    String raw = exchange.getRequestURI().getRawQuery();
    this.query = raw == null ? "" : raw;
    byte[] bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
    if (bytes.length > BODY_LIMIT) {
      throw new ApiError(413, -1100, "The body is larger than " + BODY_LIMIT + " bytes.");
    }
    this.body = new String(bytes, StandardCharsets.UTF_8);
    parse(query);
    if (!body.startsWith("{")) {
      parse(body);
    }
  }

  private void parse(String text) {
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.bad(-1100, "Illegal characters found in a parameter.");
    }
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String path() {
    return exchange.getRequestURI().getPath();
  }

  String body() {
    return body;
  }

  @Nullable String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** What the signature has to cover: query and body, without the signature itself. */
  String signed() {
    return unsigned(query) + unsigned(body);
  }

  private static String unsigned(String text) {
    StringBuilder kept = new StringBuilder();
    for (String pair : text.split("&", -1)) {
      if (!pair.startsWith("signature=")) {
        kept.append(kept.isEmpty() ? "" : "&").append(pair);
      }
    }
    return kept.toString();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  String need(String name) {
    return text(name).orElseThrow(() -> ApiError.missing(name));
  }

  Symbol symbol() {
    try {
      return Symbol.of(need("symbol"));
    } catch (IllegalArgumentException e) {
      throw ApiError.bad(-1121, "Invalid symbol.");
    }
  }

  Interval interval() {
    try {
      return Interval.of(need("interval"));
    } catch (IllegalArgumentException e) {
      throw ApiError.bad(-1120, "Invalid interval.");
    }
  }

  Side side() {
    return choice("side", Side.class);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    try {
      return Enum.valueOf(type, need(name));
    } catch (IllegalArgumentException e) {
      throw ApiError.bad(-1117, "Invalid %s.".formatted(name));
    }
  }

  /** A decimal in fixed point; 0 when it was not sent. */
  long fixed(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Fixed.of(new BigDecimal(text.get()));
    } catch (ArithmeticException e) {
      throw ApiError.bad(-1111, "Precision is over the maximum defined for this asset.");
    } catch (IllegalArgumentException e) {
      throw ApiError.missing(name);
    }
  }

  boolean flag(String name) {
    return text(name).map(value -> value.equalsIgnoreCase("true")).orElse(false);
  }

  long number(String name, long otherwise) {
    try {
      return text(name).map(Long::parseLong).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw ApiError.missing(name);
    }
  }

  int limit(int otherwise, int most) {
    long limit = number("limit", otherwise);
    if (limit < 1 || limit > most) {
      throw ApiError.bad(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    return (int) limit;
  }
}
