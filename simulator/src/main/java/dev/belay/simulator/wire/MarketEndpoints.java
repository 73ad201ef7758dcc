package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Depth;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Touch;
import dev.belay.simulator.market.CandleSource;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.stream.Book;
import dev.belay.simulator.stream.MarketEvents;
import dev.belay.simulator.venue.Klines;
import dev.belay.simulator.venue.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What anybody may ask. */
final class MarketEndpoints {
  private static final int ALL_KLINES = 1500;
  private static final List<Long> DEPTH_LIMITS = List.of(5L, 10L, 20L, 50L, 100L, 500L, 1000L);

  private final Venue venue;
  private final Market market;
  private final CandleSource klines;
  private final MarketEvents shown;
  private final Usage usage;
  private final Signing signing;

  MarketEndpoints(
      Venue venue, CandleSource klines, MarketEvents shown, Usage usage, Signing signing) {
    this.venue = venue;
    this.usage = usage;
    this.signing = signing;
    this.market = venue.market();
    this.klines = klines;
    this.shown = shown;
  }

  void register(Router router) {
    router
        .on("GET /fapi/v1/ping", call -> object())
        .on("GET /fapi/v1/time", call -> object("serverTime", wallNow(call)))
        .on("GET /fapi/v1/exchangeInfo", this::exchangeInfo)
        .on("GET /fapi/v1/leverageBracket", this::leverageBracket)
        .on("GET /fapi/v1/depth", this::depth)
        .on("GET /fapi/v1/klines", this::klines)
        .on("GET /fapi/v1/ticker/price", call -> oneOrAll(call, this::ticker))
        .on("GET /fapi/v2/ticker/price", call -> oneOrAll(call, this::ticker))
        .on("GET /fapi/v1/ticker/24hr", this::days)
        .on("GET /fapi/v1/ticker/bookTicker", call -> oneOrAll(call, this::bookTicker))
        .on("GET /fapi/v1/premiumIndex", call -> oneOrAll(call, this::premiumIndex))
        .on("GET /fapi/v1/fundingRate", this::fundingRate)
        .on("GET /fapi/v1/openInterest", this::openInterest);
  }

  /** The instrument of a symbol. */
  Instrument instrument(Symbol symbol) {
    Instrument instrument = venue.instruments().get(symbol);
    if (instrument == null) {
      throw ApiError.invalidSymbol();
    }
    return instrument;
  }

  /** In order of symbol. */
  List<Instrument> instruments() {
    return List.copyOf(venue.instruments().values());
  }

  private interface PerSymbol {
    Map<String, @Nullable Object> of(Symbol symbol, long now);
  }

  private Object oneOrAll(Call call, PerSymbol answer) {
    Symbol symbol = call.optionalSymbol();
    long now = venue.advance();
    if (symbol != null) {
      instrument(symbol);
      return answer.of(symbol, now);
    }
    List<Object> all = new ArrayList<>();
    for (Symbol each : venue.instruments().keySet()) {
      if (market.price(each, now).isPresent()) {
        all.add(answer.of(each, now));
      }
    }
    return all;
  }

  /** The clock of the protocol, as this call is told it. */
  private long wallNow(Call call) {
    return venue.clock().wallNow() + call.skew();
  }

  private Object exchangeInfo(Call call) {
    return object(
        "timezone", "UTC",
        "serverTime", wallNow(call),
        "futuresType", "U_MARGINED",
        "rateLimits", ExchangeInfo.rateLimits(usage.limits()),
        "exchangeFilters", List.of(),
        "assets",
            List.of(object("asset", "USDT", "marginAvailable", true, "autoAssetExchange", null)),
        "symbols", venue.instruments().values().stream().map(ExchangeInfo::symbol).toList());
  }

  /** Shown to everybody; but whoever signs must sign well, as at the exchange, where all must. */
  private Object leverageBracket(Call call) {
    if (call.optional("signature") != null) {
      signing.account(call);
    }
    Symbol symbol = call.optionalSymbol();
    return symbol != null
        ? List.of(ExchangeInfo.brackets(instrument(symbol)))
        : venue.instruments().values().stream().map(ExchangeInfo::brackets).toList();
  }

  private Object klines(Call call) {
    Symbol symbol = instrument(call.symbol()).symbol();
    Interval interval = interval(call.required("interval"));
    long now = venue.advance();
    Long start = call.optionalLong("startTime");
    long end = call.longOr("endTime", Long.MAX_VALUE);
    List<Bar> bars =
        klines.between(
            symbol,
            interval,
            start == null ? 0 : start,
            end,
            now,
            start == null,
            call.limit(500, ALL_KLINES));
    List<Object> rows = new ArrayList<>(bars.size());
    for (Bar bar : bars) {
      rows.add(kline(bar, interval));
    }
    return rows;
  }

  private Interval interval(String code) {
    try {
      Interval interval = Interval.of(code);
      if (klines.supports(interval)) {
        return interval;
      }
    } catch (IllegalArgumentException e) {
      throw ApiError.of(-1120, "Invalid interval. " + e.getMessage());
    }
    throw ApiError.of(
        -1120, "Invalid interval. Expected a multiple of " + market.interval() + ", was " + code);
  }

  private static List<Object> kline(Bar bar, Interval interval) {
    return List.of(
        bar.openTime(),
        plain(bar.open()),
        plain(bar.high()),
        plain(bar.low()),
        plain(bar.close()),
        plain(Klines.volume(bar)),
        bar.openTime() + interval.millis() - 1,
        plain(Klines.quoteVolume(bar)),
        0,
        "0",
        "0",
        "0");
  }

  private Map<String, @Nullable Object> ticker(Symbol symbol, long now) {
    long price = price(symbol, now);
    long at = now;
    if (market instanceof QuotedMarket quoted && quoted.touch(symbol) instanceof Touch touch) {
      price = touch.last(Terms.of(instrument(symbol)));
      at = touch.at();
    }
    return object("symbol", symbol.value(), "price", plain(price), "time", at);
  }

  /** Of prices that are another exchange's, only one symbol's day is known at a time. */
  private Object days(Call call) {
    if (market instanceof QuotedMarket && call.optionalSymbol() == null) {
      throw ApiError.of(
          -1102, "Mandatory parameter 'symbol' was not sent: the exchange itself knows all days.");
    }
    return oneOrAll(call, this::day);
  }

  /** Of the last 24 hours, in steps of an hour. */
  private Map<String, @Nullable Object> day(Symbol symbol, long now) {
    long hour = Interval.H1.millis();
    long start = Math.floorDiv(now, hour) * hour - 23 * hour;
    List<Bar> bars = klines.between(symbol, Interval.H1, start, now, now, true, 24);
    long price = price(symbol, now);
    long open = bars.isEmpty() ? price : bars.getFirst().open();
    BigDecimal change = Fixed.decimal(price - open);
    return object(
        "symbol", symbol.value(),
        "priceChange", plain(price - open),
        "priceChangePercent",
            change
                .movePointRight(2)
                .divide(Fixed.decimal(open), 3, RoundingMode.HALF_EVEN)
                .toPlainString(),
        "lastPrice", plain(price),
        "openPrice", plain(open),
        "highPrice", plain(bars.stream().mapToLong(Bar::high).max().orElse(price)),
        "lowPrice", plain(bars.stream().mapToLong(Bar::low).min().orElse(price)),
        "volume", total(bars, Klines::volume),
        "quoteVolume", total(bars, Klines::quoteVolume),
        "openTime", start,
        "closeTime", now,
        "count", 0);
  }

  private static String total(List<Bar> bars, Function<Bar, BigDecimal> of) {
    return plain(bars.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private Map<String, @Nullable Object> bookTicker(Symbol symbol, long now) {
    Book book = book(symbol, now, 1);
    Depth.Level bid = book.bids().getFirst();
    Depth.Level ask = book.asks().getFirst();
    return object(
        "symbol", symbol.value(),
        "bidPrice", plain(bid.price()),
        "bidQty", plain(bid.quantity()),
        "askPrice", plain(ask.price()),
        "askQty", plain(ask.quantity()),
        "time", book.at());
  }

  private Object depth(Call call) {
    Symbol symbol = instrument(call.symbol()).symbol();
    long asked = call.longOr("limit", 500);
    if (!DEPTH_LIMITS.contains(asked)) {
      throw ApiError.of(
          -4021, "%s is not valid depth limit. Expected one of %s.".formatted(asked, DEPTH_LIMITS));
    }
    int limit = Math.toIntExact(asked);
    long now = venue.advance();
    Book book = book(symbol, now, limit);
    return object(
        "lastUpdateId", book.updateId(),
        "E", now,
        "T", book.updateId(),
        "bids", Book.shown(book.bids(), limit),
        "asks", Book.shown(book.asks(), limit));
  }

  private Book book(Symbol symbol, long now, int levels) {
    return shown
        .book(symbol, now, levels)
        .orElseThrow(() -> ApiError.of(-1121, "Invalid symbol. It does not trade yet."));
  }

  private Map<String, @Nullable Object> premiumIndex(Symbol symbol, long now) {
    MarketEvents.Mark mark = shown.mark(symbol, now);
    if (mark == null) {
      throw ApiError.of(-1121, "Invalid symbol. It does not trade yet.");
    }
    long next = mark.nextFunding();
    OptionalLong rate = mark.fundingRate();
    return object(
        "symbol",
        symbol.value(),
        "markPrice",
        plain(mark.mark()),
        "indexPrice",
        plain(mark.index()),
        "estimatedSettlePrice",
        plain(mark.mark()),
        "lastFundingRate",
        rate.isPresent() ? plain(rate.getAsLong()) : "",
        "interestRate",
        rate.isPresent() ? "0.0001" : "",
        "nextFundingTime",
        rate.isPresent() ? next : 0,
        "time",
        mark.at());
  }

  private long price(Symbol symbol, long now) {
    return market
        .price(symbol, now)
        .orElseThrow(() -> ApiError.of(-1121, "Invalid symbol. It does not trade yet."));
  }

  private Object fundingRate(Call call) {
    Symbol one = call.optionalSymbol();
    List<Symbol> symbols =
        one == null ? List.copyOf(venue.instruments().keySet()) : List.of(instrument(one).symbol());
    long now = venue.advance();
    int limit = call.limit(100, 1000);
    if (market instanceof QuotedMarket quoted) {
      return settled(quoted, symbols, call, limit);
    }
    long end = Math.min(call.longOr("endTime", Long.MAX_VALUE), now);
    long last = Math.floorDiv(end, Market.FUNDING_PERIOD) * Market.FUNDING_PERIOD;
    long earliest = last - (limit - 1L) * Market.FUNDING_PERIOD;
    long start = call.longOr("startTime", earliest);
    long first = Math.ceilDiv(start, Market.FUNDING_PERIOD) * Market.FUNDING_PERIOD;
    List<Object> rows = new ArrayList<>();
    for (long stamp = first; stamp <= last && rows.size() < limit; stamp += Market.FUNDING_PERIOD) {
      for (Symbol symbol : symbols) {
        OptionalLong rate = market.fundingRate(symbol, stamp);
        OptionalLong mark = market.price(symbol, stamp);
        if (rate.isPresent() && mark.isPresent()) {
          rows.add(
              object(
                  "symbol", symbol.value(),
                  "fundingTime", stamp,
                  "fundingRate", plain(rate.getAsLong()),
                  "markPrice", plain(mark.getAsLong())));
        }
      }
    }
    return rows;
  }

  /** What the exchange has settled, as far as a position made it matter here. */
  private static Object settled(QuotedMarket quoted, List<Symbol> symbols, Call call, int limit) {
    long start = call.longOr("startTime", 0);
    long end = call.longOr("endTime", Long.MAX_VALUE);
    List<Object> rows = new ArrayList<>();
    for (Symbol symbol : symbols) {
      for (Quotes.Funding funding : quoted.fundings(symbol, start - 1)) {
        if (funding.at() <= end && rows.size() < limit) {
          rows.add(
              object(
                  "symbol", symbol.value(),
                  "fundingTime", funding.at(),
                  "fundingRate", plain(funding.rate()),
                  "markPrice", plain(funding.mark())));
        }
      }
    }
    return rows;
  }

  private Object openInterest(Call call) {
    Symbol symbol = instrument(call.symbol()).symbol();
    long now = venue.advance();
    long interest =
        market
            .openInterest(symbol, now)
            .orElseThrow(
                () -> ApiError.of(-1121, "Invalid symbol. Open interest is not in the data."));
    return object("openInterest", plain(interest), "symbol", symbol.value(), "time", now);
  }
}
