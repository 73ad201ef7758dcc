package dev.belay.activities.venue;

import dev.belay.activities.http.LimitedBody;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP to one venue: signs, and says by the type of exception what a missing answer proves.
 * Thread-safe.
 *
 * <p>A POST or DELETE is sent once, whatever happens to it; a POST's body can be read only once, so
 * that not even the HTTP client could send it again. Of questions the JDK's client may repeat one
 * on a new connection when the venue closed the old one, which is harmless.
 */
public final class BinanceTransport implements AutoCloseable {
  private static final String RETRY_EVERYTHING = "jdk.httpclient.enableAllMethodRetry";
  private static final int MOST_BYTES = 8 << 20;

  private final Settings settings;
  private final HttpClient client;
  private final WeightBudget budget = new WeightBudget(InstantSource.system());

  /**
   * @param base scheme, host and port
   * @param requestTimeout from sending to the last byte of the answer
   * @param receiveWindow how late the venue may receive a signed request, whole milliseconds up to
   *     60 s
   */
  public record Settings(
      URI base, Duration connectTimeout, Duration requestTimeout, Duration receiveWindow) {

    /** Timeouts that suit both a venue far away and one on this machine. */
    public static Settings of(URI base, Duration receiveWindow) {
      return new Settings(base, Duration.ofSeconds(2), Duration.ofSeconds(5), receiveWindow);
    }
  }

  /** Methods of signed requests. */
  enum Method {
    GET,
    POST,
    DELETE
  }

  /**
   * @throws IllegalStateException if this JVM was told to repeat requests of every method
   */
  public BinanceTransport(Settings settings) {
    String retry = System.getProperty(RETRY_EVERYTHING);
    if (retry != null && (retry.isEmpty() || Boolean.parseBoolean(retry))) {
      throw new IllegalStateException(
          "Expected -D%s to be unset, was \"%s\": it could send an order twice. Remove it"
              .formatted(RETRY_EVERYTHING, retry));
    }
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  /**
   * Keeps calls within what the venue allows a minute, where its own list of that is not read.
   *
   * @param weight in a minute
   */
  public void limitWeight(int weight) {
    budget.limit(weight);
  }

  /** A public question. */
  Fields get(String path, Params params) {
    String call = "GET " + path;
    String query = params.encoded();
    take(call, query);
    return send(call, request(path, query).GET().build());
  }

  /** A question with one extra header, such as an administrator's secret. */
  Fields get(String path, Params params, String header, String value) {
    HttpRequest request = request(path, params.encoded()).header(header, value).GET().build();
    return send("GET " + path, request);
  }

  /** A JSON document with one extra header. */
  Fields postJson(String path, String json, String header, String value) {
    HttpRequest request =
        request(path, "")
            .header("Content-Type", "application/json")
            .header(header, value)
            .POST(BodyPublishers.ofString(json))
            .build();
    return send("POST " + path, request);
  }

  /** A request that bears the key without a signature, such as for a listen key. */
  Fields keyed(String method, String path, VenueKey key) {
    take(method + " " + path, "");
    HttpRequest request =
        keyed(request(path, ""), key).method(method, BodyPublishers.noBody()).build();
    return send(method + " " + path, request);
  }

  /** Opens a stream. */
  CompletableFuture<WebSocket> stream(URI address, WebSocket.Listener listener) {
    return client
        .newWebSocketBuilder()
        .connectTimeout(settings.connectTimeout())
        .buildAsync(address, listener);
  }

  /** Scheme, host and port of the calls. */
  URI base() {
    return settings.base();
  }

  /** A signed request, stamped with the wall time given. */
  Fields signed(Method method, String path, Params params, VenueKey key, Instant at) {
    return signed(method, path, params, key, at, () -> {});
  }

  /**
   * @param whenSent runs on this thread once the request is on its way, before the answer is
   *     awaited; only with POST
   */
  Fields signed(
      Method method, String path, Params params, VenueKey key, Instant at, Runnable whenSent) {
    String payload = stamped(params, at);
    String signed = signed(payload, key);
    String call = method + " " + path;
    take(call, payload);
    return switch (method) {
      case GET -> send(call, keyed(request(path, signed), key).GET().build());
      case DELETE -> send(call, keyed(request(path, signed), key).DELETE().build());
      case POST -> {
        OneShotBody body = new OneShotBody(signed);
        HttpRequest request =
            keyed(request(path, ""), key)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body)
                .build();
        yield send(call, request, body, whenSent);
      }
    };
  }

  /** The parameters as they would be sent. */
  String sign(Params params, VenueKey key, Instant at) {
    return signed(stamped(params, at), key);
  }

  private String stamped(Params params, Instant at) {
    return params
        .with("recvWindow", settings.receiveWindow().toMillis())
        .with("timestamp", at.toEpochMilli())
        .encoded();
  }

  private static String signed(String payload, VenueKey key) {
    return payload + "&signature=" + Params.encode(Signatures.sign(payload, key));
  }

  /** What all accounts together may still ask. */
  WeightBudget budget() {
    return budget;
  }

  private void take(String call, String query) {
    budget.take(call, CallWeights.of(call, query), CallWeights.urgency(call, query));
  }

  private Fields send(String call, HttpRequest request) {
    return answer(call, start(request));
  }

  private Fields send(String call, HttpRequest request, OneShotBody body, Runnable whenSent) {
    CompletableFuture<HttpResponse<byte[]>> pending = start(request);
    CompletableFuture<?> settled = pending.whenComplete((response, failure) -> body.settle());
    try {
      body.awaitHandedOver(settings.requestTimeout());
    } catch (InterruptedException e) {
      settled.cancel(true);
      throw interrupted(call, pending, e);
    }
    whenSent.run();
    return answer(call, pending);
  }

  private CompletableFuture<HttpResponse<byte[]>> start(HttpRequest request) {
    return client.sendAsync(request, info -> new LimitedBody(MOST_BYTES));
  }

  private Fields answer(String call, CompletableFuture<HttpResponse<byte[]>> pending) {
    try {
      // The request's own timeout ends with the headers; this one covers the body too.
      long millis = settings.requestTimeout().toMillis();
      HttpResponse<byte[]> response = pending.get(millis, TimeUnit.MILLISECONDS);
      budget.answered(response.headers());
      return Answers.read(call, response);
    } catch (VenueException.RateLimited e) {
      budget.refused(e.retryAfter());
      throw e;
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw new VenueException.Unknown(
          "%s: no answer within %d ms".formatted(call, settings.requestTimeout().toMillis()), e);
    } catch (InterruptedException e) {
      throw interrupted(call, pending, e);
    } catch (ExecutionException e) {
      throw failure(call, e.getCause() == null ? e : e.getCause());
    }
  }

  private static VenueException failure(String call, Throwable cause) {
    if (cause instanceof ConnectException) {
      return new VenueException.Unreachable(call, cause);
    }
    String what = cause instanceof IOException ? "the connection failed" : "sending failed";
    return new VenueException.Unknown(
        "%s: %s: %s".formatted(call, what, Plain.text("" + cause.getMessage(), 200)), cause);
  }

  private static VenueException interrupted(
      String call, CompletableFuture<?> pending, InterruptedException cause) {
    pending.cancel(true);
    Thread.currentThread().interrupt();
    return new VenueException.Unknown(call + ": interrupted before the answer", cause);
  }

  private HttpRequest.Builder request(String path, String query) {
    URI uri = settings.base().resolve(query.isEmpty() ? path : path + "?" + query);
    return HttpRequest.newBuilder(uri).timeout(settings.requestTimeout());
  }

  private static HttpRequest.Builder keyed(HttpRequest.Builder request, VenueKey key) {
    return request.header("X-MBX-APIKEY", key.apiKey());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
