package dev.belay.activities.venue;

import com.binance.connector.client.enums.HttpMethod;
import com.binance.connector.client.utils.RequestBuilder;
import com.binance.connector.client.utils.httpclient.HttpClientSingleton;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * Candles of the spot market, with the exchange's own Java connector: its requests over its HTTP
 * client. Of its client's methods none is called, as they keep {@code Retry-After} to themselves
 * and have no timeout that could be set. Thread-safe.
 */
public final class SpotCandles implements CandlePages {
  /** The exchange's own host. */
  public static final URI LIVE = URI.create("https://api.binance.com");

  private static final int WEIGHT_A_MINUTE = 6000;
  private static final int MOST_BYTES = 8 << 20;

  private final URI base;
  private final OkHttpClient client;
  private final WeightBudget budget = new WeightBudget(InstantSource.system());

  /**
   * @param base scheme, host and port
   */
  public SpotCandles(URI base, Duration connectTimeout, Duration requestTimeout) {
    this.base = base;
    // Shares the connector's connections; a question may be asked again on another of them.
    this.client =
        HttpClientSingleton.getHttpClient()
            .newBuilder()
            .connectTimeout(connectTimeout)
            .callTimeout(requestTimeout)
            .followRedirects(false)
            .build();
    budget.limit(WEIGHT_A_MINUTE);
  }

  @Override
  public Instant now() {
    return get("/api/v3/time", Params.none()).millis("serverTime");
  }

  @Override
  public List<Candle> page(Symbol symbol, Interval interval, Instant from, Instant to) {
    return Klines.read(get("/api/v3/klines", Klines.page(symbol, interval, from, to)));
  }

  private Fields get(String path, Params params) {
    String call = "GET " + path;
    String query = params.encoded();
    budget.take(call, CallWeights.of(call, query), CallWeights.urgency(call, query));
    URI uri = base.resolve(query.isEmpty() ? path : path + "?" + query);
    try (Response response =
        client
            .newCall(RequestBuilder.buildPublicRequest(uri.toString(), HttpMethod.GET))
            .execute()) {
      HttpHeaders headers = HttpHeaders.of(response.headers().toMultimap(), (name, value) -> true);
      budget.answered(headers);
      return Answers.read(call, response.code(), headers, body(call, response));
    } catch (VenueException.RateLimited e) {
      budget.refused(e.retryAfter());
      throw e;
    } catch (ConnectException | UnknownHostException e) {
      throw new VenueException.Unreachable(call, e);
    } catch (IOException e) {
      throw new VenueException.Unknown(
          "%s: the connection failed: %s".formatted(call, Plain.text("" + e.getMessage(), 200)), e);
    }
  }

  private static byte[] body(String call, Response response) throws IOException {
    ResponseBody body = response.body();
    if (body == null) {
      return new byte[0];
    }
    BufferedSource source = body.source();
    if (source.request(MOST_BYTES + 1L)) {
      throw new VenueException.Unknown(
          "%s: expected an answer of at most %,d bytes, was longer".formatted(call, MOST_BYTES));
    }
    return source.readByteArray();
  }
}
