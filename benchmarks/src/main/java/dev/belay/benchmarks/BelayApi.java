package dev.belay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The pages and the API of the Belay under measurement. */
final class BelayApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String token;

  private BelayApi(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Of a Belay that is up, so that its home has a token. */
  static BelayApi of(Settings settings, Path home) throws IOException {
    return new BelayApi(
        URI.create("http://127.0.0.1:" + settings.number("--port", 8090)),
        Files.readString(home.resolve("token")).strip());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request(path).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("Expected 200 from %s, was %d".formatted(path, answer.statusCode()));
    }
    return answer.body();
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path));
  }

  /** Gives a command and expects it to be taken. */
  void post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("Expected %s to be taken, was %s".formatted(path, answer.body()));
    }
  }
}
