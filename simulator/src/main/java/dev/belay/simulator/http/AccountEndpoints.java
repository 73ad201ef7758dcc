package dev.belay.simulator.http;

import static dev.belay.simulator.http.Json.decimal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.domain.market.Instrument;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.venue.PaperVenue;
import dev.belay.simulator.venue.Records;
import dev.belay.simulator.venue.Records.IncomeRecord;
import dev.belay.simulator.venue.Records.OrderRecord;

/** What an account holds and has done: everything signed that only reads. */
final class AccountEndpoints {
  private final PaperVenue venue;
  private final Records records;
  private final MarketEndpoints market;

  AccountEndpoints(PaperVenue venue, Records records, MarketEndpoints market) {
    this.venue = venue;
    this.records = records;
    this.market = market;
  }

  JsonNode openOrders(Request request, String account) {
    venue.advance();
    ArrayNode rows = Json.array();
    for (OrderRecord order : records.open(account, false)) {
      if (wanted(request, order.order().request().symbol().value())) {
        rows.add(OrderJson.plain(order));
      }
    }
    return rows;
  }

  JsonNode openConditionals(Request request, String account) {
    venue.advance();
    ArrayNode rows = Json.array();
    for (OrderRecord order : records.open(account, true)) {
      if (wanted(request, order.order().request().symbol().value())) {
        rows.add(OrderJson.conditional(order));
      }
    }
    return rows;
  }

  JsonNode allConditionals(Request request, String account) {
    venue.advance();
    ArrayNode rows = Json.array();
    for (OrderRecord order : records.all(account)) {
      if (order.order().conditional()
          && wanted(request, order.order().request().symbol().value())) {
        rows.add(OrderJson.conditional(order));
      }
    }
    return rows;
  }

  private static boolean wanted(Request request, String symbol) {
    return request.text("symbol").map(symbol::equals).orElse(true);
  }

  JsonNode account(Request request, String account) {
    long now = venue.clock().now();
    return venue.read(
        account,
        a -> {
          long unrealized = unrealized(a, now);
          ObjectNode all =
              Json.object()
                  .put("canTrade", true)
                  .put("totalWalletBalance", decimal(a.wallet()))
                  .put("totalUnrealizedProfit", decimal(unrealized))
                  .put("totalMarginBalance", decimal(a.wallet() + unrealized))
                  .put("totalInitialMargin", decimal(a.positionMargin() + a.reserved()))
                  .put("availableBalance", decimal(Math.max(0, a.available())))
                  .put("updateTime", now);
          all.putArray("assets")
              .addObject()
              .put("asset", "USDT")
              .put("walletBalance", decimal(a.wallet()))
              .put("unrealizedProfit", decimal(unrealized))
              .put("availableBalance", decimal(Math.max(0, a.available())));
          all.set("positions", positions(request, a, now));
          return all;
        });
  }

  JsonNode balance(Request request, String account) {
    long now = venue.clock().now();
    return venue.read(
        account,
        a -> {
          ArrayNode rows = Json.array();
          rows.addObject()
              .put("asset", "USDT")
              .put("balance", decimal(a.wallet()))
              .put("crossUnPnl", decimal(unrealized(a, now)))
              .put("availableBalance", decimal(Math.max(0, a.available())))
              .put("updateTime", now);
          return rows;
        });
  }

  JsonNode positionRisk(Request request, String account) {
    long now = venue.clock().now();
    return venue.read(account, a -> positions(request, a, now));
  }

  private ArrayNode positions(Request request, Account a, long now) {
    ArrayNode rows = Json.array();
    for (Position p : a.positions()) {
      if (!wanted(request, p.symbol().value())) {
        continue;
      }
      long mark = venue.market().price(p.symbol(), now);
      rows.addObject()
          .put("symbol", p.symbol().value())
          .put("positionSide", "BOTH")
          .put("positionAmt", decimal(p.quantity()))
          .put("entryPrice", decimal(p.entryPrice()))
          .put("markPrice", decimal(mark))
          .put("unRealizedProfit", decimal(p.unrealizedPnl(mark)))
          .put("liquidationPrice", decimal(p.liquidationPrice(maintenance(p))))
          .put("isolatedMargin", decimal(p.margin()))
          .put("isolatedWallet", decimal(p.margin()))
          .put("marginType", "isolated")
          .put("leverage", "" + a.leverage(p.symbol()))
          .put("notional", decimal(p.cost() + Long.signum(p.quantity()) * p.unrealizedPnl(mark)))
          .put("updateTime", p.updatedAt());
    }
    return rows;
  }

  private long maintenance(Position position) {
    for (Instrument instrument : venue.market().instruments()) {
      if (instrument.symbol().equals(position.symbol())) {
        return Terms.of(instrument).maintenanceRate();
      }
    }
    return 0;
  }

  private long unrealized(Account account, long now) {
    long sum = 0;
    for (Position p : account.positions()) {
      sum += p.unrealizedPnl(venue.market().price(p.symbol(), now));
    }
    return sum;
  }

  JsonNode userTrades(Request request, String account) {
    venue.advance();
    ArrayNode rows = Json.array();
    for (Trade trade :
        records.trades(
            account,
            request.text("symbol").isPresent() ? market.known(request.symbol()) : null,
            request.number("orderId", 0),
            request.number("fromId", -1),
            request.limit(500, 1000))) {
      rows.add(OrderJson.trade(trade));
    }
    return rows;
  }

  JsonNode income(Request request, String account) {
    venue.advance();
    ArrayNode rows = Json.array();
    for (IncomeRecord income :
        records.income(
            account,
            request.text("incomeType").orElse(""),
            request.number("startTime", 0),
            request.number("endTime", Long.MAX_VALUE),
            request.limit(100, 1000))) {
      rows.addObject()
          .put("symbol", income.symbol())
          .put("incomeType", income.type())
          .put("income", decimal(income.amount()))
          .put("asset", "USDT")
          .put("info", income.type())
          .put("time", income.at())
          .put("tranId", income.tranId())
          .put("tradeId", "");
    }
    return rows;
  }

  JsonNode commissionRate(Request request, String account) {
    Terms.Costs costs = Terms.Costs.DEFAULT;
    return Json.object()
        .put("symbol", market.known(request.symbol()).value())
        .put("makerCommissionRate", decimal(costs.makerRate()))
        .put("takerCommissionRate", decimal(costs.takerRate()));
  }
}
