package dev.belay.activities.model;

import dev.belay.activities.http.LimitedBody;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP client under langchain4j: reads at most a megabyte, keeps to one deadline for the whole
 * answer, speaks HTTP/1.1, follows no redirects and keeps the Retry-After of a refusal.
 */
final class LimitedHttpClient implements HttpClient {
  static final int MAX_BODY = 1024 * 1024;

  private final java.net.http.HttpClient client;
  private final Duration deadline;

  private LimitedHttpClient(java.net.http.HttpClient client, Duration deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  /** Shares one JDK client, which has its own threads, among all models. */
  static HttpClientBuilder builder(java.net.http.HttpClient client, Duration deadline) {
    return new Builder(client, deadline);
  }

  static java.net.http.HttpClient jdkClient() {
    return java.net.http.HttpClient.newBuilder()
        .version(java.net.http.HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    HttpResponse<byte[]> response = send(request);
    byte[] body = response.body();
    if (response.statusCode() / 100 != 2) {
      throw EndpointException.status(
          response.statusCode(),
          new String(body, StandardCharsets.UTF_8),
          response.headers().firstValue("retry-after").orElse(null));
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(body)
        .build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("Expected a whole answer, streaming is not offered");
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(deadline)
            .method(
                request.method().name(),
                request.body() == null
                    ? java.net.http.HttpRequest.BodyPublishers.noBody()
                    : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(builder.build(), info -> new LimitedBody(MAX_BODY));
    try {
      // The request's own timeout ends with the headers; this one also ends a dripping body.
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw EndpointException.timeout(deadline);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw EndpointException.unreachable("interrupted");
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private EndpointException failure(Throwable cause) {
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return EndpointException.timeout(deadline);
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof LimitedBody.TooLargeException) {
        return EndpointException.tooLarge(MAX_BODY);
      }
    }
    return EndpointException.unreachable(
        cause instanceof IOException
            ? cause.getClass().getSimpleName()
            : "unexpected " + cause.getClass().getSimpleName());
  }

  private static final class Builder implements HttpClientBuilder {
    private final java.net.http.HttpClient client;
    private final Duration deadline;

    Builder(java.net.http.HttpClient client, Duration deadline) {
      this.client = client;
      this.deadline = deadline;
    }

    @Override
    public Duration connectTimeout() {
      return deadline;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return deadline;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return new LimitedHttpClient(client, deadline);
    }
  }
}
