package dev.belay.activities.venue;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.time.MarketTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Market data over the venue's public endpoints, with short-lived copies. Thread-safe. */
public final class RestMarketData implements MarketData, CandlePages, FundingPages {
  private static final int MOST_CANDLES = CandlePages.MOST;
  private static final Duration QUOTES_LIVE = Duration.ofMillis(100);
  private static final Duration INSTRUMENTS_LIVE = Duration.ofMinutes(10);

  private final BinanceTransport transport;
  private final MarketClockSource clock;
  private final BracketSource brackets;
  private final Cached<List<Instrument>> instruments =
      new Cached<>(INSTRUMENTS_LIVE, this::readInstruments);
  private final Cached<Map<Symbol, Premium>> premiums;
  private final Cached<List<Quote>> quotes;

  private record Premium(Price mark, Optional<BigDecimal> fundingRate, Instant at) {}

  /**
   * @param brackets leverage and maintenance margin; {@link BracketSource#NONE} falls back to the
   *     exchange list's cautious percentages
   */
  public RestMarketData(
      BinanceTransport transport, MarketClockSource clock, BracketSource brackets) {
    this(transport, clock, brackets, QUOTES_LIVE);
  }

  /**
   * @param quotesLive for how long of wall time quotes are good for another question
   */
  public RestMarketData(
      BinanceTransport transport,
      MarketClockSource clock,
      BracketSource brackets,
      Duration quotesLive) {
    this.transport = transport;
    this.clock = clock;
    this.brackets = brackets;
    this.premiums = new Cached<>(quotesLive, this::readPremiums);
    this.quotes = new Cached<>(quotesLive, this::readQuotes);
  }

  @Override
  public MarketTime time() {
    return clock.read();
  }

  @Override
  public List<Instrument> instruments() {
    return instruments.get();
  }

  @Override
  public List<Quote> quotes() {
    return quotes.get();
  }

  @Override
  public List<Candle> candles(Symbol symbol, Interval interval, Instant asOf, int limit) {
    if (limit < 1 || limit > MOST_CANDLES) {
      throw new IllegalArgumentException("Expected 1 to 1000 candles, was " + limit);
    }
    // The venue filters by open time: what opened before the running candle has closed.
    Params params =
        Params.of("symbol", symbol)
            .with("interval", interval)
            .with("endTime", interval.floor(asOf).toEpochMilli() - 1)
            .with("limit", limit);
    return Klines.read(transport.get("/fapi/v1/klines", params)).stream()
        .filter(candle -> !candle.openTime().plus(interval.duration()).isAfter(asOf))
        .toList();
  }

  @Override
  public Instant now() {
    return transport.get("/fapi/v1/time", Params.none()).millis("serverTime");
  }

  @Override
  public List<Candle> page(Symbol symbol, Interval interval, Instant from, Instant to) {
    return Klines.read(transport.get("/fapi/v1/klines", Klines.page(symbol, interval, from, to)));
  }

  @Override
  public List<Settled> settled(Symbol symbol, Instant from) {
    Params params =
        Params.of("symbol", symbol)
            .with("startTime", from.toEpochMilli())
            .with("limit", FundingPages.MOST);
    return transport.get("/fapi/v1/fundingRate", params).list().stream()
        .map(row -> new Settled(row.millis("fundingTime"), row.decimal("fundingRate")))
        .sorted(Comparator.comparing(Settled::at))
        .toList();
  }

  @Override
  public Optional<BigDecimal> fundingRate(Symbol symbol) {
    Premium premium = premiums.get().get(symbol);
    return premium == null ? Optional.empty() : premium.fundingRate();
  }

  @Override
  public Optional<BigDecimal> openInterest(Symbol symbol) {
    try {
      Fields answer = transport.get("/fapi/v1/openInterest", Params.of("symbol", symbol));
      return answer.optional("openInterest", fields -> fields.decimal("openInterest"));
    } catch (VenueException.Refused e) {
      return Optional.empty();
    }
  }

  private List<Instrument> readInstruments() {
    Fields info = transport.get("/fapi/v1/exchangeInfo", Params.none());
    transport.budget().limit(ExchangeInfo.weightLimit(info));
    return ExchangeInfo.instruments(info, brackets.read());
  }

  private Map<Symbol, Premium> readPremiums() {
    Map<Symbol, Premium> premiums = new TreeMap<>();
    for (Fields row : transport.get("/fapi/v1/premiumIndex", Params.none()).list()) {
      if (row.text("symbol").matches("[A-Z0-9]{2,20}")) {
        premiums.put(
            row.symbol("symbol"),
            new Premium(
                row.price("markPrice"),
                row.optional("lastFundingRate", fields -> fields.decimal("lastFundingRate")),
                row.millis("time")));
      }
    }
    return premiums;
  }

  private List<Quote> readQuotes() {
    Map<String, Price> last = new HashMap<>();
    for (Fields row : transport.get("/fapi/v1/ticker/price", Params.none()).list()) {
      last.put(row.text("symbol"), row.price("price"));
    }
    List<Quote> quotes = new ArrayList<>();
    premiums
        .get()
        .forEach(
            (symbol, premium) -> {
              Price price = last.get(symbol.value());
              if (price != null) {
                quotes.add(new Quote(symbol, price, premium.mark(), premium.at()));
              }
            });
    return List.copyOf(quotes);
  }
}
