package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
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
