package dev.belay.simulator.store;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.json.Json;
import dev.belay.simulator.store.Rows.OrderRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Commands as their table holds them: a kind and a JSON object with plain decimals. */
final class CommandText {
  private CommandText() {}

  static String kind(Command command) {
    return switch (command) {
      case Command.Started c -> "STARTED";
      case Command.AccountOpened c -> "OPENED";
      case Command.Kept c -> "KEPT";
      case Command.Placed c -> "PLACED";
      case Command.Amended c -> "AMENDED";
      case Command.Canceled c -> "CANCELED";
      case Command.LeverageChosen c -> "LEVERAGE";
      case Command.Transferred c -> "TRANSFERRED";
      case Command.TriggerSlowed c -> "TRIGGER_SLOWED";
      case Command.TriggersUsual c -> "TRIGGERS_USUAL";
      case Command.Relisted c -> "RELISTED";
      case Command.ListedAsUsual c -> "LISTED_AS_USUAL";
    };
  }

  /** The order it is about; null where it is about none. */
  static @Nullable Long orderId(Command command) {
    return switch (command) {
      case Command.Placed c -> c.orderId();
      case Command.Amended c -> c.orderId();
      case Command.Canceled c -> c.orderId();
      case Command.Started c -> null;
      case Command.AccountOpened c -> null;
      case Command.Kept c -> null;
      case Command.LeverageChosen c -> null;
      case Command.Transferred c -> null;
      case Command.TriggerSlowed c -> null;
      case Command.TriggersUsual c -> null;
      case Command.Relisted c -> null;
      case Command.ListedAsUsual c -> null;
    };
  }

  static String body(Command command) {
    return new String(Json.bytes(fields(command)), StandardCharsets.UTF_8);
  }

  private static Map<String, @Nullable Object> fields(Command command) {
    return switch (command) {
      case Command.Started(Terms.Costs costs) ->
          object(
              "maker_rate", plain(costs.makerRate()),
              "taker_rate", plain(costs.takerRate()),
              "slippage", plain(costs.slippage()));
      case Command.AccountOpened(long deposit) -> object("deposit", plain(deposit));
      case Command.Kept c ->
          throw new IllegalStateException("Expected that only a migration writes " + c);
      case Command.Placed(long id, OrderRequest request) -> fields(request);
      case Command.Amended(long id, long quantity, long limitPrice) ->
          object("quantity", plain(quantity), "limit_price", plain(limitPrice));
      case Command.Canceled c -> object();
      case Command.LeverageChosen(Symbol symbol, int leverage) ->
          object("symbol", symbol.value(), "leverage", leverage);
      case Command.Transferred(String id, long amount) -> object("id", id, "amount", plain(amount));
      case Command.TriggerSlowed(String clientId, int steps) ->
          object("client_order_id", clientId, "steps", steps);
      case Command.TriggersUsual c -> object();
      case Command.Relisted(Instrument instrument) -> fields(instrument);
      case Command.ListedAsUsual c -> object();
    };
  }

  private static Map<String, @Nullable Object> fields(OrderRequest request) {
    return object(
        "client_order_id", request.clientId(),
        "symbol", request.symbol().value(),
        "side", request.side().name(),
        "type", request.type().name(),
        "time_in_force", request.timeInForce().name(),
        "quantity", plain(request.quantity()),
        "limit_price", plain(request.limitPrice()),
        "trigger_price", plain(request.triggerPrice()),
        "reduce_only", request.reduceOnly(),
        "close_position", request.closePosition(),
        "callback", plain(request.callback()));
  }

  private static Map<String, @Nullable Object> fields(Instrument instrument) {
    return object(
        "symbol", instrument.symbol().value(),
        "tick_size", plain(instrument.tickSize()),
        "step_size", plain(instrument.stepSize()),
        "min_quantity", plain(instrument.minQuantity().value()),
        "max_quantity", plain(instrument.maxQuantity().value()),
        "min_notional", plain(instrument.minNotional().value()),
        "max_leverage", instrument.maxLeverage(),
        "maintenance_margin_rate", plain(instrument.maintenanceMarginRate()),
        "liquidation_fee_rate", plain(instrument.liquidationFeeRate()));
  }

  /**
   * @throws IllegalStateException if it is not one of these commands
   */
  static Command read(String kind, long orderId, String body) {
    JsonNode fields;
    try {
      fields = Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a command as JSON, was " + body, e);
    }
    return switch (kind) {
      case "STARTED" ->
          new Command.Started(
              new Terms.Costs(
                  fixed(fields, "maker_rate"),
                  fixed(fields, "taker_rate"),
                  fixed(fields, "slippage")));
      case "OPENED" -> new Command.AccountOpened(fixed(fields, "deposit"));
      case "KEPT" -> kept(fields);
      case "PLACED" -> new Command.Placed(orderId, request(fields));
      case "AMENDED" ->
          new Command.Amended(orderId, fixed(fields, "quantity"), fixed(fields, "limit_price"));
      case "CANCELED" -> new Command.Canceled(orderId);
      case "LEVERAGE" ->
          new Command.LeverageChosen(symbol(fields), Math.toIntExact(number(fields, "leverage")));
      case "TRANSFERRED" -> new Command.Transferred(text(fields, "id"), fixed(fields, "amount"));
      case "TRIGGER_SLOWED" ->
          new Command.TriggerSlowed(
              text(fields, "client_order_id"), Math.toIntExact(number(fields, "steps")));
      case "TRIGGERS_USUAL" -> new Command.TriggersUsual();
      case "RELISTED" -> new Command.Relisted(instrument(fields));
      case "LISTED_AS_USUAL" -> new Command.ListedAsUsual();
      default ->
          throw new IllegalStateException(
              "Expected a kind of command that this Belay knows, was %s; a newer one wrote it"
                  .formatted(kind));
    };
  }

  private static Command kept(JsonNode fields) {
    Map<Symbol, Integer> leverages = new TreeMap<>();
    fields
        .path("leverages")
        .properties()
        .forEach(each -> leverages.put(Symbol.of(each.getKey()), each.getValue().asInt()));
    List<Position> positions = new ArrayList<>();
    for (JsonNode each : fields.path("positions")) {
      positions.add(
          new Position(
              symbol(each),
              fixed(each, "quantity"),
              fixed(each, "cost"),
              fixed(each, "margin"),
              number(each, "opened_ms"),
              number(each, "updated_ms")));
    }
    List<OrderRow> orders = new ArrayList<>();
    for (JsonNode each : fields.path("orders")) {
      orders.add(
          new OrderRow(
              new Order(
                  number(each, "order_id"),
                  request(each),
                  number(each, "active_from_ms"),
                  number(each, "created_ms"),
                  fixed(each, "reserved"),
                  number(each, "parent_id"),
                  new Order.Progress(
                      fixed(each, "executed"), fixed(each, "turnover"), fixed(each, "extreme"))),
              text(each, "working_type"),
              Order.State.NEW,
              0,
              "",
              number(each, "updated_ms"),
              number(each, "created_wall_ms")));
    }
    return new Command.Kept(
        fixed(fields, "wallet"),
        leverages,
        positions,
        orders,
        number(fields, "last_order"),
        number(fields, "last_trade"),
        number(fields, "last_tran"));
  }

  private static OrderRequest request(JsonNode fields) {
    return new OrderRequest(
        text(fields, "client_order_id"),
        symbol(fields),
        Side.valueOf(text(fields, "side")),
        OrderType.valueOf(text(fields, "type")),
        OrderRequest.TimeInForce.valueOf(text(fields, "time_in_force")),
        fixed(fields, "quantity"),
        fixed(fields, "limit_price"),
        fixed(fields, "trigger_price"),
        flag(fields, "reduce_only"),
        flag(fields, "close_position"),
        fixed(fields, "callback"));
  }

  private static Instrument instrument(JsonNode fields) {
    return new Instrument(
        symbol(fields),
        decimal(fields, "tick_size"),
        decimal(fields, "step_size"),
        Quantity.of(decimal(fields, "min_quantity")),
        Quantity.of(decimal(fields, "max_quantity")),
        Usdt.of(decimal(fields, "min_notional")),
        Math.toIntExact(number(fields, "max_leverage")),
        decimal(fields, "maintenance_margin_rate"),
        decimal(fields, "liquidation_fee_rate"));
  }

  private static JsonNode field(JsonNode fields, String name) {
    JsonNode field = fields.get(name);
    if (field == null) {
      throw new IllegalStateException(
          "Expected a command with the field %s, was %s".formatted(name, fields));
    }
    return field;
  }

  private static Symbol symbol(JsonNode fields) {
    return Symbol.of(text(fields, "symbol"));
  }

  private static String text(JsonNode fields, String name) {
    return field(fields, name).asText();
  }

  private static BigDecimal decimal(JsonNode fields, String name) {
    return new BigDecimal(text(fields, name));
  }

  private static long fixed(JsonNode fields, String name) {
    return Fixed.of(decimal(fields, name));
  }

  private static long number(JsonNode fields, String name) {
    return field(fields, name).asLong();
  }

  private static boolean flag(JsonNode fields, String name) {
    return field(fields, name).asBoolean();
  }
}
