package dev.belay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client of the exchange's wire that knows nothing of the simulator's code. */
final class TestClient {
  static final String ADMIN = "admin-secret-of-the-tests";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final String apiKey;
  private final String secret;

  record Answer(int status, JsonNode body, HttpHeaders headers) {
    int code() {
      return body.path("code").asInt();
    }

    /** Empty when there is no such header. */
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** The connection ended, or the patience, before there was an answer. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswer(IOException cause) {
      super(cause);
    }
  }

  private TestClient(String base, String apiKey, String secret) {
    this.base = base;
    this.apiKey = apiKey;
    this.secret = secret;
  }

  /** Opens the account, or finds it. */
  static TestClient open(int port, String account, String deposit) {
    JsonNode keys = keys(port, account, deposit);
    return new TestClient(
        "http://127.0.0.1:" + port,
        keys.path("api_key").asText(),
        keys.path("secret_key").asText());
  }

  /** Opens the account, or finds it, and gives its keys. */
  static JsonNode keys(int port, String account, String deposit) {
    String body = "{\"account\":\"%s\",\"deposit\":\"%s\"}".formatted(account, deposit);
    return send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/sim/v1/accounts".formatted(port)))
            .header("X-SIM-ADMIN", ADMIN)
            .POST(HttpRequest.BodyPublishers.ofString(body)))
        .body();
  }

  TestClient withSecret(String other) {
    return new TestClient(base, apiKey, other);
  }

  TestClient withKey(String other) {
    return new TestClient(base, other, secret);
  }

  String apiKey() {
    return apiKey;
  }

  Answer get(String pathAndQuery) {
    return send(HttpRequest.newBuilder(URI.create(base + pathAndQuery)));
  }

  Answer audit(String account) {
    return admin("GET", "/sim/v1/audit?account=" + account, "");
  }

  /** As the venue's administrator. */
  Answer admin(String method, String pathAndQuery, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + pathAndQuery))
            .header("X-SIM-ADMIN", ADMIN)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** With the key, but not signed. */
  Answer keyed(String method, String pathAndQuery) {
    return send(
        HttpRequest.newBuilder(URI.create(base + pathAndQuery))
            .header("X-MBX-APIKEY", apiKey)
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Signed, with all parameters in the query. */
  Answer signed(String method, String path, String... namesAndValues) {
    return signedAt(System.currentTimeMillis(), method, path, namesAndValues);
  }

  Answer signedAt(long timestamp, String method, String path, String... namesAndValues) {
    String query = form(namesAndValues);
    query += (query.isEmpty() ? "" : "&") + "timestamp=" + timestamp;
    String uri = base + path + "?" + query + "&signature=" + sign(query);
    return send(
        HttpRequest.newBuilder(URI.create(uri))
            .header("X-MBX-APIKEY", apiKey)
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Signed as the official connector does: parameters in the body, the rest in the query. */
  Answer signedForm(String path, String... namesAndValues) {
    String body = form(namesAndValues);
    String query = "timestamp=" + System.currentTimeMillis();
    String uri = base + path + "?" + query + "&signature=" + sign(query + body);
    return send(
        HttpRequest.newBuilder(URI.create(uri))
            .header("X-MBX-APIKEY", apiKey)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  long marketTime() {
    return get("/sim/v1/clock").body().path("market_time_ms").asLong();
  }

  /** Asks again until the answer is as expected, for 10 seconds at most. */
  JsonNode await(Predicate<JsonNode> expected, String path, String... namesAndValues) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    JsonNode last;
    do {
      last = signed("GET", path, namesAndValues).body();
      if (expected.test(last)) {
        return last;
      }
      sleep(20);
    } while (System.nanoTime() < until);
    throw new AssertionError("Still not as expected: " + path + " " + last);
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String form(String... namesAndValues) {
    StringJoiner form = new StringJoiner("&");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.add(
          namesAndValues[i]
              + "="
              + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private String sign(String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              request.timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), MAPPER.readTree(response.body()), response.headers());
    } catch (IOException e) {
      throw new NoAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
