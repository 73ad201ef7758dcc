package dev.belay.engine.simulation;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.simulation.Chance.Draw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stops and targets that trigger without trading at once. The order one becomes waits some candles;
 * then it trades as a whole, or for a part before it expires, or expires.
 */
final class SlowTriggers {
  private static final long CANDLE = 60_000;
  private static final long LONGEST = 8;

  private final Chance chance;
  private final Ids ids;
  private final List<Doomed> doomed = new ArrayList<>();

  private final Set<Long> parts = new HashSet<>();

  private record Doomed(Order child, long at) {}

  SlowTriggers(Chance chance, Ids ids) {
    this.chance = chance;
    this.ids = ids;
  }

  /** Before the engine looks at the candle that has closed. */
  List<FillEvent> next(Account account, Market market) {
    List<FillEvent> events = new ArrayList<>();
    doomed.removeIf(
        d -> {
          boolean due = d.at() <= market.at();
          if (due && account.orders().contains(d.child())) {
            events.add(
                new FillEvent.Closed(
                    d.child(), Order.State.EXPIRED, 0, market.at(), "nobody traded"));
          }
          return due;
        });
    for (Order order : account.orders()) {
      if (isTriggered(order, account, market) && chance.strikes(Incident.TRIGGERED_UNFILLED)) {
        Order child = child(order, account, market.at());
        events.add(new FillEvent.Opened(child));
        events.add(
            new FillEvent.Closed(order, Order.State.FILLED, child.id(), market.at(), "triggered"));
      }
    }
    events.forEach(account::apply);
    return events;
  }

  /** Whether an order is to trade only a part of what the order it came from was for. */
  boolean isPart(long child) {
    return parts.contains(child);
  }

  private static boolean isTriggered(Order order, Account account, Market market) {
    OrderRequest request = order.request();
    Bar bar = market.closed(request.symbol());
    if (!request.type().isConditional()
        || bar == null
        || order.activeFrom() > bar.openTime()
        || !account.position(request.symbol()).isReducedBy(request.side())) {
      return false;
    }
    boolean above = (request.type() == OrderType.STOP_MARKET) == (request.side() == Side.BUY);
    return above ? bar.high() >= request.triggerPrice() : bar.low() <= request.triggerPrice();
  }

  private Order child(Order parent, Account account, long at) {
    OrderRequest request = parent.request();
    long whole =
        request.closePosition()
            ? account.position(request.symbol()).size()
            : Math.min(request.quantity(), account.position(request.symbol()).size());
    boolean partly = chance.heads(Draw.SIZE_OF_FAULT, 0.3) && whole > Market.STEP_SIZE;
    long wait = CANDLE * chance.between(Draw.SIZE_OF_FAULT, 0, LONGEST);
    Order child =
        new Order(
            ids.nextOrder(),
            new OrderRequest(
                "algo-" + parent.id(),
                request.symbol(),
                request.side(),
                OrderType.MARKET,
                TimeInForce.GTC,
                partly ? part(whole) : whole,
                0,
                0,
                true,
                false),
            at + wait,
            at,
            0,
            parent.id());
    if (partly) {
      parts.add(child.id());
    } else if (chance.heads(Draw.SIZE_OF_FAULT, 0.4)) {
      doomed.add(new Doomed(child, at + wait));
    }
    return child;
  }

  private static long part(long whole) {
    return Math.max(1, whole / Market.STEP_SIZE / 2) * Market.STEP_SIZE;
  }
}
