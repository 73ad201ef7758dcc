package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.time.MarketTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestMarketDataTest {
  private static final Instant AS_OF = Instant.parse("2026-11-21T00:07:30Z");
  private static final Symbol ETH = Symbol.of("ETHUSDT");

  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();
  private final RestMarketData market =
      new RestMarketData(transport, new SimulatorClock(transport), BracketSource.open(transport));

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  @Test
  void readsTheSimulatorsClock() {
    stub.on(
        "GET /sim/v1/clock",
        200,
        """
        {"market_time_ms":1000,"speed":60,"ended":false,"kind":"synthetic","from_ms":0,
         "to_ms":null,"interval":"1m","label":"SIMULATED synthetic mixed, seed 7"}\
        """);

    assertThat(market.time()).isEqualTo(new MarketTime(Instant.ofEpochMilli(1000), 60, false));
    assertThat(new SimulatorClock(transport).market().to()).isEmpty();
    assertThat(new SimulatorClock(transport).market().label()).startsWith("SIMULATED");
    assertThat(new SimulatorClock(transport).market().interval()).isEqualTo(Interval.M1);
  }

  @Test
  void readsTheWallClockOfALiveMarket() {
    assertThat(MarketClockSource.wall(() -> AS_OF).read())
        .isEqualTo(new MarketTime(AS_OF, 1, false));
  }

  @Test
  void listsPerpetualsInUsdtWithTheirFiltersAndFirstBracket() {
    stub.on(
        "GET /fapi/v1/exchangeInfo",
        200,
        "{\"symbols\":["
            + String.join(
                ",",
                contract("ETHUSDT", "PERPETUAL", "TRADING"),
                contract("BTCUSDT", "PERPETUAL", "TRADING"),
                contract("BTCUSDT_261225", "CURRENT_QUARTER", "TRADING"),
                contract("ADAUSDT", "PERPETUAL", "SETTLING"))
            + "]}");
    stub.on(
        "GET /fapi/v1/leverageBracket",
        200,
        """
        [{"symbol":"BTCUSDT","brackets":[
          {"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,
           "maintMarginRatio":0.004,"cum":0.0},
          {"bracket":2,"initialLeverage":100,"notionalCap":600000,"notionalFloor":50000,
           "maintMarginRatio":0.005,"cum":50.0}]}]\
        """);

    List<Instrument> instruments = market.instruments();
    market.instruments();

    assertThat(instruments).extracting(Instrument::symbol).containsExactly(Intents.BTC, ETH);
    assertThat(instruments.getFirst())
        .isEqualTo(
            new Instrument(
                Intents.BTC,
                new BigDecimal("0.1"),
                new BigDecimal("0.001"),
                Quantity.of("0.001"),
                Quantity.of("120"),
                Usdt.of("5"),
                125,
                new BigDecimal("0.004"),
                new BigDecimal("0.012000")));
    // No bracket: the list's own, stricter percentages.
    assertThat(instruments.getLast().maxLeverage()).isEqualTo(20);
    assertThat(instruments.getLast().maintenanceMarginRate()).isEqualByComparingTo("0.025");
    assertThat(stub.calls()).hasSize(2);
  }

  @Test
  void doesWithoutBracketsThatNeedAKey() {
    stub.on(
        "GET /fapi/v1/exchangeInfo",
        200,
        "{\"symbols\":[" + contract("BTCUSDT", "PERPETUAL", "TRADING") + "]}");
    stub.on("GET /fapi/v1/leverageBracket", 401, "{\"code\":-2014,\"msg\":\"API-key format\"}");

    assertThat(market.instruments()).hasSize(1);
  }

  @Test
  void namesTheContractWhoseFilterIsMissing() {
    stub.on(
        "GET /fapi/v1/exchangeInfo",
        200,
        "{\"symbols\":["
            + contract("BTCUSDT", "PERPETUAL", "TRADING").replace("MIN_NOTIONAL", "OTHER")
            + "]}");
    stub.on("GET /fapi/v1/leverageBracket", 200, "[]");

    assertThatThrownBy(market::instruments)
        .isInstanceOf(VenueException.Unknown.class)
        .hasMessageContaining("MIN_NOTIONAL")
        .hasMessageContaining("symbols[0]");
  }

  @Test
  void quotesWhatHasBothPricesAndKeepsThemForAMoment() {
    stub.on(
        "GET /fapi/v1/premiumIndex",
        200,
        "[" + premium("ETHUSDT", "3000.5") + "," + premium("BTCUSDT", "60000.12") + "]");
    stub.on(
        "GET /fapi/v1/ticker/price",
        200,
        """
        [{"symbol":"BTCUSDT","price":"60001","time":7},{"symbol":"XYZUSDT","price":"1","time":7}]\
        """);

    List<Quote> quotes = market.quotes();
    market.quotes();

    assertThat(quotes)
        .containsExactly(
            new Quote(
                Intents.BTC,
                Price.of("60001"),
                Price.of("60000.12"),
                Instant.ofEpochMilli(1597370495002L)));
    assertThat(market.fundingRate(ETH)).hasValue(new BigDecimal("0.00038246"));
    assertThat(market.fundingRate(Symbol.of("XYZUSDT"))).isEmpty();
    assertThat(stub.calls()).filteredOn("GET /fapi/v1/ticker/price"::equals).hasSize(1);
  }

  @Test
  void givesOnlyCandlesThatHadClosed() {
    stub.on(
        "GET /fapi/v1/klines",
        200,
        "[" + candle("2026-11-21T00:00:00Z") + "," + candle("2026-11-21T00:05:00Z") + "]");

    List<Candle> candles = market.candles(Intents.BTC, Interval.M5, AS_OF, 10);

    assertThat(candles)
        .extracting(Candle::openTime)
        .containsExactly(Instant.parse("2026-11-21T00:00:00Z"));
    long end = Instant.parse("2026-11-21T00:05:00Z").toEpochMilli() - 1;
    assertThat(stub.seen.getFirst().query())
        .isEqualTo("symbol=BTCUSDT&interval=5m&endTime=%d&limit=10".formatted(end));
  }

  @Test
  void refusesImpossibleAndUnorderedCandles() {
    stub.on("GET /fapi/v1/klines", 200, "[[0,\"1\",\"0.5\",\"1\",\"1\",\"3\"]]");
    assertThatThrownBy(() -> market.candles(Intents.BTC, Interval.M1, AS_OF, 1))
        .isInstanceOf(VenueException.Unknown.class)
        .hasMessageContaining("klines[0]");

    String same = candle("2026-11-21T00:00:00Z");
    stub.on("GET /fapi/v1/klines", 200, "[" + same + "," + same + "]");
    assertThatThrownBy(() -> market.candles(Intents.BTC, Interval.M1, AS_OF, 2))
        .hasMessageContaining("order of time");
  }

  @Test
  void knowsNoOpenInterestWhereTheVenueHasNone() {
    stub.on("GET /fapi/v1/openInterest", 200, "{\"openInterest\":\"10659.509\"}");
    assertThat(market.openInterest(Intents.BTC)).hasValue(new BigDecimal("10659.509"));

    stub.on("GET /fapi/v1/openInterest", 404, "no such path");
    assertThat(market.openInterest(Intents.BTC)).isEmpty();
  }

  @Test
  void throwsWhenTheVenueIsAway() {
    stub.on("GET /fapi/v1/ticker/price", 200, "[]");
    stub.on("GET /fapi/v1/premiumIndex", 500, "busy");

    assertThatThrownBy(market::quotes).isInstanceOf(VenueException.Unknown.class);
  }

  private static String contract(String symbol, String type, String status) {
    return """
    {"symbol":"%s","contractType":"%s","status":"%s","quoteAsset":"USDT",
     "maintMarginPercent":"2.5000","requiredMarginPercent":"5.0000","liquidationFee":"0.012000",
     "filters":[{"filterType":"PRICE_FILTER","minPrice":"402","maxPrice":"1246396.60","tickSize":"0.10"},
      {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"1000","stepSize":"0.001"},
      {"filterType":"MARKET_LOT_SIZE","minQty":"0.001","maxQty":"120","stepSize":"0.001"},
      {"filterType":"MIN_NOTIONAL","notional":"5.0"}]}\
    """
        .formatted(symbol, type, status);
  }

  private static String premium(String symbol, String mark) {
    return """
    {"symbol":"%s","markPrice":"%s","indexPrice":"1","lastFundingRate":"0.00038246",
     "nextFundingTime":1597392000000,"time":1597370495002}\
    """
        .formatted(symbol, mark);
  }

  private static String candle(String open) {
    long at = Instant.parse(open).toEpochMilli();
    return "[%d,\"1\",\"2\",\"0.5\",\"1.5\",\"10\",%d,\"0\",1,\"0\",\"0\",\"0\"]"
        .formatted(at, at + 299_999);
  }
}
