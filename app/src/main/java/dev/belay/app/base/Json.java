package dev.belay.app.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of home files and of commands: snake_case, additions tolerated. */
public final class Json {
  private Json() {}

  /** Made when first needed: it takes longer than many a command. */
  private static final class Mapper {
    static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();
  }

  public static ObjectMapper mapper() {
    return Mapper.MAPPER;
  }

  /** With line breaks and indents. */
  public static String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      write(json, value);
    } catch (IOException e) {
      throw new IllegalStateException("Expected a value that has a JSON form", e);
    }
    return text.toString();
  }

  /** Names, lists and plain values directly; everything else by the mapper. */
  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map
        && map.keySet().stream().allMatch(String.class::isInstance)) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        write(json, each);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value == null) {
      json.writeNull();
    } else {
      mapper().writeValue(json, value);
    }
  }

  /** Reads a file that Belay wrote itself. */
  public static <T> T readFile(Path file, Class<T> type) {
    String text = PrivateFiles.read(file);
    try {
      return mapper().readValue(text, type);
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
