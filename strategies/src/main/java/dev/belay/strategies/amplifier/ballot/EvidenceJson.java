package dev.belay.strategies.amplifier.ballot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;

/** Evidence as JSON, and back; fields that are null are left out. */
public final class EvidenceJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .addModule(instants())
          .build();

  private EvidenceJson() {}

  public static String write(Evidence evidence) {
    try {
      return MAPPER.writeValueAsString(evidence);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected evidence to be writable as JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no evidence
   */
  public static Evidence read(String text) {
    try {
      return MAPPER.readValue(text, Evidence.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected stored evidence as JSON, was unreadable: " + e.getOriginalMessage(), e);
    }
  }

  private static SimpleModule instants() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        Instant.class,
        new StdSerializer<>(Instant.class) {
          @Override
          public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(value.toString());
          }
        });
    module.addDeserializer(
        Instant.class,
        new StdDeserializer<>(Instant.class) {
          @Override
          public Instant deserialize(JsonParser json, DeserializationContext context)
              throws IOException {
            return Instant.parse(json.getText());
          }
        });
    return module;
  }
}
