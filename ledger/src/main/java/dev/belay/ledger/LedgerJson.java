package dev.belay.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.regex.Pattern;

/** Documents within rows: specs, replies, journal bodies. */
public final class LedgerJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** The escape of NUL, unless its backslash is itself escaped. */
  private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private LedgerJson() {}

  /** The value as JSON that Postgres takes: it has no place for the character NUL. */
  public static String write(Object value) {
    try {
      return NUL.matcher(MAPPER.writeValueAsString(value)).replaceAll("$1\ufffd");
    } catch (JsonProcessingException e) {
      throw new LedgerException("Could not write %s as JSON: %s".formatted(value, e.getMessage()));
    }
  }

  public static <T> T read(String json, Class<T> type) {
    return read(json, type.getSimpleName(), () -> MAPPER.readValue(json, type));
  }

  public static <T> T read(String json, TypeReference<T> type) {
    return read(json, type.getType().getTypeName(), () -> MAPPER.readValue(json, type));
  }

  private static <T> T read(String json, String type, Reader<T> reader) {
    try {
      return reader.read();
    } catch (JsonProcessingException e) {
      throw new LedgerException(
          "Expected a stored %s, was %s: %s".formatted(type, json, e.getOriginalMessage()));
    }
  }

  private interface Reader<T> {
    T read() throws JsonProcessingException;
  }
}
