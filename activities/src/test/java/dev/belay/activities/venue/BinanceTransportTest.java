package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.activities.venue.BinanceTransport.Method;
import dev.belay.activities.venue.BinanceTransport.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceTransportTest {
  /** Key pair and order of the exchange's own documentation. */
  private static final VenueKey DOCUMENTED =
      new VenueKey(
          "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
          "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");

  private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);
  private static final String ORDER = "/fapi/v1/order";

  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  private Fields post() {
    return transport.signed(Method.POST, ORDER, Params.of("symbol", "BTCUSDT"), DOCUMENTED, AT);
  }

  @Test
  void signsAsTheExchangesDocumentationShows() {
    String payload =
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
            + "&recvWindow=5000&timestamp=1499827319559";

    assertThat(Signatures.sign(payload, DOCUMENTED))
        .isEqualTo("c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void signsExactlyTheBytesSent(String method) {
    stub.on(method + " " + ORDER, 200, "{}");
    Params params = Params.of("symbol", "BTCUSDT").with("note", "a b+c/ü&=");

    transport.signed(Method.valueOf(method), ORDER, params, DOCUMENTED, AT);

    StubVenue.Seen seen = stub.seen.getFirst();
    String sent = seen.parameters();
    int cut = sent.lastIndexOf("&signature=");
    assertThat(sent.substring(0, cut))
        .isEqualTo(
            "symbol=BTCUSDT&note=a%20b%2Bc%2F%C3%BC%26%3D&recvWindow=5000&timestamp="
                + AT.toEpochMilli());
    assertThat(sent.substring(cut + "&signature=".length()))
        .isEqualTo(Signatures.sign(sent.substring(0, cut), DOCUMENTED));
    assertThat(seen.headers().get("X-mbx-apikey")).containsExactly(DOCUMENTED.apiKey());
  }

  @Test
  void sendsNoKeyOnPublicCalls() {
    stub.on("GET /fapi/v1/time", 200, "{}");

    transport.get("/fapi/v1/time", Params.none());

    assertThat(stub.seen.getFirst().headers()).doesNotContainKey("X-mbx-apikey");
  }

  @ParameterizedTest
  @CsvSource({"POST,0", "POST,1", "POST,3", "DELETE,0", "DELETE,1"})
  void sendsOnceWhenTheVenueReadsTheRequestAndHangsUp(Method method, int answeredBefore)
      throws IOException {
    try (DroppingVenue venue = new DroppingVenue(answeredBefore);
        BinanceTransport client =
            new BinanceTransport(Settings.of(venue.base(), Duration.ofSeconds(5)))) {
      for (int i = 0; i < answeredBefore; i++) {
        client.get("/fapi/v1/ping", Params.none());
      }

      assertThatThrownBy(() -> client.signed(method, ORDER, Params.of("a", "b"), DOCUMENTED, AT))
          .isInstanceOf(VenueException.Unknown.class);

      assertThat(venue.requests).filteredOn(request -> request.contains(ORDER)).hasSize(1);
      assertThat(venue.requests).hasSize(answeredBefore + 1);
    }
  }

  @Test
  void tellsThatNothingWasSentWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);
    try (BinanceTransport client =
        new BinanceTransport(Settings.of(nobody, Duration.ofSeconds(5)))) {
      assertThatThrownBy(() -> client.signed(Method.POST, ORDER, Params.none(), DOCUMENTED, AT))
          .isInstanceOf(VenueException.Unreachable.class);
    }
  }

  @Test
  void passesThePointBetweenSendingAndAnswer() {
    stub.slow("POST " + ORDER, Duration.ofMillis(300));
    AtomicInteger answersSeen = new AtomicInteger(-1);

    transport.signed(
        Method.POST,
        ORDER,
        Params.none(),
        DOCUMENTED,
        AT,
        () -> {
          try {
            // Long enough for the request to arrive, too short for the answer.
            Thread.sleep(150);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          answersSeen.set(stub.seen.size());
        });

    assertThat(answersSeen).hasValue(1);
  }

  @Test
  void doesNotWaitForASlowAnswerForEver() {
    stub.slow("POST " + ORDER, Duration.ofSeconds(3));

    assertThatThrownBy(this::post)
        .isInstanceOf(VenueException.Unknown.class)
        .hasMessageContaining("POST /fapi/v1/order");
    assertThat(stub.seen).hasSize(1);
  }

  @Test
  void reportsAnInterruptAsUnknownAndKeepsIt() {
    stub.slow("POST " + ORDER, Duration.ofSeconds(3));
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::post).isInstanceOf(VenueException.Unknown.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "<html>busy</html>",
        "{\"orderId\":NaN}",
        "{\"orderId\":1,\"orderId\":2}",
        "{} {}",
        "null x"
      })
  void takesAMalformedSuccessForUnknown(String body) {
    stub.on("POST " + ORDER, 200, body);

    assertThatThrownBy(this::post).isInstanceOf(VenueException.Unknown.class);
  }

  @Test
  void takesDeepNestingForUnknown() {
    stub.on("POST " + ORDER, 200, "[".repeat(100_000));

    assertThatThrownBy(this::post)
        .isInstanceOf(VenueException.Unknown.class)
        .hasMessageContaining("nesting");
  }

  @Test
  void takesAnEndlessAnswerForUnknown() {
    stub.on("GET /big", 200, "\"" + "x".repeat(9 << 20) + "\"");

    assertThatThrownBy(() -> transport.get("/big", Params.none()))
        .isInstanceOf(VenueException.Unknown.class)
        .hasMessageContaining("at most 8388608 bytes, was longer");
  }

  @Test
  void takesANumberOfManyDigitsForUnknown() {
    stub.on("GET /price", 200, "{\"price\":\"1e999999999\"}");

    assertThatThrownBy(() -> transport.get("/price", Params.none()).price("price"))
        .isInstanceOf(VenueException.Unknown.class)
        .hasMessageContaining("GET /price.price")
        .hasMessageContaining("40 digits");
  }

  @ParameterizedTest
  @CsvSource({
    "400,-2019,Margin is insufficient.",
    "400,-1021,Timestamp outside of the recvWindow.",
    "401,-2015,Invalid API-key.",
    "503,-1008,Request throttled by system-level protection.",
    "503,0,Service Unavailable.",
    "503,-1001,Internal error; unable to process your request. Please try again.",
  })
  void provesARefusal(int status, int code, String message) {
    stub.on("POST " + ORDER, status, "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, message));

    VenueException.Refused refused = catchThrowableOfType(VenueException.Refused.class, this::post);

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.http()).isEqualTo(status);
    assertThat(refused).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "503,-1000,'Unknown error, please check your request or try again later.'",
    "500,-1001,Internal error",
    "502,-1000,Bad gateway",
    "400,-1006,An unexpected response was received from the message bus.",
    "400,-1007,Timeout waiting for response from backend server.",
    "408,-1007,Timeout",
    "400,-1000,An unknown error occurred while processing the request.",
    "307,-1,Moved",
  })
  void doesNotTakeAnUncertainAnswerForARefusal(int status, int code, String message) {
    stub.on("POST " + ORDER, status, "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, message));

    assertThatThrownBy(this::post).isInstanceOf(VenueException.Unknown.class);
    assertThat(stub.seen).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 500, 504})
  void takesAnErrorWithoutACodeForUnknown(int status) {
    stub.on("POST " + ORDER, status, "<html>firewall</html>");

    assertThatThrownBy(this::post).isInstanceOf(VenueException.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({"429,7,7", "418,3600,3600", "429,,1", "418,,120", "429,soon,1", "418,9999999,259200"})
  void keepsHowLongTheVenueWantsToBeLeftAlone(int status, String header, long seconds) {
    Map<String, String> headers = header == null ? Map.of() : Map.of("Retry-After", header);
    stub.on("POST " + ORDER, status, "{\"code\":-1003,\"msg\":\"Too many requests.\"}", headers);

    VenueException.RateLimited limited =
        catchThrowableOfType(VenueException.RateLimited.class, this::post);

    assertThat(limited.retryAfter()).hasSeconds(seconds);
  }

  @Test
  void showsNoSecretAnywhere() throws IOException {
    stub.on("POST " + ORDER, 400, "{\"code\":-1022,\"msg\":\"Signature is not valid.\"}");
    stub.on("GET " + ORDER, 200, "garbage");
    Throwable refused = catchThrowable(this::post);
    Throwable malformed =
        catchThrowable(() -> transport.signed(Method.GET, ORDER, Params.none(), DOCUMENTED, AT));
    Throwable dropped;
    try (DroppingVenue venue = new DroppingVenue(0);
        BinanceTransport client =
            new BinanceTransport(Settings.of(venue.base(), Duration.ofSeconds(5)))) {
      dropped =
          catchThrowable(() -> client.signed(Method.GET, ORDER, Params.none(), DOCUMENTED, AT));
    }

    for (Throwable failure : List.of(refused, malformed, dropped)) {
      for (Throwable t = failure; t != null; t = t.getCause()) {
        assertThat(t.toString())
            .doesNotContain(DOCUMENTED.apiKey(), DOCUMENTED.secret())
            .doesNotContain("signature=");
      }
    }
    assertThat(DOCUMENTED.toString()).isEqualTo("VenueKey[hidden]");
  }

  @Test
  void refusesToStartWhereTheJvmRepeatsRequests() {
    System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
    try {
      assertThatThrownBy(stub::transport)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("enableAllMethodRetry");
    } finally {
      System.clearProperty("jdk.httpclient.enableAllMethodRetry");
    }
  }
}
