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
  private final Depth depth;
  private final Ids ids;
  private final List<FillEvent> events = new ArrayList<>();

  Executor(Account account, Terms.Costs costs, Depth depth, Ids ids) {
    this.account = account;
    this.costs = costs;
    this.depth = depth;
    this.ids = ids;
  }

  List<FillEvent> events() {
    return events;
  }

  void emit(FillEvent event) {
    account.apply(event);
    events.add(event);
  }

  /**
   * Fills at the market: slippage against the account, and what the first level holds never outside
   * the candle. Only what is larger moves the price on.
   */
  void fillAtMarket(Order order, Terms terms, long reference, Bar bar, long at) {
    Side side = order.request().side();
    long worst = side == Side.BUY ? Long.MAX_VALUE : 0;
    take(order, terms, bar.clamp(terms.taken(side, reference, costs)), worst, bar, at);
    if (account.isOpen(order)) {
      expire(current(order), at, "the book holds no more");
    }
  }

  /** Takes a limit order's share of the book; the rest of it rests, or ends as it was told. */
  void fillAtLimit(Order order, Terms terms, long reference, Bar bar, long at) {
    OrderRequest request = order.request();
    long limit = request.limitPrice();
    long taken = terms.taken(request.side(), reference, costs);
    long first =
        bar.clamp(request.side() == Side.BUY ? Math.min(limit, taken) : Math.max(limit, taken));
    if (request.timeInForce() == OrderRequest.TimeInForce.FOK
        && held(order, terms, first, bar) < order.remaining()) {
      expire(order, at, "the book does not hold all of it");
      return;
    }
    take(order, terms, first, limit, bar, at);
    if (request.timeInForce() == OrderRequest.TimeInForce.IOC && account.isOpen(order)) {
      expire(current(order), at, "the book holds no more at this price");
    }
  }

  /** A resting order gets of a candle that trades through it as much as a first level holds. */
  void make(Order order, Terms terms, Bar bar, long at) {
    long price = bar.clamp(order.request().limitPrice());
    Depth.Level level = depth.level(terms, order.request().side(), price, bar.openTime(), 0);
    fill(order, price, level.quantity(), true, at);
  }

  private void take(Order order, Terms terms, long first, long limit, Bar bar, long at) {
    Side side = order.request().side();
    for (int number = 0; number < depth.levels() && account.isOpen(order); number++) {
      Depth.Level level = depth.level(terms, side, first, bar.openTime(), number);
      if (number > 0 && isBeyond(side, level.price(), limit)) {
        return;
      }
      fill(current(order), level.price(), level.quantity(), false, at);
    }
  }

  /** How much the book holds up to the order's limit. */
  private long held(Order order, Terms terms, long first, Bar bar) {
    OrderRequest request = order.request();
    long sum = 0;
    for (int number = 0; number < depth.levels() && sum < order.remaining(); number++) {
      Depth.Level level = depth.level(terms, request.side(), first, bar.openTime(), number);
      if (number > 0 && isBeyond(request.side(), level.price(), request.limitPrice())) {
        break;
      }
      sum = level.quantity() > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + level.quantity();
    }
    return sum;
  }

  private static boolean isBeyond(Side side, long price, long limit) {
    return side == Side.BUY ? price > limit : price < limit;
  }

  /** The order as it is now: filling it in parts changes it. */
  private Order current(Order order) {
    return account.order(order.id()).orElse(order);
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
        Order ended = order.at(endOf(child).order().progress(), 0);
        emit(new FillEvent.Closed(ended, State.FILLED, child.id(), at, ""));
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
        order,
        price,
        position.size(),
        fee,
        pnl,
        false,
        Position.flat(position.symbol(), at),
        true,
        at);
  }

  /**
   * Fills what is left of the order, or what of it reduces, as far as there is; expires it if the
   * account can't carry it.
   */
  private void fill(Order order, long price, long offered, boolean maker, long at) {
    OrderRequest request = order.request();
    Position before = account.position(request.symbol());
    long reducing =
        before.isReducedBy(request.side()) ? Math.min(order.remaining(), before.size()) : 0;
    long wanted = request.reduceOnly() ? reducing : order.remaining();
    if (wanted == 0) {
      expire(order, at, "nothing to reduce");
      return;
    }
    long quantity = Math.min(wanted, offered);
    if (quantity == 0) {
      return;
    }
    Settlement settled =
        Settlement.of(
            before,
            request.side(),
            quantity,
            price,
            maker ? costs.makerRate() : costs.takerRate(),
            account.leverage(request.symbol()),
            account.available() + order.reserved(),
            at);
    if (settled == null) {
      expire(order, at, "margin insufficient at the price of the fill");
      return;
    }
    settle(
        order,
        price,
        quantity,
        settled.fee(),
        settled.pnl(),
        maker,
        settled.after(),
        quantity == wanted,
        at);
  }

  /** Fills all that is left of the order at one price. */
  void fillWhole(Order order, long price, boolean maker, long at) {
    fill(order, price, Long.MAX_VALUE, maker, at);
  }

  void expire(Order order, long at, String reason) {
    emit(new FillEvent.Closed(order, State.EXPIRED, 0, at, reason));
  }

  private void settle(
      Order order,
      long price,
      long quantity,
      long fee,
      long pnl,
      boolean maker,
      Position after,
      boolean last,
      long at) {
    OrderRequest request = order.request();
    Position before = account.position(request.symbol());
    Order advanced = advanced(order, price, quantity);
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
    emit(
        last
            ? new FillEvent.Closed(advanced, State.FILLED, 0, at, "")
            : new FillEvent.Advanced(advanced, at));
    if (before.sign() != after.sign()) {
      expireOrphans(order, after, at);
    }
  }

  private static Order advanced(Order order, long price, long quantity) {
    Order.Progress was = order.progress();
    Order.Progress now =
        new Order.Progress(
            was.executed() + quantity,
            was.turnover() + Amounts.notional(price, quantity),
            was.extreme());
    long left = order.remaining() - quantity;
    return order.at(now, Amounts.share(order.reserved(), left, order.remaining()));
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
