package dev.belay.engine.fill;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Order.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Carries out fills on one account, one after the other, and notes what changed. */
final class Executor {
  private final Account account;
  private final Terms.Costs costs;
  private final Ids ids;
  private final List<FillEvent> events = new ArrayList<>();

  Executor(Account account, Terms.Costs costs, Ids ids) {
    this.account = account;
    this.costs = costs;
    this.ids = ids;
  }

  List<FillEvent> events() {
    return events;
  }

  void emit(FillEvent event) {
    account.apply(event);
    events.add(event);
  }

  /** Fills at the market: slippage against the account, never outside the candle. */
  void fillAtMarket(Order order, Terms terms, long reference, Bar bar, long at) {
    fill(order, bar.clamp(terms.taken(order.request().side(), reference, costs)), false, at);
  }

  /** A conditional order triggers a market order, which fills at once. */
  void trigger(Order order, Terms terms, long reference, Bar bar, long at) {
    trigger(order, at, child -> fillAtMarket(child, terms, reference, bar, at));
  }

  /**
   * As above.
   *
   * @param fill tries to fill the market order it becomes
   */
  void trigger(Order order, long at, Consumer<Order> fill) {
    OrderRequest request = order.request();
    Position position = account.position(request.symbol());
    if (request.reduces() && !position.isReducedBy(request.side())) {
      expire(order, at, "nothing to reduce");
      return;
    }
    long quantity = request.closePosition() ? position.size() : request.quantity();
    Order child = child("algo-" + order.id(), request.side(), quantity, order, at);
    emit(new FillEvent.Opened(child));
    fill.accept(child);
    boolean filled = events.stream().anyMatch(e -> isTradeOf(e, child));
    if (account.isOpen(order)) {
      if (filled) {
        FillEvent.Closed end = endOf(child);
        emit(
            new FillEvent.Closed(
                order, State.FILLED, end.executed(), end.averagePrice(), child.id(), at, ""));
      } else {
        expire(order, at, "triggered, but the margin was insufficient");
      }
    }
  }

  /** The venue closes a position whose margin is used up; the account loses at most its margin. */
  void liquidate(Position position, Terms terms, long price, long at) {
    Side side = position.quantity() > 0 ? Side.SELL : Side.BUY;
    long id = ids.nextOrder();
    OrderRequest request =
        new OrderRequest(
            "autoclose-" + id,
            position.symbol(),
            side,
            OrderType.MARKET,
            OrderRequest.TimeInForce.GTC,
            position.size(),
            0,
            0,
            true,
            false);
    Order order = new Order(id, request, at, at, 0, 0);
    emit(new FillEvent.Opened(order));
    long notional = Amounts.notional(price, position.size());
    long margin = Math.max(0, position.margin());
    long pnl = Math.max(-margin, position.unrealizedPnl(price));
    long fee = Math.min(Amounts.fee(notional, terms.liquidationFeeRate()), margin + pnl);
    settle(
        order, price, position.size(), fee, pnl, false, Position.flat(position.symbol(), at), at);
  }

  /** Fills the whole order, or what of it reduces; expires it if the account can't carry it. */
  void fill(Order order, long price, boolean maker, long at) {
    OrderRequest request = order.request();
    Position before = account.position(request.symbol());
    long closing =
        before.isReducedBy(request.side()) ? Math.min(request.quantity(), before.size()) : 0;
    long opening = request.reduceOnly() ? 0 : request.quantity() - closing;
    if (closing + opening == 0) {
      expire(order, at, "nothing to reduce");
      return;
    }
    long pnl = 0;
    long freed = 0;
    Position after = before;
    if (closing > 0) {
      Position.Reduction reduction = before.reduce(closing, at);
      freed = reduction.margin();
      pnl = before.sign() * (Amounts.notional(price, closing) - reduction.cost());
      pnl = Math.max(pnl, Math.min(0, -freed));
      after = reduction.left();
    }
    long notional = Amounts.notional(price, closing + opening);
    long fee = Amounts.fee(notional, maker ? costs.makerRate() : costs.takerRate());
    long means = account.available() + order.reserved() + freed + pnl;
    if (opening > 0) {
      long opened = Amounts.notional(price, opening);
      long margin = Amounts.initialMargin(opened, account.leverage(request.symbol()));
      if (margin + fee > means) {
        expire(order, at, "margin insufficient at the price of the fill");
        return;
      }
      after = after.increase(request.sign(), opening, opened, margin, at);
    } else {
      fee = Math.min(fee, Math.max(0, means));
    }
    settle(order, price, closing + opening, fee, pnl, maker, after, at);
  }

  void expire(Order order, long at, String reason) {
    emit(new FillEvent.Closed(order, State.EXPIRED, 0, 0, 0, at, reason));
  }

  private void settle(
      Order order,
      long price,
      long quantity,
      long fee,
      long pnl,
      boolean maker,
      Position after,
      long at) {
    OrderRequest request = order.request();
    Position before = account.position(request.symbol());
    emit(
        new FillEvent.Traded(
            new Trade(
                ids.nextTrade(),
                order.id(),
                request.symbol(),
                request.side(),
                price,
                quantity,
                fee,
                pnl,
                maker,
                at)));
    emit(new FillEvent.PositionChanged(after));
    emit(new FillEvent.Closed(order, State.FILLED, quantity, price, 0, at, ""));
    if (before.sign() != after.sign()) {
      expireOrphans(order, after, at);
    }
  }

  /** Nothing that was to reduce a position outlives it, or it would act on the next one. */
  private void expireOrphans(Order cause, Position after, long at) {
    for (Order open : account.orders(after.symbol())) {
      if (open.request().reduces()
          && open.id() != cause.parent()
          && !after.isReducedBy(open.request().side())) {
        expire(open, at, "the position was closed");
      }
    }
  }

  private Order child(String clientId, Side side, long quantity, Order parent, long at) {
    OrderRequest request = parent.request();
    OrderRequest market =
        new OrderRequest(
            clientId,
            request.symbol(),
            side,
            OrderType.MARKET,
            OrderRequest.TimeInForce.GTC,
            quantity,
            0,
            0,
            request.reduces(),
            false);
    return new Order(ids.nextOrder(), market, at, at, 0, parent.id());
  }

  private static boolean isTradeOf(FillEvent event, Order order) {
    return event instanceof FillEvent.Traded traded && traded.trade().orderId() == order.id();
  }

  private FillEvent.Closed endOf(Order order) {
    for (FillEvent event : events) {
      if (event instanceof FillEvent.Closed closed && closed.order().id() == order.id()) {
        return closed;
      }
    }
    throw new IllegalStateException("Expected order %d to have ended".formatted(order.id()));
  }
}
