package dev.belay.engine.fill;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.FillEngine.Touched;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Fills of one account on what a live market quotes. Each quote is looked at once and by itself:
 * nothing is made up about prices between two of them, so a stop that was passed over fills at the
 * first quote beyond it.
 */
final class QuoteFills {
  /** An entry that has found no quote for so long is not wanted any more, in milliseconds. */
  private static final long PATIENCE = 15_000;

  private final Account account;
  private final Executor executor;
  private final Terms terms;
  private final Terms.Costs costs;
  private final long previous;
  private final Touch touch;

  /**
   * @param previous when quotes were looked at before
   */
  QuoteFills(
      Account account,
      Executor executor,
      Terms terms,
      Terms.Costs costs,
      long previous,
      Touch touch) {
    this.account = account;
    this.executor = executor;
    this.terms = terms;
    this.costs = costs;
    this.previous = previous;
    this.touch = touch;
  }

  /** Stops, then liquidation, targets, and what was sent since the quote before. */
  void run() {
    List<Order> heard =
        account.orders(terms.symbol()).stream().filter(o -> o.activeFrom() < touch.at()).toList();
    triggerAll(OrderType.STOP_MARKET, heard);
    Position position = account.position(terms.symbol());
    if (isLiquidated(position)) {
      executor.liquidate(position, terms, liquidation(position), touch.at());
    }
    triggerAll(OrderType.TAKE_PROFIT_MARKET, heard);
    for (Order order : heard) {
      if (account.isOpen(order)) {
        switch (order.request().type()) {
          case MARKET -> market(order);
          case LIMIT -> limit(order);
          case STOP_MARKET, TAKE_PROFIT_MARKET -> {}
        }
      }
    }
  }

  private void triggerAll(OrderType type, List<Order> heard) {
    List<Touched> touched = new ArrayList<>();
    for (Order order : heard) {
      if (order.request().type() != type) {
        continue;
      }
      if (order.request().trails()) {
        FillEngine.follow(executor, order, markAlone(), touch.at()).ifPresent(touched::add);
      } else if (OrderChecks.touches(order.request(), touch.mark(), touch.mark())) {
        touched.add(new Touched(order, order.request().triggerPrice()));
      }
    }
    // The one furthest from the price was passed first.
    touched.sort(
        Comparator.comparingLong((Touched t) -> -Math.abs(t.trigger() - touch.mark()))
            .thenComparingLong(t -> t.order().id()));
    for (Touched each : touched) {
      if (account.isOpen(each.order()) && !isLiquidatedBefore(each)) {
        executor.trigger(each.order(), touch.at(), this::take);
      }
    }
  }

  /** The mark as a candle in which nothing else happened. */
  private Bar markAlone() {
    long mark = touch.mark();
    return new Bar(touch.at(), mark, mark, mark, mark, 0);
  }

  /** Whether the price passed the liquidation price on its way to the stop. */
  private boolean isLiquidatedBefore(Touched touched) {
    Order order = touched.order();
    Position position = account.position(terms.symbol());
    if (order.request().type() != OrderType.STOP_MARKET
        || !position.isReducedBy(order.request().side())
        || !isLiquidated(position)) {
      return false;
    }
    long liquidation = position.liquidationPrice(terms.brackets());
    long trigger = touched.trigger();
    return position.quantity() > 0 ? liquidation > trigger : liquidation < trigger;
  }

  private boolean isLiquidated(Position position) {
    long price = position.liquidationPrice(terms.brackets());
    return position.quantity() > 0
        ? price > 0 && touch.mark() <= price
        : position.quantity() < 0 && touch.mark() >= price;
  }

  private long liquidation(Position position) {
    long price = position.liquidationPrice(terms.brackets());
    return position.quantity() > 0
        ? Math.max(terms.tick(), terms.tickDown(Math.min(price, touch.mark())))
        : terms.tickUp(Math.max(price, touch.mark()));
  }

  private void market(Order order) {
    boolean entry = !order.request().reduces() && order.parent() == 0;
    if (entry && touch.at() - order.activeFrom() > PATIENCE) {
      executor.expire(order, touch.at(), "no quote within 15 s");
    } else {
      take(order);
    }
  }

  private void limit(Order order) {
    OrderRequest request = order.request();
    TimeInForce force = request.timeInForce();
    boolean met = touch.meets(request);
    // Only at the first quote after it was sent does it meet the market as a taker.
    if (order.activeFrom() < previous) {
      if (met) {
        executor.fillWhole(order, request.limitPrice(), true, touch.at());
      }
    } else if (met && force == TimeInForce.GTX) {
      executor.expire(order, touch.at(), "would have taken at the next quote");
    } else if (met) {
      long taken = touch.taken(request.side(), order.remaining(), terms, costs);
      long price =
          request.side() == Side.BUY
              ? Math.min(request.limitPrice(), taken)
              : Math.max(request.limitPrice(), taken);
      executor.fillWhole(order, price, false, touch.at());
    } else if (force == TimeInForce.IOC || force == TimeInForce.FOK) {
      executor.expire(order, touch.at(), "not marketable at the next quote");
    }
  }

  private void take(Order order) {
    OrderRequest request = order.request();
    executor.fillWhole(
        order, touch.taken(request.side(), order.remaining(), terms, costs), false, touch.at());
  }
}
