package dev.belay.simulator.parity;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Recording.AccountBooks;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of one account in memory, just as the venue's store does from the same events.
 */
final class Scribe {
  private final SortedMap<Long, OrderRow> orders = new TreeMap<>();
  private final List<Trade> trades = new ArrayList<>();
  private final List<IncomeRow> income = new ArrayList<>();
  private final SortedMap<Symbol, Integer> leverages = new TreeMap<>();

  /** What the account had when commands began to be kept. */
  void begin(Command.Kept kept) {
    kept.orders().forEach(row -> orders.put(row.order().id(), row));
    leverages.putAll(kept.leverages());
  }

  void write(List<FillEvent> events, @Nullable String transferId) {
    if (amends(events)) {
      return;
    }
    for (FillEvent event : events) {
      switch (event) {
        case FillEvent.Opened(Order order) -> open(order);
        case FillEvent.Advanced(Order order, long at) -> advance(order, at);
        case FillEvent.Closed closed -> close(closed);
        case FillEvent.Traded(Trade trade) -> trade(trade);
        case FillEvent.FundingSettled e ->
            earn(e.symbol().value(), "FUNDING_FEE", e.amount(), null, e.at(), null);
        case FillEvent.Deposited(long amount, long at) ->
            earn("", "TRANSFER", amount, null, at, transferId);
        case FillEvent.LeverageSet(Symbol symbol, int leverage) -> leverages.put(symbol, leverage);
        case FillEvent.PositionChanged e -> {
          // The account has it.
        }
      }
    }
  }

  AccountBooks books(Account account) {
    return new AccountBooks(
        account.id(),
        account.wallet(),
        List.copyOf(orders.values()),
        trades,
        income,
        List.copyOf(account.positions()),
        leverages);
  }

  /** An order that ends and begins again under its number has stayed the same one. */
  private boolean amends(List<FillEvent> events) {
    if (events.size() == 2
        && events.getFirst() instanceof FillEvent.Closed was
        && events.getLast() instanceof FillEvent.Opened(Order order)
        && was.order().id() == order.id()) {
      OrderRow row = orders.get(order.id());
      if (row != null) {
        OrderRequest request = order.request();
        Order changed =
            new Order(
                order.id(),
                row.order().request().amended(request.quantity(), request.limitPrice()),
                order.activeFrom(),
                row.order().createdAt(),
                order.reserved(),
                row.order().parent(),
                row.order().progress());
        orders.put(
            order.id(), with(row, changed, row.state(), row.child(), row.reason(), was.at()));
      }
      return true;
    }
    return false;
  }

  private void open(Order order) {
    orders.put(order.id(), new OrderRow(order, "", Order.State.NEW, 0, "", order.createdAt(), 0));
  }

  private void advance(Order order, long at) {
    OrderRow row = orders.get(order.id());
    if (row != null) {
      Order now = row.order().at(order.progress(), order.reserved());
      orders.put(order.id(), with(row, now, row.state(), row.child(), row.reason(), at));
    }
  }

  private void close(FillEvent.Closed closed) {
    OrderRow row = orders.get(closed.order().id());
    if (row != null) {
      end(row, closed, closed.child());
    }
    OrderRow parent = orders.get(closed.order().parent());
    // Of a conditional order that had triggered earlier without a trade; of no other.
    if (parent != null
        && parent.child() == closed.order().id()
        && parent.state() == Order.State.FILLED
        && parent.executed() == 0) {
      end(parent, closed, parent.child());
    }
  }

  private void end(OrderRow row, FillEvent.Closed closed, long child) {
    Order.Progress was = row.order().progress();
    Order.Progress now =
        new Order.Progress(closed.executed(), closed.order().progress().turnover(), was.extreme());
    Order ended = row.order().at(now, row.order().reserved());
    orders.put(ended.id(), with(row, ended, closed.state(), child, closed.reason(), closed.at()));
  }

  private static OrderRow with(
      OrderRow row, Order order, Order.State state, long child, String reason, long at) {
    return new OrderRow(order, row.workingType(), state, child, reason, at, row.createdWall());
  }

  private void trade(Trade trade) {
    trades.add(trade);
    String symbol = trade.symbol().value();
    if (trade.realizedPnl() != 0) {
      earn(symbol, "REALIZED_PNL", trade.realizedPnl(), trade.id(), trade.at(), null);
    }
    earn(symbol, "COMMISSION", -trade.fee(), trade.id(), trade.at(), null);
  }

  private void earn(
      String symbol,
      String type,
      long amount,
      @Nullable Long tradeId,
      long at,
      @Nullable String transferId) {
    income.add(new IncomeRow(income.size() + 1, symbol, type, amount, tradeId, at, transferId));
  }
}
