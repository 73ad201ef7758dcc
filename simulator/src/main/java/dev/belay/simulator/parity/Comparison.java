package dev.belay.simulator.parity;

import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.parity.Difference.Kind;
import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Recording.AccountBooks;
import dev.belay.simulator.store.Recording.Taken;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds replayed books against the recorded ones, digit by digit. An order that a command placed is
 * known by its number, one that the venue made by what made it, a trade by its order and how many
 * trades that had before: so a fact that is missing does not set everything after it against
 * something else.
 */
public final class Comparison {
  private final Set<Long> commanded;
  private final long until;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<Long, Long> orderNumbers = new HashMap<>();
  private final Map<Long, Long> tradeNumbers = new HashMap<>();
  private int orders;
  private int trades;
  private int incomes;

  /**
   * How replayed and recorded books compare.
   *
   * @param orders how many were compared; trades and incomes alike
   * @param differences those that show first come first
   * @param orderNumbers the recorded number of each replayed order that has one, by its own
   * @param tradeNumbers the recorded number of each replayed trade that has one, by its own
   */
  public record Result(
      int orders,
      int trades,
      int incomes,
      List<Difference> differences,
      Map<Long, Long> orderNumbers,
      Map<Long, Long> tradeNumbers) {
    public Result {
      differences = List.copyOf(differences);
      orderNumbers = Map.copyOf(orderNumbers);
      tradeNumbers = Map.copyOf(tradeNumbers);
    }
  }

  private Comparison(Recording recording) {
    this.commanded = Replay.commanded(recording);
    this.until = recording.until();
  }

  /** Compares all accounts of a recording with what a replay of it came to. */
  public static Result of(Recording recording, Replay.Result replay) {
    Comparison comparison = new Comparison(recording);
    replay.refusals().forEach(comparison::refused);
    Map<String, Command.Kept> kept = kept(recording);
    Set<String> names = new TreeSet<>(recording.accounts().keySet());
    names.addAll(replay.accounts().keySet());
    for (String name : names) {
      AccountBooks recorded = recording.accounts().get(name);
      AccountBooks replayed = replay.accounts().get(name);
      if (recorded == null || replayed == null) {
        comparison.differ(
            new Fact(name, Kind.WALLET, "", "", "", "", comparison.until),
            "account",
            recorded == null ? null : plain(recorded.wallet()),
            replayed == null ? null : plain(replayed.wallet()));
      } else {
        comparison.compare(since(recorded, kept.get(name)), replayed);
      }
    }
    comparison.differences.sort(Difference.CAUSES_FIRST);
    return new Result(
        comparison.orders,
        comparison.trades,
        comparison.incomes,
        comparison.differences,
        comparison.orderNumbers,
        comparison.tradeNumbers);
  }

  /** Accounts that are older than the commands that are kept, as they were then. */
  static Map<String, Command.Kept> kept(Recording recording) {
    Map<String, Command.Kept> kept = new HashMap<>();
    for (Taken taken : recording.commands()) {
      if (taken.command() instanceof Command.Kept before && taken.account() != null) {
        kept.put(taken.account(), before);
      }
    }
    return kept;
  }

  /** What has been recorded since commands are kept. */
  static AccountBooks since(AccountBooks books, Command.@Nullable Kept kept) {
    if (kept == null) {
      return books;
    }
    Set<Long> open = new TreeSet<>();
    kept.orders().forEach(row -> open.add(row.order().id()));
    return new AccountBooks(
        books.account(),
        books.wallet(),
        books.orders().stream()
            .filter(row -> row.order().id() > kept.lastOrder() || open.contains(row.order().id()))
            .toList(),
        books.trades().stream().filter(trade -> trade.id() > kept.lastTrade()).toList(),
        books.income().stream().filter(row -> row.tranId() > kept.lastTran()).toList(),
        books.positions(),
        books.leverages());
  }

  /** Of what something is a difference. */
  private record Fact(
      String account,
      Kind kind,
      String id,
      String order,
      String clientOrderId,
      String symbol,
      long at) {}

  private void differ(
      Fact fact, String field, @Nullable String recorded, @Nullable String replayed) {
    if (!Objects.equals(recorded, replayed)) {
      differences.add(
          new Difference(
              fact.account,
              fact.kind,
              fact.id,
              fact.order,
              fact.clientOrderId,
              fact.symbol,
              fact.at,
              field,
              recorded,
              replayed));
    }
  }

  private void refused(Replay.Refusal refusal) {
    Taken taken = refusal.taken();
    String id = "";
    String clientId = "";
    String symbol = "";
    switch (taken.command()) {
      case Command.Placed(long number, OrderRequest request) -> {
        id = "" + number;
        clientId = request.clientId();
        symbol = request.symbol().value();
      }
      case Command.Amended c -> id = "" + c.orderId();
      case Command.Canceled c -> id = "" + c.orderId();
      case Command.LeverageChosen c -> symbol = c.symbol().value();
      case Command.Started c -> {}
      case Command.AccountOpened c -> {}
      case Command.Kept c -> {}
      case Command.Transferred c -> {}
      case Command.TriggerSlowed c -> {}
      case Command.TriggersUsual c -> {}
      case Command.Relisted c -> {}
      case Command.ListedAsUsual c -> {}
    }
    differ(
        new Fact(
            String.valueOf(taken.account()),
            Kind.COMMAND,
            id,
            "",
            clientId,
            symbol,
            taken.when().at()),
        "verdict",
        "accepted",
        "refused, " + refusal.reason());
  }

  private void compare(AccountBooks recorded, AccountBooks replayed) {
    Keys was = new Keys(recorded.orders());
    Keys is = new Keys(replayed.orders());
    compareOrders(recorded, was, is);
    compareTrades(recorded, replayed, was, is);
    compareIncome(recorded, replayed);
    comparePositions(recorded, replayed);
    Set<Symbol> symbols = new TreeSet<>(recorded.leverages().keySet());
    symbols.addAll(replayed.leverages().keySet());
    for (Symbol symbol : symbols) {
      differ(
          new Fact(recorded.account(), Kind.LEVERAGE, "", "", "", symbol.value(), until),
          "leverage",
          text(recorded.leverages().get(symbol)),
          text(replayed.leverages().get(symbol)));
    }
    differ(
        new Fact(recorded.account(), Kind.WALLET, "", "", "", "", until),
        "wallet",
        plain(recorded.wallet()),
        plain(replayed.wallet()));
  }

  /** By what the orders of one side are known on both. */
  private final class Keys {
    private final Map<String, OrderRow> rows = new TreeMap<>();
    private final Map<Long, String> keys = new HashMap<>();

    Keys(List<OrderRow> orders) {
      Map<String, Integer> seen = new HashMap<>();
      for (OrderRow row : orders) {
        String key = key(row.order());
        int before = seen.merge(key, 1, Integer::sum) - 1;
        String own = before == 0 ? key : key + ", number " + (before + 1);
        rows.put(own, row);
        keys.put(row.order().id(), own);
      }
    }

    private String key(Order order) {
      if (commanded.contains(order.id())) {
        return "order " + order.id();
      }
      return order.parent() != 0
          ? "triggered by " + order.parent()
          : "closing %s at %d".formatted(order.request().symbol(), order.createdAt());
    }

    String of(long number) {
      return number == 0 ? "none" : keys.getOrDefault(number, "order " + number);
    }
  }

  private void compareOrders(AccountBooks recorded, Keys was, Keys is) {
    Set<String> keys = new TreeSet<>(was.rows.keySet());
    keys.addAll(is.rows.keySet());
    for (String key : keys) {
      orders++;
      OrderRow before = was.rows.get(key);
      OrderRow after = is.rows.get(key);
      if (before == null || after == null) {
        OrderRow there = before == null ? Objects.requireNonNull(after) : before;
        differ(
            fact(recorded.account(), Kind.ORDER, there, there.order().createdAt()),
            "order",
            before == null ? null : words(before),
            after == null ? null : words(after));
        continue;
      }
      orderNumbers.put(after.order().id(), before.order().id());
      asTaken(recorded.account(), key, before, after, was, is);
      asEnded(recorded.account(), before, after, was, is);
    }
  }

  private static Fact fact(String account, Kind kind, OrderRow row, long at) {
    OrderRequest request = row.order().request();
    return new Fact(
        account, kind, "" + row.order().id(), "", request.clientId(), request.symbol().value(), at);
  }

  private static String words(OrderRow row) {
    OrderRequest request = row.order().request();
    return "%s %s %s %s"
        .formatted(request.side(), plain(request.quantity()), request.symbol(), request.typeName());
  }

  private void asTaken(
      String account, String key, OrderRow before, OrderRow after, Keys was, Keys is) {
    Order a = before.order();
    Order b = after.order();
    OrderRequest asked = a.request();
    OrderRequest again = b.request();
    Fact fact = fact(account, Kind.ORDER, before, Math.min(a.createdAt(), b.createdAt()));
    differ(fact, "created", time(a.createdAt()), time(b.createdAt()));
    if (key.startsWith("order ")) {
      // Of those that the venue made it has a number in it.
      differ(fact, "client_order_id", asked.clientId(), again.clientId());
    }
    differ(fact, "symbol", asked.symbol().value(), again.symbol().value());
    differ(fact, "side", asked.side().name(), again.side().name());
    differ(fact, "type", asked.typeName(), again.typeName());
    differ(fact, "time_in_force", asked.timeInForce().name(), again.timeInForce().name());
    differ(fact, "quantity", plain(asked.quantity()), plain(again.quantity()));
    differ(fact, "limit_price", plain(asked.limitPrice()), plain(again.limitPrice()));
    differ(fact, "trigger_price", plain(asked.triggerPrice()), plain(again.triggerPrice()));
    differ(fact, "reduce_only", "" + asked.reduceOnly(), "" + again.reduceOnly());
    differ(fact, "close_position", "" + asked.closePosition(), "" + again.closePosition());
    differ(fact, "callback", plain(asked.callback()), plain(again.callback()));
    differ(fact, "active_from", time(a.activeFrom()), time(b.activeFrom()));
    differ(fact, "parent", was.of(a.parent()), is.of(b.parent()));
  }

  private void asEnded(String account, OrderRow before, OrderRow after, Keys was, Keys is) {
    Order a = before.order();
    Order b = after.order();
    Fact fact =
        fact(account, Kind.ORDER_END, before, Math.min(before.updatedAt(), after.updatedAt()));
    differ(fact, "updated", time(before.updatedAt()), time(after.updatedAt()));
    differ(fact, "state", before.state().name(), after.state().name());
    differ(fact, "executed", plain(before.executed()), plain(after.executed()));
    differ(fact, "turnover", plain(a.progress().turnover()), plain(b.progress().turnover()));
    differ(fact, "extreme", plain(a.progress().extreme()), plain(b.progress().extreme()));
    differ(fact, "reserved", plain(a.reserved()), plain(b.reserved()));
    differ(fact, "child", was.of(before.child()), is.of(after.child()));
    differ(fact, "reason", before.reason(), after.reason());
  }

  private void compareTrades(AccountBooks recorded, AccountBooks replayed, Keys was, Keys is) {
    Map<String, Trade> before = numbered(recorded.trades(), t -> was.of(t.orderId()));
    Map<String, Trade> after = numbered(replayed.trades(), t -> is.of(t.orderId()));
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      trades++;
      Trade a = before.get(key);
      Trade b = after.get(key);
      if (a == null || b == null) {
        Trade there = a == null ? Objects.requireNonNull(b) : a;
        differ(
            fact(recorded.account(), there, a == null ? is : was, there.at()),
            "trade",
            a == null ? null : words(a),
            b == null ? null : words(b));
        continue;
      }
      tradeNumbers.put(b.id(), a.id());
      Fact fact = fact(recorded.account(), a, was, Math.min(a.at(), b.at()));
      differ(fact, "at", time(a.at()), time(b.at()));
      differ(fact, "symbol", a.symbol().value(), b.symbol().value());
      differ(fact, "side", a.side().name(), b.side().name());
      differ(fact, "price", plain(a.price()), plain(b.price()));
      differ(fact, "quantity", plain(a.quantity()), plain(b.quantity()));
      differ(fact, "fee", plain(a.fee()), plain(b.fee()));
      differ(fact, "realized_pnl", plain(a.realizedPnl()), plain(b.realizedPnl()));
      differ(fact, "maker", "" + a.maker(), "" + b.maker());
    }
  }

  private static Fact fact(String account, Trade trade, Keys keys, long at) {
    OrderRow order = keys.rows.get(keys.of(trade.orderId()));
    return new Fact(
        account,
        Kind.TRADE,
        "" + trade.id(),
        "" + trade.orderId(),
        order == null ? "" : order.order().request().clientId(),
        trade.symbol().value(),
        at);
  }

  private static String words(Trade trade) {
    return "%s %s %s at %s"
        .formatted(trade.side(), plain(trade.quantity()), trade.symbol(), plain(trade.price()));
  }

  /** Each with how many of the same key came before it. */
  private static <T> Map<String, T> numbered(List<T> rows, Function<T, String> key) {
    Map<String, Integer> seen = new HashMap<>();
    Map<String, T> numbered = new TreeMap<>();
    for (T row : rows) {
      String name = key.apply(row);
      numbered.put(name + "/" + seen.merge(name, 1, Integer::sum), row);
    }
    return numbered;
  }

  private void compareIncome(AccountBooks recorded, AccountBooks replayed) {
    Function<IncomeRow, String> key =
        row -> "%s %s %d".formatted(row.type(), row.symbol(), row.at());
    Map<String, IncomeRow> before = numbered(recorded.income(), key);
    Map<String, IncomeRow> after = numbered(replayed.income(), key);
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String each : keys) {
      incomes++;
      IncomeRow a = before.get(each);
      IncomeRow b = after.get(each);
      IncomeRow there = a == null ? Objects.requireNonNull(b) : a;
      Fact fact =
          new Fact(
              recorded.account(),
              Kind.INCOME,
              a == null ? "" : "" + a.tranId(),
              "",
              "",
              there.symbol(),
              there.at());
      differ(
          fact,
          there.type().toLowerCase(Locale.ROOT),
          a == null ? null : plain(a.amount()),
          b == null ? null : plain(b.amount()));
      if (a != null && b != null) {
        differ(fact, "transfer_id", a.transferId(), b.transferId());
      }
    }
  }

  private void comparePositions(AccountBooks recorded, AccountBooks replayed) {
    Map<Symbol, Position> before = bySymbol(recorded.positions());
    Map<Symbol, Position> after = bySymbol(replayed.positions());
    Set<Symbol> symbols = new TreeSet<>(before.keySet());
    symbols.addAll(after.keySet());
    for (Symbol symbol : symbols) {
      Position a = before.get(symbol);
      Position b = after.get(symbol);
      Position there = a == null ? Objects.requireNonNull(b) : a;
      Fact fact =
          new Fact(
              recorded.account(),
              Kind.POSITION,
              "",
              "",
              "",
              symbol.value(),
              a == null || b == null ? there.updatedAt() : Math.min(a.updatedAt(), b.updatedAt()));
      differ(
          fact,
          "quantity",
          a == null ? null : plain(a.quantity()),
          b == null ? null : plain(b.quantity()));
      if (a != null && b != null) {
        differ(fact, "cost", plain(a.cost()), plain(b.cost()));
        differ(fact, "margin", plain(a.margin()), plain(b.margin()));
        differ(fact, "opened", time(a.openedAt()), time(b.openedAt()));
        differ(fact, "updated", time(a.updatedAt()), time(b.updatedAt()));
      }
    }
  }

  private static Map<Symbol, Position> bySymbol(List<Position> positions) {
    Map<Symbol, Position> map = new TreeMap<>();
    positions.forEach(position -> map.put(position.symbol(), position));
    return map;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static @Nullable String text(@Nullable Integer value) {
    return value == null ? null : value.toString();
  }
}
