package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePricesTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String CONTRACT =
      """
      {"symbol":"%s","status":"%s","contractType":"%s","quoteAsset":"USDT","liquidationFee":"0.0125",
       "requiredMarginPercent":"5.0000","maintMarginPercent":"2.5000","fancy":{"new":[1]},
       "filters":[{"filterType":"PRICE_FILTER","tickSize":"0.10"},
        {"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.001","maxQty":"1000"},
        {"filterType":"POSITION_RISK_CONTROL","of":"tomorrow"},
        {"filterType":"MIN_NOTIONAL","notional":"50"}]}""";

  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();
  private final Streams streams = new Streams();
  private LivePrices prices;

  @BeforeEach
  void open() {
    list(
        CONTRACT.formatted("BTCUSDT", "TRADING", "PERPETUAL"),
        CONTRACT.formatted("OLDUSDT", "SETTLING", "PERPETUAL"),
        CONTRACT.formatted("BTCUSDT_270326", "TRADING", "CURRENT_QUARTER"),
        "{\"symbol\":\"ODDUSDT\",\"status\":7}");
    stub.on("GET /fapi/v1/leverageBracket", 401, "{\"code\":-2014,\"msg\":\"API-key invalid.\"}");
    quote("60000.0", "60000.2", "60000.15");
    prices = open(Set.of(BTC, Symbol.of("OLDUSDT")));
  }

  @AfterEach
  void close() {
    prices.close();
    transport.close();
    stub.close();
  }

  private LivePrices open(Set<Symbol> wanted) {
    return open(wanted, Set.of(), Duration.ofMinutes(10));
  }

  private LivePrices open(Set<Symbol> wanted, Set<Symbol> held, Duration listEvery) {
    return LivePrices.open(
        transport, URI.create("ws://streams:1"), wanted, held, Instant::now, streams, listEvery);
  }

  private void list(String... contracts) {
    stub.on(
        "GET /fapi/v1/exchangeInfo",
        200,
        "{\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\","
            + "\"intervalNum\":1,\"limit\":2400}],\"symbols\":["
            + String.join(",", contracts)
            + "]}");
  }

  private void quote(String bid, String ask, String mark) {
    quote("BTCUSDT", bid, ask, mark);
  }

  private void quote(String symbol, String bid, String ask, String mark) {
    stub.on("GET /fapi/v1/time", 200, "{\"serverTime\":%d}".formatted(System.currentTimeMillis()));
    stub.on(
        "GET /fapi/v1/ticker/bookTicker",
        200,
        """
        {"symbol":"%s","bidPrice":"%s","bidQty":"3","askPrice":"%s","askQty":"2","time":1}"""
            .formatted(symbol, bid, ask));
    stub.on(
        "GET /fapi/v1/premiumIndex",
        200,
        """
        {"symbol":"%s","markPrice":"%s","indexPrice":"60001","lastFundingRate":"0.0001",
         "nextFundingTime":%d,"time":1}"""
            .formatted(symbol, mark, System.currentTimeMillis() + 3_600_000));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
      Thread.sleep(10);
    }
  }

  private static String book(long at, String bid, String ask) {
    return """
        {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":1,"s":"BTCUSDT","b":"%s",
         "B":"5","a":"%s","A":"4","T":%d,"E":%d}}"""
        .formatted(bid, ask, at, at);
  }

  private static String mark(long at, String mark) {
    return """
        {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":%d,"s":"BTCUSDT",
         "p":"%s","ap":"1","i":"60002","P":"1","r":"0.0002","T":1795291200000}}"""
        .formatted(at, mark);
  }

  private LivePrices.Mark mark() {
    return Objects.requireNonNull(prices.mark(BTC));
  }

  private long bid() {
    Touch touch = prices.touch(BTC);
    return touch == null ? 0 : touch.bid();
  }

  @Test
  void asksForWhatTradesAndItsPrices() {
    assertThat(prices.instruments()).hasSize(1);
    assertThat(prices.instruments().getFirst().maxLeverage()).isEqualTo(20);
    assertThat(prices.instruments().getFirst().maintenanceMarginRate())
        .isEqualByComparingTo("0.025");
    Touch touch = Objects.requireNonNull(prices.touch(BTC));
    assertThat(touch.ask()).isEqualTo(Fixed.of("60000.2"));
    assertThat(touch.askSize()).isEqualTo(Fixed.of("2"));
    assertThat(touch.mark()).isEqualTo(Fixed.of("60000.15"));
    assertThat(mark().rate()).hasValue(10_000);
    assertThat(prices.isFresh(BTC)).isTrue();
    assertThat(prices.isFresh(Symbol.of("OLDUSDT"))).isFalse();
    assertThat(prices.refused()).isZero();
  }

  @Test
  void saysWhenNothingWantedTrades() {
    assertThatThrownBy(() -> open(Set.of(Symbol.of("OLDUSDT"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OLDUSDT");
  }

  @Test
  void whatIsHeldAndDoesNotTradeAnyMoreKeepsItsLastPrice() {
    prices.close();
    Symbol old = Symbol.of("OLDUSDT");
    Symbol forgotten = Symbol.of("GONEUSDT");
    stub.on("GET /fapi/v1/klines", 200, "[[1700000040000,\"5\",\"6\",\"4\",\"5.3\",\"7\"]]");

    prices = open(Set.of(BTC), Set.of(BTC, old, forgotten), Duration.ofMinutes(10));

    assertThat(prices.instruments())
        .extracting(i -> i.symbol())
        .containsExactly(BTC, forgotten, old);
    assertThat(prices.hasEnded(old)).isTrue();
    assertThat(prices.hasEnded(BTC)).isFalse();
    Touch touch = Objects.requireNonNull(prices.touch(old));
    assertThat(touch.bid()).isEqualTo(Fixed.of("5.3"));
    assertThat(touch.ask()).isEqualTo(Fixed.of("5.4"));
    assertThat(touch.mark()).isEqualTo(Fixed.of("5.3"));
    assertThat(prices.isFresh(old)).isFalse();
    assertThat(prices.isFresh(BTC)).isTrue();
    assertThat(System.currentTimeMillis() - prices.heard()).isLessThan(15_000);
    assertThat(prices.detail()).contains("OLDUSDT has ended, positions close at 5.3");
    assertThat(streams.sockets).noneMatch(s -> s.address.toString().contains("oldusdt"));
  }

  @Test
  void ofWhatTheExchangeHasForgottenThereIsNoPrice() {
    prices.close();
    Symbol forgotten = Symbol.of("GONEUSDT");
    stub.on("GET /fapi/v1/klines", 400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");

    prices = open(Set.of(BTC), Set.of(forgotten), Duration.ofMinutes(10));

    assertThat(prices.instruments()).extracting(i -> i.symbol()).contains(forgotten);
    assertThat(prices.touch(forgotten)).isNull();
    assertThat(prices.mark(forgotten)).isNull();
    assertThat(prices.detail()).contains("GONEUSDT has ended without a last price");
  }

  @Test
  void whatDidNotTradeAtTheStartIsAskedForOnceItTradesAgain() throws InterruptedException {
    prices.close();
    Symbol old = Symbol.of("OLDUSDT");
    stub.on("GET /fapi/v1/klines", 200, "[[1700000040000,\"5\",\"6\",\"4\",\"5.3\",\"7\"]]");
    prices = open(Set.of(), Set.of(old), Duration.ofMillis(200));
    assertThat(prices.hasEnded(old)).isTrue();

    quote("OLDUSDT", "5.5", "5.6", "5.55");
    list(CONTRACT.formatted("OLDUSDT", "TRADING", "PERPETUAL"));

    await(() -> prices.isFresh(old));
    assertThat(Objects.requireNonNull(prices.touch(old)).bid()).isEqualTo(Fixed.of("5.5"));
    assertThat(prices.hasEnded(old)).isFalse();
  }

  @Test
  void noticesWhatEndsAndWhatOnlyPaused() throws InterruptedException {
    prices.close();
    prices = open(Set.of(BTC), Set.of(), Duration.ofMillis(200));
    stub.on(
        "GET /fapi/v1/klines",
        200,
        "[[1700000040000,\"59500\",\"60000\",\"58000\",\"59000\",\"7\"]]");
    String other = CONTRACT.formatted("ETHUSDT", "TRADING", "PERPETUAL");

    list(other, CONTRACT.formatted("BTCUSDT", "SETTLING", "PERPETUAL"));

    await(() -> prices.hasEnded(BTC));
    await(() -> bid() == Fixed.of("59000"));
    assertThat(prices.isFresh(BTC)).isFalse();
    long before = Objects.requireNonNull(prices.touch(BTC)).at();
    await(() -> Objects.requireNonNull(prices.touch(BTC)).at() > before);

    list(other, CONTRACT.formatted("BTCUSDT", "TRADING", "PERPETUAL"));

    await(() -> !prices.hasEnded(BTC));
    await(() -> prices.isFresh(BTC));
    assertThat(bid()).isEqualTo(Fixed.of("60000"));
    // A list without any contract is no reason to end them all.
    list();
    await(() -> prices.detail().contains("none"));
    assertThat(prices.hasEnded(BTC)).isFalse();
  }

  @Test
  void manySymbolsAreSpreadOverConnections() throws InterruptedException {
    Set<Symbol> many =
        IntStream.range(0, 230)
            .mapToObj("C%03dUSDT"::formatted)
            .map(Symbol::of)
            .collect(Collectors.toCollection(TreeSet::new));
    list(
        many.stream()
            .map(symbol -> CONTRACT.formatted(symbol, "TRADING", "PERPETUAL"))
            .toArray(String[]::new));
    stub.on("GET /fapi/v1/ticker/bookTicker", 200, "[]");
    stub.on("GET /fapi/v1/premiumIndex", 200, "[]");
    int before = streams.sockets.size();
    try (LivePrices all = open(many)) {
      await(() -> streams.sockets.size() == before + 6);
      List<String> names =
          streams.sockets.stream()
              .skip(before)
              .flatMap(s -> Arrays.stream(s.address.getQuery().substring(8).split("/", -1)))
              .toList();
      assertThat(names).hasSize(460).doesNotHaveDuplicates();
      assertThat(all.instruments()).hasSize(230);
    }
  }

  @Test
  void streamsTellAndAfterEachConnectionTheExchangeIsAsked() throws InterruptedException {
    Socket books = streams.socket("bookTicker", 0);
    Socket marks = streams.socket("markPrice", 0);
    await(() -> prices.isStreaming());
    await(() -> stub.calls().stream().filter(c -> c.endsWith("bookTicker")).count() >= 2);
    Thread.sleep(300);
    long version = prices.version();
    long now = System.currentTimeMillis();

    books.tell(book(now, "61000.1", "61000.3"));
    marks.tell(mark(now, "61000.25"));

    assertThat(bid()).isEqualTo(Fixed.of("61000.1"));
    assertThat(mark().mark()).isEqualTo(Fixed.of("61000.25"));
    assertThat(mark().rate()).hasValue(20_000);
    assertThat(prices.version()).isGreaterThan(version);

    quote("62000.0", "62000.2", "62000.1");
    books.listener.onError(books, new IllegalStateException("reset"));

    await(() -> bid() == Fixed.of("62000.0"));
    var unused = streams.socket("bookTicker", 1);
    await(() -> prices.isStreaming());
  }

  @Test
  void aSocketThatIsSilentIsGivenUp() throws InterruptedException {
    Socket first = streams.socket("markPrice", 0);
    first.answersPings = false;
    var unused = streams.socket("markPrice", 1);
    assertThat(first.aborted).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"data\":[]}",
        "{}",
        "[1,2]",
        "null",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':NaN,'B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'NaN','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'1','b':'9','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'0','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'-1','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'3','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'2','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':[],'B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'1e99','B':'1','a':'2e99','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'1.000000001','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'DOGEUSDT','b':'1','B':'1','a':'2','A':'1','E':NOW}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'1','B':'1','a':'2','A':'1'}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'1','B':'1','a':'2','A':'1','E':12345}}",
        "{'data':{'e':'bookTicker','s':'BTCUSDT','b':'1','B':'1','a':'2','A':'1','E':9999999999999}}",
        "{'data':{'e':'aggTrade','s':'BTCUSDT','b':'1','B':'1','a':'2','A':'1','E':NOW}}",
      })
  void whatIsNoPriceIsRefusedAndCounted(String message) throws InterruptedException {
    Socket books = streams.socket("bookTicker", 0);
    Thread.sleep(400);
    long now = System.currentTimeMillis();
    books.tell(book(now, "61000.1", "61000.3"));
    long before = prices.refused();

    books.tell(message.replace('\'', '"').replace("NOW", "" + (now + 1)));

    assertThat(prices.refused()).isEqualTo(before + 1);
    assertThat(bid()).isEqualTo(Fixed.of("61000.1"));
    assertThat(prices.detail()).contains("1 refused");
    // One that is in order still counts.
    books.tell(book(now + 2, "61000.2", "61000.3"));
    assertThat(bid()).isEqualTo(Fixed.of("61000.2"));
  }

  @Test
  void deepNestingAndEndlessMessagesDoNoHarm() throws InterruptedException {
    Socket books = streams.socket("bookTicker", 0);
    books.tell("{\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    assertThat(prices.refused()).isEqualTo(1);

    String part = "9".repeat(1 << 18);
    for (int i = 0; i < 5; i++) {
      var unused = books.listener.onText(books, part, false);
    }
    // Its connection is given up for a new one.
    var again = streams.socket("bookTicker", 1);
    await(() -> prices.isStreaming());
    again.tell(book(System.currentTimeMillis(), "61000.1", "61000.3"));
    assertThat(bid()).isEqualTo(Fixed.of("61000.1"));
  }

  @Test
  void badAnswersAreNoPricesEither() throws InterruptedException {
    streams.refuses = true;
    streams.sockets.forEach(Socket::cut);
    await(() -> !prices.isStreaming());
    quote("60000.5", "60000.4", "0");
    await(() -> prices.refused() >= 2);
    assertThat(bid()).isEqualTo(Fixed.of("60000.0"));

    stub.on("GET /fapi/v1/ticker/bookTicker", 200, "x".repeat(10 << 20));
    await(() -> prices.detail().contains("does not answer"));
    assertThat(bid()).isEqualTo(Fixed.of("60000.0"));

    quote("60500.0", "60500.2", "60500.1");
    await(() -> bid() == Fixed.of("60500.0"));
    await(() -> !prices.detail().contains("does not answer"));
  }

  @Test
  void asksForFundingOnceSomebodyHoldsTheSymbol() throws InterruptedException {
    long stamp = System.currentTimeMillis() - 5_000;
    stub.on(
        "GET /fapi/v1/fundingRate",
        200,
        """
        [{"symbol":"BTCUSDT","fundingTime":%d,"fundingRate":"-0.00015","markPrice":"60010.5"}]"""
            .formatted(stamp));
    assertThat(prices.fundings(BTC, stamp - 10)).isEmpty();

    await(() -> !prices.fundings(BTC, stamp - 10).isEmpty());

    assertThat(prices.fundings(BTC, stamp - 10))
        .isEqualTo(List.of(new Quotes.Funding(stamp, -15_000, Fixed.of("60010.5"))));
    assertThat(prices.fundings(BTC, stamp)).isEmpty();
  }

  /** The exchange's side of the streams. */
  private static final class Streams implements LivePrices.Connector {
    final List<Socket> sockets = new CopyOnWriteArrayList<>();
    volatile boolean refuses;

    @Override
    public CompletableFuture<WebSocket> connect(URI address, WebSocket.Listener listener) {
      if (refuses) {
        return CompletableFuture.failedFuture(new IllegalStateException("no streams today"));
      }
      Socket socket = new Socket(address, listener);
      sockets.add(socket);
      return CompletableFuture.completedFuture(socket);
    }

    /** The connection of that number to the streams of a kind, once it is there. */
    Socket socket(String kind, int number) throws InterruptedException {
      await(() -> of(kind).size() > number);
      return of(kind).get(number);
    }

    private List<Socket> of(String kind) {
      return sockets.stream()
          .filter(
              s ->
                  s.address
                      .toString()
                      .toLowerCase(Locale.ROOT)
                      .contains(kind.toLowerCase(Locale.ROOT)))
          .toList();
    }
  }

  private static final class Socket implements WebSocket {
    final URI address;
    final Listener listener;
    volatile boolean aborted;
    volatile boolean answersPings = true;

    Socket(URI address, Listener listener) {
      this.address = address;
      this.listener = listener;
    }

    void tell(String text) {
      var unused = listener.onText(this, text, true);
    }

    void cut() {
      listener.onError(this, new IllegalStateException("cut"));
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
      if (answersPings) {
        var unused = listener.onPong(this, message);
      }
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public void abort() {
      aborted = true;
    }

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int code, String reason) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public void request(long count) {}

    @Override
    public String getSubprotocol() {
      return "";
    }

    @Override
    public boolean isOutputClosed() {
      return aborted;
    }

    @Override
    public boolean isInputClosed() {
      return aborted;
    }
  }
}
