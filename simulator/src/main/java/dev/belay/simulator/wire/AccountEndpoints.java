package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Amounts;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.store.History;
import dev.belay.simulator.store.History.TradeFilter;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Balances, positions, trades, income and settings of one account. */
final class AccountEndpoints {
  private final Venue venue;
  private final History history;
  private final Signing signing;
  private final MarketEndpoints market;
  private final Terms.Costs costs;

  AccountEndpoints(
      Venue venue, History history, Signing signing, MarketEndpoints market, Terms.Costs costs) {
    this.venue = venue;
    this.history = history;
    this.signing = signing;
    this.market = market;
    this.costs = costs;
  }

  void register(Router router) {
    router
        .on("GET /fapi/v2/account", this::account)
        .on("GET /fapi/v3/account", this::account)
        .on("GET /fapi/v2/balance", this::balance)
        .on("GET /fapi/v3/balance", this::balance)
        .on("GET /fapi/v2/positionRisk", call -> positionRisk(call, true))
        .on("GET /fapi/v3/positionRisk", call -> positionRisk(call, false))
        .on("GET /fapi/v1/userTrades", this::trades)
        .on("GET /fapi/v1/income", this::income)
        .on("POST /fapi/v1/leverage", this::leverage)
        .on("POST /fapi/v1/marginType", this::marginType)
        .on("GET /fapi/v1/commissionRate", this::commissionRate);
  }

  /** What of a position depends on the mark. */
  private record Valued(
      Position position, long mark, long pnl, long initial, long maintenance, long liquidation) {
    long notional() {
      return Long.signum(position.quantity()) * Amounts.notional(mark, position.size());
    }
  }

  private record Snapshot(
      long wallet,
      long margin,
      long reserved,
      List<Valued> positions,
      Map<Symbol, Integer> levers) {
    long available() {
      return wallet - margin - reserved;
    }

    long pnl() {
      return positions.stream().mapToLong(Valued::pnl).sum();
    }

    long maintenance() {
      return positions.stream().mapToLong(Valued::maintenance).sum();
    }

    long initial() {
      return positions.stream().mapToLong(Valued::initial).sum();
    }
  }

  private Venue.View<Snapshot> snapshot(VenueAccount account) {
    return venue.read(account, this::snapshot);
  }

  private Snapshot snapshot(Account account) {
    List<Valued> positions = new ArrayList<>();
    Map<Symbol, Integer> levers = new TreeMap<>();
    long now = venue.clock().now();
    for (Instrument instrument : market.instruments()) {
      levers.put(instrument.symbol(), account.leverage(instrument.symbol()));
    }
    for (Position position : account.positions()) {
      Terms terms = Terms.of(market.instrument(position.symbol()));
      long mark = venue.market().price(position.symbol(), now).orElse(position.entryPrice());
      long notional = Amounts.notional(mark, position.size());
      positions.add(
          new Valued(
              position,
              mark,
              position.unrealizedPnl(mark),
              Amounts.initialMargin(notional, account.leverage(position.symbol())),
              terms.brackets().maintenance(notional),
              position.liquidationPrice(terms.brackets())));
    }
    return new Snapshot(
        account.wallet(), account.positionMargin(), account.reserved(), positions, levers);
  }

  private Object account(Call call) {
    Venue.View<Snapshot> view = snapshot(signing.account(call));
    Snapshot s = view.value();
    Map<String, @Nullable Object> totals =
        object(
            "totalInitialMargin", plain(s.initial() + s.reserved()),
            "totalMaintMargin", plain(s.maintenance()),
            "totalWalletBalance", plain(s.wallet()),
            "totalUnrealizedProfit", plain(s.pnl()),
            "totalMarginBalance", plain(s.wallet() + s.pnl()),
            "totalPositionInitialMargin", plain(s.initial()),
            "totalOpenOrderInitialMargin", plain(s.reserved()),
            "totalCrossWalletBalance", plain(s.wallet() - s.margin()),
            "totalCrossUnPnl", "0",
            "availableBalance", plain(s.available()),
            "maxWithdrawAmount", plain(s.available()));
    totals.put("assets", List.of(asset(view)));
    totals.put("positions", s.positions().stream().map(AccountEndpoints::accountPosition).toList());
    return totals;
  }

  private static Map<String, @Nullable Object> asset(Venue.View<Snapshot> view) {
    Snapshot s = view.value();
    return object(
        "asset", "USDT",
        "walletBalance", plain(s.wallet()),
        "unrealizedProfit", plain(s.pnl()),
        "marginBalance", plain(s.wallet() + s.pnl()),
        "maintMargin", plain(s.maintenance()),
        "initialMargin", plain(s.initial() + s.reserved()),
        "positionInitialMargin", plain(s.initial()),
        "openOrderInitialMargin", plain(s.reserved()),
        "crossWalletBalance", plain(s.wallet() - s.margin()),
        "crossUnPnl", "0",
        "availableBalance", plain(s.available()),
        "maxWithdrawAmount", plain(s.available()),
        "updateTime", view.at());
  }

  private static Map<String, @Nullable Object> accountPosition(Valued v) {
    return object(
        "symbol", v.position().symbol().value(),
        "positionSide", "BOTH",
        "positionAmt", plain(v.position().quantity()),
        "unrealizedProfit", plain(v.pnl()),
        "isolatedMargin", plain(v.position().margin() + v.pnl()),
        "notional", plain(v.notional()),
        "isolatedWallet", plain(v.position().margin()),
        "initialMargin", plain(v.initial()),
        "maintMargin", plain(v.maintenance()),
        "updateTime", v.position().updatedAt());
  }

  private Object balance(Call call) {
    VenueAccount account = signing.account(call);
    Venue.View<Snapshot> view = snapshot(account);
    Snapshot s = view.value();
    return List.of(
        object(
            "accountAlias", account.id(),
            "asset", "USDT",
            "balance", plain(s.wallet()),
            "crossWalletBalance", plain(s.wallet() - s.margin()),
            "crossUnPnl", "0",
            "availableBalance", plain(s.available()),
            "maxWithdrawAmount", plain(s.available()),
            "marginAvailable", true,
            "updateTime", view.at()));
  }

  /** Version 2 lists every symbol and knows the leverage; version 3 only what is held. */
  private Object positionRisk(Call call, boolean second) {
    Venue.View<Snapshot> view = snapshot(signing.account(call));
    Symbol symbol = call.optionalSymbol();
    if (symbol != null) {
      market.instrument(symbol);
    }
    List<Valued> listed = new ArrayList<>(view.value().positions());
    if (second) {
      for (Instrument instrument : market.instruments()) {
        if (listed.stream().noneMatch(v -> v.position().symbol().equals(instrument.symbol()))) {
          long mark = venue.market().price(instrument.symbol(), view.at()).orElse(0);
          listed.add(new Valued(Position.flat(instrument.symbol(), 0), mark, 0, 0, 0, 0));
        }
      }
    }
    return listed.stream()
        .filter(v -> symbol == null || v.position().symbol().equals(symbol))
        .map(v -> risk(v, view.value(), second))
        .toList();
  }

  private Map<String, @Nullable Object> risk(Valued v, Snapshot s, boolean second) {
    Position position = v.position();
    Map<String, @Nullable Object> risk =
        object(
            "symbol", position.symbol().value(),
            "positionSide", "BOTH",
            "positionAmt", plain(position.quantity()),
            "entryPrice", plain(position.entryPrice()),
            "breakEvenPrice", plain(position.entryPrice()),
            "markPrice", plain(v.mark()),
            "unRealizedProfit", plain(v.pnl()),
            "liquidationPrice", plain(v.liquidation()),
            "isolatedMargin", plain(position.margin() + v.pnl()),
            "notional", plain(v.notional()),
            "marginAsset", "USDT",
            "isolatedWallet", plain(position.margin()),
            "initialMargin", plain(v.initial()),
            "maintMargin", plain(v.maintenance()),
            "positionInitialMargin", plain(v.initial()),
            "openOrderInitialMargin", "0",
            "adl", 0,
            "bidNotional", "0",
            "askNotional", "0",
            "updateTime", position.updatedAt());
    if (second) {
      int leverage = s.levers().getOrDefault(position.symbol(), 0);
      risk.put("leverage", Integer.toString(leverage));
      risk.put("marginType", "isolated");
      risk.put("isAutoAddMargin", "false");
      risk.put("maxNotionalValue", mostNotional(position.symbol(), leverage));
    }
    return risk;
  }

  private Object trades(Call call) {
    VenueAccount account = signing.account(call);
    venue.advance();
    Symbol symbol = call.optionalSymbol();
    Long from = call.optionalLong("fromId");
    boolean since = from != null || call.optional("startTime") != null;
    TradeFilter filter =
        new TradeFilter(
            symbol == null ? null : market.instrument(symbol).symbol().value(),
            call.optionalLong("orderId"),
            since && from == null ? Long.valueOf(0) : from,
            call.longOr("startTime", 0),
            call.longOr("endTime", Long.MAX_VALUE),
            call.limit(500, 1000));
    return history.trades(account.id(), filter).stream()
        .map(row -> Payloads.trade(row.trade()))
        .toList();
  }

  private Object income(Call call) {
    VenueAccount account = signing.account(call);
    venue.advance();
    Symbol symbol = call.optionalSymbol();
    return history
        .income(
            account.id(),
            symbol == null ? null : symbol.value(),
            call.optional("incomeType"),
            call.longOr("startTime", 0),
            call.longOr("endTime", Long.MAX_VALUE),
            call.limit(100, 1000))
        .stream()
        .map(Payloads::income)
        .toList();
  }

  private Object leverage(Call call) {
    VenueAccount account = signing.account(call);
    Symbol symbol = market.instrument(call.symbol()).symbol();
    call.required("leverage");
    long leverage = call.longOr("leverage", 0);
    Venue.Outcome outcome =
        venue.setLeverage(account, symbol, (int) Math.clamp(leverage, 0, 1_000));
    if (outcome.verdict() instanceof Verdict.Rejected rejected) {
      throw ApiError.of(rejected);
    }
    return object(
        "leverage", leverage,
        "maxNotionalValue", mostNotional(symbol, (int) leverage),
        "symbol", symbol.value());
  }

  /** The largest position that may have the leverage. */
  private String mostNotional(Symbol symbol, int leverage) {
    return plain(Terms.of(market.instrument(symbol)).brackets().most(leverage));
  }

  private Object marginType(Call call) {
    signing.account(call);
    market.instrument(call.symbol());
    if (call.required("marginType").equals("ISOLATED")) {
      throw ApiError.of(-4046, "No need to change margin type.");
    }
    throw ApiError.of(-4051, "Isolated margin is all there is at this venue.");
  }

  private Object commissionRate(Call call) {
    signing.account(call);
    return object(
        "symbol", market.instrument(call.symbol()).symbol().value(),
        "makerCommissionRate", plain(costs.makerRate()),
        "takerCommissionRate", plain(costs.takerRate()));
  }
}
