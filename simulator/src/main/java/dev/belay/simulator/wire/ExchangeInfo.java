package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.market.Instrument;
import dev.belay.engine.fill.Brackets;
import dev.belay.engine.fill.Terms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instruments in the exchange's shape. */
final class ExchangeInfo {
  private static final String MAX_PRICE = "10000000";

  private ExchangeInfo() {}

  static Map<String, @Nullable Object> symbol(Instrument instrument) {
    String symbol = instrument.symbol().value();
    String tick = plain(instrument.tickSize());
    return object(
        "symbol",
        symbol,
        "pair",
        symbol,
        "contractType",
        "PERPETUAL",
        "deliveryDate",
        4133404800000L,
        "onboardDate",
        1569398400000L,
        "status",
        "TRADING",
        "baseAsset",
        instrument.symbol().base(),
        "quoteAsset",
        "USDT",
        "marginAsset",
        "USDT",
        "pricePrecision",
        pricePrecision(instrument),
        "quantityPrecision",
        quantityPrecision(instrument),
        "baseAssetPrecision",
        8,
        "quotePrecision",
        8,
        "underlyingType",
        "COIN",
        "underlyingSubType",
        List.of(),
        "triggerProtect",
        "0.0500",
        "liquidationFee",
        plain(instrument.liquidationFeeRate()),
        "marketTakeBound",
        "0.30",
        // Not the exchange's: of its maintMarginPercent it says itself "ignore".
        "maintenanceMarginRate",
        plain(instrument.maintenanceMarginRate()),
        "maxLeverage",
        instrument.maxLeverage(),
        "filters",
        List.of(
            object(
                "filterType", "PRICE_FILTER",
                "minPrice", tick,
                "maxPrice", MAX_PRICE,
                "tickSize", tick),
            lot("LOT_SIZE", instrument),
            lot("MARKET_LOT_SIZE", instrument),
            object("filterType", "MAX_NUM_ORDERS", "limit", 200),
            object("filterType", "MAX_NUM_ALGO_ORDERS", "limit", 200),
            object("filterType", "MIN_NOTIONAL", "notional", instrument.minNotional().toString())),
        "orderTypes",
        List.of("LIMIT", "MARKET", "STOP_MARKET", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"),
        "timeInForce",
        List.of("GTC", "IOC", "FOK", "GTX"));
  }

  /** Only those that there are. */
  static List<Map<String, @Nullable Object>> rateLimits(Limits limits) {
    return Stream.of(
            rateLimit("REQUEST_WEIGHT", "MINUTE", 1, limits.weight()),
            rateLimit("ORDERS", "SECOND", 10, limits.ordersPer10s()),
            rateLimit("ORDERS", "MINUTE", 1, limits.ordersPerMinute()))
        .filter(each -> !Integer.valueOf(0).equals(each.get("limit")))
        .toList();
  }

  private static Map<String, @Nullable Object> rateLimit(
      String type, String interval, int count, int limit) {
    return object(
        "rateLimitType", type, "interval", interval, "intervalNum", count, "limit", limit);
  }

  private static Map<String, @Nullable Object> lot(String type, Instrument instrument) {
    return object(
        "filterType", type,
        "minQty", instrument.minQuantity().toString(),
        "maxQty", instrument.maxQuantity().toString(),
        "stepSize", plain(instrument.stepSize()));
  }

  static Map<String, @Nullable Object> brackets(Instrument instrument) {
    List<Object> rows = new ArrayList<>();
    for (Brackets.Tier tier : Terms.of(instrument).brackets().tiers()) {
      rows.add(
          object(
              "bracket", rows.size() + 1,
              "initialLeverage", tier.leverage(),
              "notionalCap", number(tier.cap()),
              "notionalFloor", number(tier.floor()),
              "maintMarginRatio", number(tier.rate()),
              "cum", number(tier.cum())));
    }
    return object("symbol", instrument.symbol().value(), "notionalCoef", 1.0, "brackets", rows);
  }

  /** Of the few values that the exchange sends as numbers. */
  private static BigDecimal number(long value) {
    return new BigDecimal(plain(value));
  }

  /** As on the exchange one digit finer than the tick, so it must not be taken for it. */
  static int pricePrecision(Instrument instrument) {
    return Math.min(8, decimals(instrument.tickSize()) + 1);
  }

  static int quantityPrecision(Instrument instrument) {
    return decimals(instrument.stepSize());
  }

  private static int decimals(BigDecimal value) {
    return Math.max(0, value.stripTrailingZeros().scale());
  }
}
