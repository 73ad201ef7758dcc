package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Quotes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Payloads recorded from the real exchange. */
@EnabledIf(
    value = "present",
    disabledReason = "no recorded payloads: set BELAY_DATA to the folder that has fixtures/binance")
class RecordedPayloadsTest {
  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();

  static boolean present() {
    return Files.isDirectory(folder());
  }

  private static Path folder() {
    String data = System.getenv("BELAY_DATA");
    // Tests of a module run in its folder, one below the project's.
    Path root = data == null ? Path.of("..", "..", "shared", "data") : Path.of(data);
    return root.resolve("fixtures/binance/http_responses");
  }

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  @Test
  void readsTheExchangesInstruments() {
    Fields info = Fields.of(json("http_futures_market_exchange_info.json"), "exchangeInfo");

    List<Instrument> instruments = ExchangeInfo.instruments(info, Map.of());

    Instrument btc =
        instruments.stream().filter(i -> i.symbol().value().equals("BTCUSDT")).findFirst().get();
    assertThat(btc.tickSize()).isEqualByComparingTo("0.1");
    assertThat(btc.minNotional()).isEqualTo(Usdt.of("10"));
  }

  @Test
  void readsTrades() {
    List<Fill> fills =
        Fields.of(json("http_futures_account_trades.json"), "userTrades").list().stream()
            .map(OrderAnswers::fill)
            .toList();

    assertThat(fills).extracting(Fill::symbol).containsOnly(Symbol.of("ETHUSDT"));
    assertThat(fills.getLast().realizedPnl()).isEqualTo(Usdt.of("-0.00325"));
  }

  @Test
  void readsQuotesAndOrders() {
    stub.on(
        "GET /fapi/v1/premiumIndex",
        200,
        "[" + text("http_futures_market_premium_index.json") + "]");
    stub.on(
        "GET /fapi/v1/ticker/price",
        200,
        "[" + text("http_futures_market_ticker_price.json") + "]");
    stub.on("GET /fapi/v1/openOrders", 200, text("http_futures_account_orders.json"));
    stub.on("GET /fapi/v1/openAlgoOrders", 200, "[]");
    stub.on("GET /fapi/v3/positionRisk", 200, text("http_futures_account_positions_one_way.json"));
    RestMarketData market =
        new RestMarketData(
            transport, MarketClockSource.wall(() -> Intents.NOW), BracketSource.NONE);
    BinanceVenue venue =
        new BinanceVenue(transport, account -> Intents.KEY, () -> Intents.NOW, Optional::empty);

    assertThat(market.quotes()).extracting(Quote::symbol).containsExactly(Intents.BTC);
    assertThat(venue.openOrders("a")).containsExactly("abc");
    assertThat(venue.positions("a")).isEmpty();
  }

  @Test
  void readsWhatLivePricesAreMadeOf() {
    Fields info = Fields.of(json("http_futures_market_exchange_info.json"), "exchangeInfo");
    assertThat(ExchangeInfo.instruments(info, Map.of(), "BTCUSDT"::equals)).hasSize(1);

    QuoteReader.Book told =
        QuoteReader.book(
            Fields.of(json("../ws_messages/ws_futures_book_ticker.json"), "stream"),
            "b",
            "B",
            "a",
            "A",
            7);
    assertThat(told)
        .isEqualTo(
            new QuoteReader.Book(
                Fixed.of("25.3519"), Fixed.of("31.21"), Fixed.of("25.3652"), Fixed.of("40.66"), 7));
    QuoteReader.Book asked =
        QuoteReader.book(
            Fields.of(json("http_futures_market_book_ticker.json"), "bookTicker"),
            "bidPrice",
            "bidQty",
            "askPrice",
            "askQty",
            7);
    assertThat(asked.ask()).isEqualTo(Fixed.of("4.000002"));
    LivePrices.Mark mark =
        QuoteReader.mark(
            Fields.of(json("http_futures_market_premium_index.json"), "premiumIndex"),
            "markPrice",
            "indexPrice",
            "lastFundingRate",
            "nextFundingTime",
            7);
    assertThat(mark.mark()).isEqualTo(Fixed.of("11793.63104562"));
    assertThat(mark.rate()).hasValue(Fixed.of("0.00038246"));
    List<Quotes.Funding> fundings =
        Fields.of(json("http_futures_market_funding_rate.json"), "fundingRate").list().stream()
            .map(row -> QuoteReader.funding(row, Fixed.of("8000")))
            .toList();
    assertThat(fundings.getFirst())
        .isEqualTo(new Quotes.Funding(1570608000000L, Fixed.of("-0.0375"), Fixed.of("8000")));
  }

  @Test
  void readsCandles() {
    stub.on("GET /fapi/v1/klines", 200, text("http_futures_market_klines.json"));

    List<Bar> bars =
        new LiveCandles(transport, symbol -> 0)
            .between(Intents.BTC, Interval.D1, 0, Long.MAX_VALUE, 1499040000001L, false, 5);

    assertThat(bars).hasSize(1);
    assertThat(bars.getFirst().high()).isEqualTo(Fixed.of("0.8"));
    assertThat(bars.getFirst().volume()).isEqualTo(148976114278L);
  }

  private static com.fasterxml.jackson.databind.JsonNode json(String name) {
    try {
      return Answers.STRICT.readTree(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try {
      return Files.readString(folder().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
