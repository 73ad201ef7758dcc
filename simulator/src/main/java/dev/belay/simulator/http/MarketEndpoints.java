package dev.belay.simulator.http;

import static dev.belay.simulator.http.Json.decimal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.venue.Candles;
import dev.belay.simulator.venue.PaperVenue;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Public market data. The protocol's times are wall time, the market's are market time. */
final class MarketEndpoints {
  private static final long FUNDING_PERIOD = 8 * 3_600_000L;

  private final PaperVenue venue;
  private final Market market;
  private final Candles candles;
  private final InstantSource wall;

  MarketEndpoints(PaperVenue venue, InstantSource wall) {
    this.venue = venue;
    this.market = venue.market();
    this.candles = new Candles(market);
    this.wall = wall;
  }

  JsonNode ping(Request request) {
    return Json.object();
  }

  JsonNode time(Request request) {
    return Json.object().put("serverTime", wall.millis());
  }

  JsonNode exchangeInfo(Request request) {
    ArrayNode symbols = Json.array();
    for (Instrument i : market.instruments()) {
      ObjectNode symbol =
          Json.object()
              .put("symbol", i.symbol().value())
              .put("pair", i.symbol().value())
              .put("contractType", "PERPETUAL")
              .put("status", "TRADING")
              .put("baseAsset", i.symbol().base())
              .put("quoteAsset", "USDT")
              .put("marginAsset", "USDT")
              .put("pricePrecision", i.tickSize().stripTrailingZeros().scale())
              .put("quantityPrecision", Math.max(0, i.stepSize().stripTrailingZeros().scale()))
              .put("maintMarginPercent", percent(i.maintenanceMarginRate()))
              .put(
                  "requiredMarginPercent",
                  percent(
                      BigDecimal.ONE.divide(
                          BigDecimal.valueOf(i.maxLeverage()), 8, java.math.RoundingMode.UP)))
              .put("liquidationFee", i.liquidationFeeRate().toPlainString());
      ArrayNode filters = symbol.putArray("filters");
      filters
          .addObject()
          .put("filterType", "PRICE_FILTER")
          .put("minPrice", i.tickSize().toPlainString())
          .put("maxPrice", "10000000")
          .put("tickSize", i.tickSize().toPlainString());
      for (String lot : List.of("LOT_SIZE", "MARKET_LOT_SIZE")) {
        filters
            .addObject()
            .put("filterType", lot)
            .put("minQty", i.minQuantity().toString())
            .put("maxQty", i.maxQuantity().toString())
            .put("stepSize", i.stepSize().toPlainString());
      }
      filters.addObject().put("filterType", "MAX_NUM_ORDERS").put("limit", 200);
      filters
          .addObject()
          .put("filterType", "MIN_NOTIONAL")
          .put("notional", i.minNotional().toString());
      symbols.add(symbol);
    }
    ObjectNode info = Json.object().put("timezone", "UTC").put("serverTime", wall.millis());
    info.putArray("rateLimits");
    info.set("symbols", symbols);
    return info;
  }

  private static String percent(BigDecimal fraction) {
    return fraction.movePointRight(2).stripTrailingZeros().toPlainString();
  }

  JsonNode leverageBracket(Request request) {
    ArrayNode all = Json.array();
    for (Instrument i : market.instruments()) {
      ObjectNode entry = all.addObject().put("symbol", i.symbol().value());
      entry
          .putArray("brackets")
          .addObject()
          .put("bracket", 1)
          .put("initialLeverage", i.maxLeverage())
          .put("notionalCap", 1_000_000_000L)
          .put("notionalFloor", 0)
          .put("maintMarginRatio", i.maintenanceMarginRate())
          .put("cum", 0);
    }
    return all;
  }

  JsonNode klines(Request request) {
    Symbol symbol = known(request.symbol());
    Interval interval = request.interval();
    if (interval.seconds() < market.base().seconds()) {
      throw ApiError.bad(
          -1120, "Invalid interval: this market's shortest candles are " + market.base() + ".");
    }
    int limit = request.limit(500, 1500);
    long now = venue.clock().now();
    long to = request.number("endTime", now);
    long from = request.number("startTime", to - (limit + 1L) * interval.millis());
    if (request.text("startTime").isPresent()) {
      to = Math.min(to, from + limit * interval.millis() - 1);
    }
    ArrayNode rows = Json.array();
    for (Bar bar : candles.list(symbol, interval, from, to, limit, now)) {
      String volume = BigDecimal.valueOf(bar.volume(), 6).stripTrailingZeros().toPlainString();
      rows.addArray()
          .add(bar.openTime())
          .add(decimal(bar.open()))
          .add(decimal(bar.high()))
          .add(decimal(bar.low()))
          .add(decimal(bar.close()))
          .add(volume)
          .add(bar.openTime() + interval.millis() - 1)
          .add("0")
          .add(0)
          .add("0")
          .add("0")
          .add("0");
    }
    return rows;
  }

  JsonNode tickerPrice(Request request) {
    long now = venue.clock().now();
    return each(
        request,
        symbol ->
            Json.object()
                .put("symbol", symbol.value())
                .put("price", decimal(market.price(symbol, now)))
                .put("time", now));
  }

  JsonNode premiumIndex(Request request) {
    long now = venue.clock().now();
    long next = (Math.floorDiv(now, FUNDING_PERIOD) + 1) * FUNDING_PERIOD;
    return each(
        request,
        symbol -> {
          ObjectNode row =
              Json.object()
                  .put("symbol", symbol.value())
                  .put("markPrice", decimal(market.price(symbol, now)))
                  .put("indexPrice", decimal(market.price(symbol, now)));
          OptionalLong rate = market.fundingRate(symbol, next);
          if (rate.isPresent()) {
            row.put("lastFundingRate", decimal(rate.getAsLong())).put("nextFundingTime", next);
          } else {
            row.putNull("lastFundingRate").put("nextFundingTime", 0);
          }
          return row.put("time", now);
        });
  }

  JsonNode fundingRate(Request request) {
    Symbol symbol = known(request.symbol());
    int limit = request.limit(100, 1000);
    long now = venue.clock().now();
    ArrayNode rows = Json.array();
    long last = Math.floorDiv(now, FUNDING_PERIOD) * FUNDING_PERIOD;
    for (long at = last - (limit - 1) * FUNDING_PERIOD; at <= last; at += FUNDING_PERIOD) {
      OptionalLong rate = market.fundingRate(symbol, at);
      if (rate.isPresent() && at >= market.from()) {
        rows.addObject()
            .put("symbol", symbol.value())
            .put("fundingTime", at)
            .put("fundingRate", decimal(rate.getAsLong()));
      }
    }
    return rows;
  }

  JsonNode openInterest(Request request) {
    Symbol symbol = known(request.symbol());
    long now = venue.clock().now();
    BigDecimal interest = market.openInterest(symbol, now);
    if (interest == null) {
      throw new ApiError(404, -1121, "This market does not know its open interest.");
    }
    return Json.object()
        .put("symbol", symbol.value())
        .put("openInterest", interest.toPlainString())
        .put("time", now);
  }

  private interface Row {
    ObjectNode of(Symbol symbol);
  }

  /** One symbol's row, or all of those that have a price. */
  private JsonNode each(Request request, Row row) {
    Optional<String> asked = request.text("symbol");
    if (asked.isPresent()) {
      return row.of(known(request.symbol()));
    }
    ArrayNode rows = Json.array();
    long now = venue.clock().now();
    for (Instrument instrument : market.instruments()) {
      if (market.price(instrument.symbol(), now) > 0) {
        rows.add(row.of(instrument.symbol()));
      }
    }
    return rows;
  }

  Symbol known(Symbol symbol) {
    if (market.instruments().stream().noneMatch(i -> i.symbol().equals(symbol))) {
      throw ApiError.bad(-1121, "Invalid symbol.");
    }
    return symbol;
  }
}
