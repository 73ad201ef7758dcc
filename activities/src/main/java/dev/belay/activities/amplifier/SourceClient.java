package dev.belay.activities.amplifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.activities.amplifier.EvidenceSource.SourceException;
import dev.belay.activities.http.LimitedBody;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks sources outside: once, within one time for the whole answer, for so many bytes at most. It
 * follows no redirect, and what it says of a failure names neither address nor key.
 */
public final class SourceClient {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Duration within;
  private final int most;

  /**
   * @param within wall time for a whole answer
   * @param most bytes of one
   */
  public SourceClient(Duration within, int most) {
    this.within = within;
    this.most = most;
  }

  /**
   * @throws SourceException if there is no answer, or one of another status than 200
   */
  byte[] get(URI address, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(within).header("User-Agent", "belay").GET();
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request.build(), info -> new LimitedBody(most));
    try {
      // The request's own timeout ends with the headers; this one also ends a dripping body.
      HttpResponse<byte[]> answer = asked.get(within.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw new SourceException("Expected status 200, was " + answer.statusCode());
      }
      return answer.body();
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new SourceException("Expected an answer within " + seconds());
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new SourceException("Interrupted while asking");
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  JsonNode json(URI address, Map<String, String> headers) {
    try {
      return JSON.readTree(get(address, headers));
    } catch (JsonProcessingException e) {
      throw new SourceException("Expected JSON, was something else");
    } catch (java.io.IOException e) {
      throw new SourceException("Expected JSON, could not read it");
    }
  }

  /**
   * A number at a place of an answer, also where it is written as a text.
   *
   * @throws SourceException if there is none
   */
  static BigDecimal number(JsonNode answer, String pointer) {
    JsonNode value = answer.at(pointer);
    try {
      return value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText().strip());
    } catch (NumberFormatException e) {
      throw new SourceException("Expected a number at %s, was missing".formatted(pointer));
    }
  }

  private SourceException failure(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof LimitedBody.TooLargeException) {
        return new SourceException("Expected at most %d bytes, was more".formatted(most));
      }
      if (t instanceof HttpTimeoutException) {
        return new SourceException("Expected an answer within " + seconds());
      }
    }
    return new SourceException(
        "Expected an answer, the connection failed (%s)"
            .formatted(cause.getClass().getSimpleName()));
  }

  private String seconds() {
    return within.toMillis() + " ms";
  }
}
