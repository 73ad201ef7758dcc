package dev.belay.activities.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.activities.http.LimitedBody;
import dev.belay.activities.http.RetryDelay;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Posts JSON documents. It never repeats a request and follows no redirect, and says of what went
 * wrong nothing that holds an address: a path may be a secret.
 */
public final class Wire implements AutoCloseable {
  private static final int LARGEST_ANSWER = 1024 * 1024;
  static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client;
  private final InstantSource wall;

  /**
   * @param connectWithin for the connection alone
   */
  public Wire(Duration connectWithin, InstantSource wall) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(connectWithin)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.wall = wall;
  }

  /** What came back. */
  sealed interface Reply {}

  /**
   * @param body a missing node where it was no JSON
   * @param retryAfter as the header has it
   */
  record Answer(int status, JsonNode body, Optional<Duration> retryAfter) implements Reply {
    boolean isFine() {
      return status / 100 == 2;
    }
  }

  /**
   * @param why for people, such as "no answer within 10 s"
   */
  record Silence(String why) implements Reply {}

  Reply post(URI address, JsonNode document, Duration within) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(within)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Belay")
            .POST(HttpRequest.BodyPublishers.ofString(document.toString()))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, info -> new LimitedBody(LARGEST_ANSWER));
      return new Answer(
          response.statusCode(),
          json(response.body()),
          response
              .headers()
              .firstValue("Retry-After")
              .flatMap(header -> RetryDelay.header(header, wall.instant())));
    } catch (HttpTimeoutException e) {
      return new Silence("no answer within %d s".formatted(Math.max(1, within.toSeconds())));
    } catch (IOException e) {
      // Its message may hold the address.
      return new Silence("no connection (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode read = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return read == null ? JSON.missingNode() : read;
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
