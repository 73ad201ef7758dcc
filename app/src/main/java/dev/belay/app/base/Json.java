package dev.belay.app.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON of home files and of commands: snake_case, additions tolerated. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Json() {}

  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static String write(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a value that has a JSON form", e);
    }
  }

  /** Reads a file that Belay wrote itself. */
  public static <T> T readFile(Path file, Class<T> type) {
    String text = PrivateFiles.read(file);
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected JSON written by Belay in %s, but it does not parse (%s); restore the file, or delete it to have a new one made."
              .formatted(file, e.getOriginalMessage()));
    }
  }

  private static Map<?, ?> readAny(Path file) {
    return readFile(file, Map.class);
  }

  /** Reads a file that holds names with values of one type; empty if there is none. */
  public static <V> SortedMap<String, V> readMap(Path file, Class<V> type) {
    SortedMap<String, V> map = new TreeMap<>();
    if (Files.exists(file)) {
      for (Map.Entry<?, ?> entry : readAny(file).entrySet()) {
        map.put(String.valueOf(entry.getKey()), type.cast(entry.getValue()));
      }
    }
    return map;
  }
}
