package dev.belay.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.RunningBelay;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The REST API of the Belay that runs in a home. */
final class BelayApi {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private final String address;
  private final String token;

  private BelayApi(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /**
   * The API of the home's Belay.
   *
   * @param port asked for instead of the one the home names; null for that
   */
  static BelayApi of(Path home, @Nullable Integer port) {
    RunningBelay running = BelayHome.running(home).orElseThrow(() -> notRunning(home));
    String token = BelayHome.tokenOf(home).orElseThrow(() -> notRunning(home));
    return new BelayApi(port == null ? running.address() : "http://127.0.0.1:" + port, token);
  }

  static OperatorException notRunning(Path home) {
    return new OperatorException(
        ExitCode.NOT_RUNNING,
        "No Belay is running in %s; start one with `belay demo` or `belay up`, or name its home with --home."
            .formatted(home));
  }

  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  /** As {@link #get}, for what takes longer to answer. */
  JsonNode get(String path, Duration limit) {
    return send(request(path).timeout(limit).GET().build());
  }

  /**
   * A document that may be large, as it comes; its first byte within the usual limit.
   *
   * @throws OperatorException if it is refused
   */
  InputStream open(String path) {
    // Left to the collector: closing it would end the stream that is handed out.
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    HttpRequest request = request(path).setHeader("Accept", "*/*").GET().build();
    HttpResponse<InputStream> answer =
        answer(client, request, HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() / 100 == 2) {
      return answer.body();
    }
    try (InputStream body = answer.body()) {
      throw refused(
          request.uri(),
          answer.statusCode(),
          new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unanswered(request, e);
    }
  }

  /** A path with those parameters that have a value. */
  static String path(String path, Map<String, ? extends @Nullable Object> query) {
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, ? extends @Nullable Object> entry : query.entrySet()) {
      Object value = entry.getValue();
      if (value != null) {
        text.append(separator)
            .append(entry.getKey())
            .append('=')
            .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        separator = '&';
      }
    }
    return text.toString();
  }

  /** Posts a command; the same key never does anything twice. */
  JsonNode post(String path, Map<String, ? extends @Nullable Object> body) {
    return send(command(path).POST(json(body)).build());
  }

  /** Changes something. */
  JsonNode patch(String path, Map<String, ? extends @Nullable Object> body) {
    return send(command(path).method("PATCH", json(body)).build());
  }

  /** Takes something away. */
  JsonNode delete(String path, Map<String, ? extends @Nullable Object> body) {
    return send(command(path).method("DELETE", json(body)).build());
  }

  /** An id as one part of a path, or as a parameter's value. */
  static String encode(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder command(String path) {
    return request(path)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher json(Map<String, ? extends @Nullable Object> body) {
    return HttpRequest.BodyPublishers.ofString(Json.write(body));
  }

  /** Posts a command that takes longer to answer. */
  JsonNode post(String path, Duration limit) {
    return send(command(path).timeout(limit).POST(json(Map.of())).build());
  }

  /** Sends a document as it is. */
  JsonNode send(String method, String path, String text) {
    return send(command(path).method(method, HttpRequest.BodyPublishers.ofString(text)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(ANSWER_LIMIT)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
      HttpResponse<String> answer = answer(client, request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw refused(request.uri(), answer.statusCode(), answer.body());
      }
      return Json.mapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected a JSON document from %s, but the answer does not parse; is it a Belay?"
              .formatted(request.uri()));
    }
  }

  private static <T> HttpResponse<T> answer(
      HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw unanswered(request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }

  private static OperatorException unanswered(HttpRequest request, IOException e) {
    return new OperatorException(
        ExitCode.FAILED,
        "Expected an answer from %s, but got %s; the Belay may still be starting: try again in a few seconds."
            .formatted(
                request.uri(),
                e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
        e);
  }

  private static OperatorException refused(URI address, int status, String body) {
    ExitCode code =
        switch (status) {
          case 400, 404, 413, 422 -> ExitCode.BAD_INPUT;
          default -> ExitCode.FAILED;
        };
    return new OperatorException(code, sentence(address, status, body));
  }

  /** What the API says for people; what is no problem document of Belay's, as it came. */
  private static String sentence(URI address, int status, String body) {
    try {
      JsonNode detail = Json.mapper().readTree(body).path("detail");
      if (detail.isTextual()) {
        return "%s (HTTP %d)".formatted(detail.asText(), status);
      }
    } catch (JsonProcessingException e) {
      // Falls through.
    }
    return "%s answered %d: %s".formatted(address, status, body);
  }
}
