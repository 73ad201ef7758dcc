package dev.belay.app.recovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.belay.domain.market.Symbol;
import dev.belay.simulator.fault.FaultPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The simulator's plan of faults, over the wire. */
final class VenueFaults {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .addModule(new SimpleModule().addSerializer(Symbol.class, new ToStringSerializer()))
          .build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String secret;

  VenueFaults(URI venue, String secret) {
    this.address = venue.resolve("/sim/v1/faults");
    this.secret = secret;
  }

  /**
   * Sets a plan in place of the last.
   *
   * @throws IllegalStateException if the venue is away or refuses it
   */
  void set(FaultPlan plan) {
    try {
      var unused = send(request().POST(BodyPublishers.ofString(MAPPER.writeValueAsString(plan))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected to write a plan of faults", e);
    }
  }

  /**
   * How many faults of the plan have fired; 0 of a venue that was started anew and has none.
   *
   * @throws IllegalStateException if the venue is away
   */
  long happened() {
    return count(send(request().GET()));
  }

  /** Ends the plan; returns how many of its faults had fired. */
  long clear() {
    return count(send(request().DELETE()));
  }

  private static long count(String answer) {
    try {
      return MAPPER.readTree(answer).path("happened").asLong();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a report of faults, was " + answer, e);
    }
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address)
        .timeout(LIMIT)
        .header("Content-Type", "application/json")
        .header("X-SIM-ADMIN", secret);
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("The venue answered " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException("The venue does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
