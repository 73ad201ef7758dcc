package dev.belay.simulator.venue;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops whose market order is to wait after the trigger: a fault, so there are none unless somebody
 * asked for them. The stop ends at its trigger as usual, but without a trade; the order it became
 * is sent as of a later candle, so that the engine fills it when that is over. It is in the books
 * like any other and survives a restart; which stops are slow does not.
 */
final class SlowTriggers {
  private final Map<Stop, Integer> steps = new ConcurrentHashMap<>();

  private record Stop(String account, String clientId) {}

  void add(String account, String clientId, int count) {
    steps.put(new Stop(account, clientId), count);
  }

  void remove(String account, String clientId) {
    steps.remove(new Stop(account, clientId));
  }

  void clear() {
    steps.clear();
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Triggers what the candle that closed has touched, before the engine would. */
  List<FillEvent> trigger(Account account, Tape tape, Ids ids, long interval) {
    if (steps.isEmpty()) {
      return List.of();
    }
    List<FillEvent> events = new ArrayList<>();
    for (Order order : List.copyOf(account.orders())) {
      Integer wait = steps.get(new Stop(account.id(), order.request().clientId()));
      Bar bar = tape.closed(order.request().symbol());
      if (wait != null && bar != null && touched(account, order, bar)) {
        long at = tape.at();
        Order child = child(account, order, ids, at, at + (wait - 1) * interval);
        events.add(new FillEvent.Opened(child));
        events.add(new FillEvent.Closed(order, Order.State.FILLED, child.id(), at, "triggered"));
      }
    }
    events.forEach(account::apply);
    return events;
  }

  /**
   * Stops at a price only, and of those that only reduce the ones that have something to reduce.
   */
  private static boolean touched(Account account, Order order, Bar bar) {
    OrderRequest request = order.request();
    if (request.type() != OrderType.STOP_MARKET
        || request.trails()
        || order.activeFrom() > bar.openTime()) {
      return false;
    }
    Position position = account.position(request.symbol());
    if (request.reduces() && !position.isReducedBy(request.side())) {
      return false;
    }
    return request.side() == Side.BUY
        ? bar.high() >= request.triggerPrice()
        : bar.low() <= request.triggerPrice();
  }

  private static Order child(Account account, Order stop, Ids ids, long at, long activeFrom) {
    OrderRequest request = stop.request();
    OrderRequest market =
        new OrderRequest(
            "algo-" + stop.id(),
            request.symbol(),
            request.side(),
            OrderType.MARKET,
            OrderRequest.TimeInForce.GTC,
            request.closePosition()
                ? account.position(request.symbol()).size()
                : request.quantity(),
            0,
            0,
            request.reduces(),
            false);
    return new Order(ids.nextOrder(), market, activeFrom, at, 0, stop.id());
  }
}
