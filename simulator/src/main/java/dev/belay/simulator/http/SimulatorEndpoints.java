package dev.belay.simulator.http;

import static dev.belay.simulator.http.Json.decimal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.time.MarketTime;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.venue.PaperVenue;
import dev.belay.simulator.venue.Records;
import dev.belay.simulator.venue.Records.IncomeRecord;
import dev.belay.simulator.venue.Records.OrderRecord;
import dev.belay.simulator.venue.VenueStore.Keyed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a simulated venue has beside the real one's wire: its clock, accounts, its own record. */
final class SimulatorEndpoints {
  private final PaperVenue venue;
  private final Records records;
  private final String adminSecret;

  SimulatorEndpoints(PaperVenue venue, Records records, String adminSecret) {
    this.venue = venue;
    this.records = records;
    this.adminSecret = adminSecret;
  }

  JsonNode clock(Request request) {
    MarketTime time = venue.clock().read();
    Market market = venue.market();
    ObjectNode clock =
        Json.object()
            .put("market_time_ms", time.now().toEpochMilli())
            .put("speed", time.speed())
            .put("ended", time.ended())
            .put("kind", market.kind())
            .put("from_ms", market.from());
    if (market.to().isPresent()) {
      clock.put("to_ms", market.to().getAsLong());
    } else {
      clock.putNull("to_ms");
    }
    return clock.put("label", market.label());
  }

  JsonNode open(Request request) {
    admin(request);
    String account;
    Usdt deposit;
    try {
      JsonNode body = Json.MAPPER.readTree(request.body());
      account = body.path("account").asText();
      deposit = Usdt.of(body.path("deposit").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw ApiError.bad(-1102, "Expected {\"account\":\"…\",\"deposit\":\"1428.57\"}.");
    }
    if (!account.matches("[A-Za-z0-9._-]{1,100}") || deposit.isNegative()) {
      throw ApiError.bad(
          -1102,
          "Expected an account of letters, digits, '.', '_' and '-' and a deposit of at least 0.");
    }
    Keyed keyed = venue.open(account, deposit);
    return Json.object().put("api_key", keyed.apiKey()).put("secret_key", keyed.secretKey());
  }

  JsonNode audit(Request request) {
    admin(request);
    String account = request.need("account");
    if (!venue.has(account)) {
      throw new ApiError(404, -1102, "There is no account " + account + ".");
    }
    return venue.read(
        account,
        a -> {
          ObjectNode audit = Json.object().put("wallet_balance", decimal(a.wallet()));
          audit.set("orders", orders(account));
          ArrayNode trades = audit.putArray("trades");
          long from = 0;
          while (true) {
            var page = records.trades(account, null, 0, from, 1000);
            for (Trade trade : page) {
              trades.add(trade(trade));
              from = trade.id() + 1;
            }
            if (page.size() < 1000) {
              break;
            }
          }
          ArrayNode income = audit.putArray("income");
          for (IncomeRecord paid :
              records.income(account, "", 0, Long.MAX_VALUE, Integer.MAX_VALUE)) {
            income
                .addObject()
                .put("symbol", paid.symbol())
                .put("type", paid.type())
                .put("amount", decimal(paid.amount()))
                .put("tran_id", "" + paid.tranId())
                .put("time", paid.at());
          }
          ArrayNode positions = audit.putArray("positions");
          for (Position p : a.positions()) {
            positions
                .addObject()
                .put("symbol", p.symbol().value())
                .put("position_amt", decimal(p.quantity()));
          }
          return audit;
        });
  }

  private ArrayNode orders(String account) {
    var all = records.all(account);
    Map<String, Integer> submissions = new HashMap<>();
    for (OrderRecord order : all) {
      submissions.merge(order.order().request().clientId(), 1, Integer::sum);
    }
    ArrayNode rows = Json.array();
    for (OrderRecord order : all) {
      var asked = order.order().request();
      rows.addObject()
          .put("order_id", "" + order.order().id())
          .put("client_order_id", asked.clientId())
          .put("kind", order.order().conditional() ? "conditional" : "plain")
          .put("symbol", asked.symbol().value())
          .put("side", asked.side().name())
          .put("type", asked.type().name())
          .put("status", order.state().name())
          .put("submissions", submissions.getOrDefault(asked.clientId(), 0))
          .put(
              "created",
              Optional.ofNullable(order.createdWall()).map(Instant::toEpochMilli).orElse(0L));
    }
    return rows;
  }

  private static ObjectNode trade(Trade trade) {
    return Json.object()
        .put("trade_id", trade.id())
        .put("order_id", "" + trade.orderId())
        .put("symbol", trade.symbol().value())
        .put("side", trade.side().name())
        .put("price", decimal(trade.price()))
        .put("qty", decimal(trade.quantity()))
        .put("commission", decimal(trade.fee()))
        .put("realized_pnl", decimal(trade.realizedPnl()))
        .put("time", trade.at());
  }

  private void admin(Request request) {
    String got = request.header("X-SIM-ADMIN");
    if (got == null
        || !MessageDigest.isEqual(
            got.getBytes(StandardCharsets.UTF_8), adminSecret.getBytes(StandardCharsets.UTF_8))) {
      throw new ApiError(401, -2015, "Expected the simulator's admin secret in X-SIM-ADMIN.");
    }
  }
}
