package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.belay.activities.venue.FeedBook.WatchedOrder;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class AccountFeedTest {
  private static final Symbol ETH = Symbol.of("ETHUSDT");
  private static final ClientOrderId ON_ETH = ClientOrderId.of("b" + "e".repeat(26));

  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Book book = new Book();
  private final FeedListener listener =
      new FeedListener() {
        @Override
        public void hint(String account, ClientOrderId id) {
          events.add("hint " + account + " " + id);
        }

        @Override
        public void positionChanged(String positionId) {
          events.add("changed " + positionId);
        }
      };
  private final Venue venue =
      new BinanceVenue(transport, account -> Intents.KEY, () -> Intents.NOW, Optional::empty);
  private final AccountPoll poll = new AccountPoll(venue, book, listener, Duration.ofHours(1));

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  @Test
  void hintsOnlyAtOrdersOfTheTradesSymbolAndOnce() {
    trades("BTCUSDT", trade(11, 5));
    trades("ETHUSDT", "");
    funding("");

    poll.look(Intents.ACCOUNT, false, null);
    poll.look(Intents.ACCOUNT, false, null);

    assertThat(events).containsExactly("hint " + Intents.ACCOUNT + " " + Intents.stop().id());
    assertThat(stub.seen).anyMatch(seen -> seen.query().contains("fromId=12"));
  }

  @Test
  void whereAStreamTellsOnlyWhatIsToldOrMovesIsLookedAt() {
    trades("BTCUSDT", "");
    trades("ETHUSDT", "");
    funding("");

    poll.look(Intents.ACCOUNT, true, null);
    int first = stub.seen.size();
    poll.look(Intents.ACCOUNT, true, null);
    assertThat(stub.seen).as("nothing was told and nothing moves").hasSize(first);

    poll.look(Intents.ACCOUNT, true, new AccountPoll.Hint(Set.of(Intents.stop().id())));
    assertThat(stub.seen.size()).isGreaterThan(first);
    assertThat(events).containsExactly("hint " + Intents.ACCOUNT + " " + Intents.stop().id());

    int told = stub.seen.size();
    book.watched = List.of(new WatchedOrder(Intents.entry().id(), Intents.BTC, null, false, false));
    poll.look(Intents.ACCOUNT, true, null);
    assertThat(stub.seen.size()).as("an entry trades at any moment").isGreaterThan(told);
  }

  @Test
  void beginsAfterTheLastTradeBooked() {
    book.lastTrade = 11L;
    trades("BTCUSDT", trade(11, 5));
    trades("ETHUSDT", "");
    funding("");

    poll.look(Intents.ACCOUNT, false, null);

    assertThat(events).isEmpty();
    assertThat(stub.seen.getFirst().query()).contains("fromId=12");
  }

  @Test
  void booksALiquidationAndNothingElseOfOthers() {
    trades("BTCUSDT", trade(11, 5) + "," + trade(12, 6) + "," + trade(13, 7));
    trades("ETHUSDT", "");
    funding("");
    book.known.add("5");
    stub.on("GET /fapi/v1/order?orderId=6", 200, "{\"clientOrderId\":\"autoclose-123\"}");
    stub.on("GET /fapi/v1/order?orderId=7", 200, "{\"clientOrderId\":\"web_by_hand\"}");

    poll.look(Intents.ACCOUNT, false, null);

    assertThat(events)
        .containsExactly(
            "foreign autoclose-123 12",
            "changed " + Intents.positionId(),
            "hint " + Intents.ACCOUNT + " " + Intents.stop().id());
  }

  @ParameterizedTest
  @CsvSource({
    // The venue's number of the entry, the trade's, and whose it says that is.
    "5,5,entry",
    ",8,entry",
    "31,32,algo-31",
  })
  void hintsAnOrderThatIsOverOnlyAtATradeOfItsOwn(String number, long traded, String owner) {
    ClientOrderId entry = Intents.entry().id();
    book.watched =
        List.of(
            new WatchedOrder(entry, Intents.BTC, number, false, true),
            new WatchedOrder(Intents.exit().id(), Intents.BTC, "77", false, true),
            new WatchedOrder(Intents.stop().id(), Intents.BTC, "78", true, false));
    trades("BTCUSDT", trade(11, traded));
    funding("");
    stub.on(
        "GET /fapi/v1/order?orderId=" + traded,
        200,
        "{\"clientOrderId\":\"%s\"}".formatted(owner.equals("entry") ? entry : owner));

    poll.look(Intents.ACCOUNT, false, null);
    poll.look(Intents.ACCOUNT, false, null);

    assertThat(events)
        .containsExactly(
            "hint " + Intents.ACCOUNT + " " + entry,
            "hint " + Intents.ACCOUNT + " " + Intents.stop().id());
  }

  @Test
  void looksAgainAtWhatFailedHalfWay() {
    trades("BTCUSDT", trade(12, 6));
    trades("ETHUSDT", "");
    funding("");
    stub.on("GET /fapi/v1/order?orderId=6", 500, "busy");

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> poll.look(Intents.ACCOUNT, false, null))
        .isInstanceOf(VenueException.Unknown.class);
    stub.on("GET /fapi/v1/order?orderId=6", 200, "{\"clientOrderId\":\"autoclose-123\"}");
    poll.look(Intents.ACCOUNT, false, null);

    assertThat(events).contains("foreign autoclose-123 12");
  }

  @Test
  void booksFundingSinceTheLast() {
    book.watched = List.of();
    book.lastFunding = Instant.ofEpochMilli(99);
    funding(
        """
        {"symbol":"BTCUSDT","incomeType":"FUNDING_FEE","income":"-0.375","asset":"USDT",
         "time":100,"tranId":4}""");

    poll.look(Intents.ACCOUNT, false, null);
    poll.look(Intents.ACCOUNT, false, null);

    assertThat(events).containsExactly("funding -0.375");
    assertThat(stub.seen.getFirst().query()).contains("startTime=99");
  }

  @Test
  void survivesAnOutageAndSaysSoOnce() {
    Logger logger = (Logger) LoggerFactory.getLogger(AccountFeed.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.list = new CopyOnWriteArrayList<>();
    logged.start();
    logger.addAppender(logged);
    trades("BTCUSDT", trade(11, 5));
    trades("ETHUSDT", "");
    stub.on("GET /fapi/v1/income", 500, "busy");
    try (AccountFeed feed =
        new AccountFeed(venue, book, listener, null, Duration.ofMillis(1), Duration.ZERO)) {
      feed.start();
      until(() -> stub.calls().stream().filter("GET /fapi/v1/income"::equals).count() >= 4);
      funding("");
      until(() -> logged.list.size() >= 2);
    } finally {
      logger.detachAppender(logged);
    }

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            first -> assertThat(first).contains(Intents.ACCOUNT, "no news", "HTTP 500"),
            second -> assertThat(second).contains("answers again"));
    assertThat(events).contains("hint " + Intents.ACCOUNT + " " + Intents.stop().id());
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Expected it to come true within 10 s");
      }
      Thread.onSpinWait();
    }
  }

  private void trades(String symbol, String trades) {
    stub.on("GET /fapi/v1/userTrades?symbol=" + symbol, 200, "[" + trades + "]");
  }

  private void funding(String income) {
    stub.on("GET /fapi/v1/income", 200, "[" + income + "]");
  }

  private static String trade(long id, long orderId) {
    return """
    {"symbol":"BTCUSDT","id":%d,"orderId":%d,"side":"BUY","price":"60000.10","qty":"0.01",
     "realizedPnl":"0","commission":"0.5","commissionAsset":"USDT","time":1645930322371,
     "maker":false}"""
        .formatted(id, orderId);
  }

  private final class Book implements FeedBook {
    private final List<String> known = new CopyOnWriteArrayList<>(List.of("5"));
    private List<WatchedOrder> watched =
        List.of(
            new WatchedOrder(Intents.stop().id(), Intents.BTC, "31", true, false),
            new WatchedOrder(ON_ETH, ETH, null, true, false));
    private @Nullable Long lastTrade;
    private @Nullable Instant lastFunding;

    @Override
    public List<String> accounts() {
      return List.of(Intents.ACCOUNT);
    }

    @Override
    public List<WatchedOrder> watchedOrders(String account) {
      return watched;
    }

    @Override
    public @Nullable Long lastTradeId(String account, Symbol symbol) {
      return lastTrade;
    }

    @Override
    public @Nullable Instant lastFundingAt(String account) {
      return lastFunding;
    }

    @Override
    public boolean knows(String account, Symbol symbol, String venueOrderId) {
      return known.contains(venueOrderId);
    }

    @Override
    public void bookFunding(String account, Venue.Income funding) {
      events.add("funding " + funding.amount());
    }

    @Override
    public Optional<String> bookForeignFill(String account, String clientOrderId, Fill fill) {
      events.add("foreign " + clientOrderId + " " + fill.tradeId());
      return Optional.of(Intents.positionId());
    }
  }
}
