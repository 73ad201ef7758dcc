package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Verdict.Accepted;
import dev.belay.engine.fill.Verdict.Reason;
import dev.belay.engine.fill.Verdict.Rejected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides every fill. Commands and steps change the account and return the events that describe the
 * change; the same inputs always give the same events.
 */
public final class FillEngine {
  private final Map<Symbol, Terms> terms = new TreeMap<>();
  private final Terms.Costs costs;
  private final Depth depth;
  private final Ids ids;
  private final OrderChecks checks;

  /** Where every order fills whole at one price. */
  public FillEngine(Collection<Terms> terms, Terms.Costs costs, Ids ids) {
    this(terms, costs, Depth.ENDLESS, ids);
  }

  public FillEngine(Collection<Terms> terms, Terms.Costs costs, Depth depth, Ids ids) {
    terms.forEach(t -> this.terms.put(t.symbol(), t));
    this.costs = costs;
    this.depth = depth;
    this.ids = ids;
    this.checks = new OrderChecks(costs);
  }

  /**
   * When a command arrives.
   *
   * @param at market time in epoch milliseconds
   * @param candle open time of the current base candle
   * @param price the open of that candle
   */
  public record Moment(long at, long candle, long price) {}

  /**
   * The terms of a symbol.
   *
   * @throws IllegalArgumentException if the market has no such symbol
   */
  public Terms terms(Symbol symbol) {
    Terms found = terms.get(symbol);
    if (found == null) {
      throw new IllegalArgumentException(
          "Expected one of %s, was %s".formatted(terms.keySet(), symbol));
    }
    return found;
  }

  public List<FillEvent> deposit(Account account, long amount, long at) {
    return applied(account, new FillEvent.Deposited(amount, at));
  }

  /** Accepts an order, to fill at the next open at the earliest, or says why not. */
  public Verdict place(Account account, OrderRequest request, Moment now) {
    Terms of = terms(request.symbol());
    Rejected rejected = checks.check(account, of, request, now.price());
    if (rejected != null) {
      return rejected;
    }
    long reserved = checks.reserve(account, request, now.price());
    // Armed by the price it was placed at; with an activation, which that must not have reached.
    boolean armed = request.trails() && request.triggerPrice() == 0;
    Order order =
        new Order(
            ids.nextOrder(),
            armed ? request.armedAt(now.price()) : request,
            now.candle(),
            now.at(),
            reserved,
            0,
            armed ? new Order.Progress(0, 0, now.price()) : Order.Progress.NONE);
    return new Accepted(applied(account, new FillEvent.Opened(order)));
  }

  /** What {@link #fillAtOpen} has done. */
  public record Filled(Trade trade, Position position) {}

  /**
   * What {@link #place} and the {@link #step} over the next open come to for a market order, where
   * the account has no order open and the book holds everything: nothing else can happen then, so
   * nothing else is looked at. Null where it would be refused or would expire; nothing has changed
   * then.
   *
   * @param bar the candle at whose open it fills
   * @throws IllegalStateException where more could happen
   */
  public @Nullable Filled fillAtOpen(Account account, OrderRequest request, Bar bar) {
    if (request.type() != OrderType.MARKET || account.hasOrders() || depth != Depth.ENDLESS) {
      throw new IllegalStateException(
          "Expected a market order that meets no other in an endless book, was %s beside %s"
              .formatted(request, account.orders()));
    }
    Symbol symbol = request.symbol();
    Terms of = terms(symbol);
    if (checks.check(account, of, request, bar.open()) != null) {
      return null;
    }
    Position before = account.position(symbol);
    long quantity =
        request.reduceOnly() ? Math.min(request.quantity(), before.size()) : request.quantity();
    long price = bar.clamp(of.taken(request.side(), bar.open(), costs));
    long order = ids.nextOrder();
    Settlement settled =
        Settlement.of(
            before,
            request.side(),
            quantity,
            price,
            costs.takerRate(),
            account.leverage(symbol),
            account.available(),
            bar.openTime());
    if (settled == null) {
      return null;
    }
    Trade trade =
        new Trade(
            ids.nextTrade(),
            order,
            symbol,
            request.side(),
            price,
            quantity,
            settled.fee(),
            settled.pnl(),
            false,
            bar.openTime());
    account.traded(trade);
    account.changed(settled.after());
    return new Filled(trade, settled.after());
  }

  public Verdict cancel(Account account, long orderId, long at) {
    return account
        .order(orderId)
        .<Verdict>map(
            order ->
                new Accepted(
                    applied(
                        account,
                        new FillEvent.Closed(order, Order.State.CANCELED, 0, at, "canceled"))))
        .orElseGet(() -> new Rejected(Reason.UNKNOWN_ORDER, "No open order %d".formatted(orderId)));
  }

  /**
   * Gives an open limit order another quantity and price under its number, if what is left of it
   * could be placed like that; it queues anew. A quantity that has traded already cancels it, and
   * so does a price at which one that only makes would take.
   */
  public Verdict amend(Account account, long orderId, long quantity, long limitPrice, Moment now) {
    Optional<Order> open = account.order(orderId);
    if (open.isEmpty()) {
      return new Rejected(Reason.UNKNOWN_ORDER, "No open order %d".formatted(orderId));
    }
    Order was = open.get();
    OrderRequest changed = was.request().amended(quantity, limitPrice);
    long left = quantity - was.progress().executed();
    if (left <= 0) {
      return cancel(account, orderId, now.at());
    }
    return switch (place(without(account, was), changed.amended(left, limitPrice), now)) {
      case Rejected rejected ->
          rejected.reason() == Reason.WOULD_TAKE ? cancel(account, orderId, now.at()) : rejected;
      case Accepted accepted -> {
        Order taken = ((FillEvent.Opened) accepted.events().getFirst()).order();
        List<FillEvent> events =
            List.of(
                new FillEvent.Closed(was, Order.State.CANCELED, 0, now.at(), "amended"),
                new FillEvent.Opened(
                    new Order(
                        orderId,
                        changed,
                        taken.activeFrom(),
                        was.createdAt(),
                        taken.reserved(),
                        0,
                        was.progress())));
        events.forEach(account::apply);
        yield new Accepted(events);
      }
    };
  }

  /** The account as it were if the order had never been sent. */
  private static Account without(Account account, Order order) {
    Symbol symbol = order.request().symbol();
    return Account.restore(
        account.id(),
        account.wallet(),
        account.positions(),
        account.orders().stream().filter(o -> o.id() != order.id()).toList(),
        Map.of(symbol, account.leverage(symbol)));
  }

  /**
   * Sets the leverage of entries to come; it can't be lowered under an open position, nor raised
   * beyond what the position's bracket allows.
   */
  public Verdict setLeverage(Account account, Symbol symbol, int leverage) {
    int max = terms(symbol).brackets().maxLeverage();
    if (leverage < 1 || leverage > max) {
      return new Rejected(
          Reason.LEVERAGE_OUT_OF_RANGE,
          "Expected a leverage of 1 to %d, was %d".formatted(max, leverage));
    }
    if (leverage < account.leverage(symbol) && !account.position(symbol).isFlat()) {
      return new Rejected(
          Reason.LEVERAGE_REDUCTION,
          "Leverage of an open position can't be lowered from %d to %d"
              .formatted(account.leverage(symbol), leverage));
    }
    long most = terms(symbol).brackets().most(leverage);
    if (account.position(symbol).cost() > most) {
      return new Rejected(
          Reason.POSITION_ABOVE_BRACKET,
          "Expected a position of at most %s at a leverage of %d, was %s"
              .formatted(
                  Fixed.decimal(most), leverage, Fixed.decimal(account.position(symbol).cost())));
    }
    return new Accepted(applied(account, new FillEvent.LeverageSet(symbol, leverage)));
  }

  /** Takes the account over the boundary between two candles. */
  public List<FillEvent> step(Account account, Tape tape) {
    Executor executor = new Executor(account, costs, depth, ids);
    for (Symbol symbol : account.activeSymbols()) {
      Bar bar = tape.closed(symbol);
      if (bar != null) {
        closeCandle(account, executor, symbol, bar, tape.at());
      }
    }
    for (Position position : List.copyOf(account.positions())) {
      settleFunding(executor, position, tape);
    }
    for (Symbol symbol : account.activeSymbols()) {
      Bar bar = tape.opened(symbol);
      if (bar != null) {
        openCandle(account, executor, symbol, tape.closed(symbol), bar);
      }
    }
    return executor.events();
  }

  /** Takes the account over what a live market quotes since the last look. */
  public List<FillEvent> quoted(Account account, Quotes quotes) {
    Executor executor = new Executor(account, costs, depth, ids);
    for (Position position : List.copyOf(account.positions())) {
      for (Quotes.Funding due : quotes.fundings(account, position)) {
        settle(executor, account.position(position.symbol()), due.rate(), due.mark(), due.at());
      }
    }
    for (Symbol symbol : account.activeSymbols()) {
      Touch touch = quotes.touch(symbol);
      if (touch != null) {
        new QuoteFills(account, executor, terms(symbol), costs, quotes.previous(), touch).run();
      }
    }
    return executor.events();
  }

  private static List<FillEvent> applied(Account account, FillEvent event) {
    account.apply(event);
    return List.of(event);
  }

  private void closeCandle(Account account, Executor executor, Symbol symbol, Bar bar, long at) {
    Terms of = terms(symbol);
    List<Order> resting = new ArrayList<>();
    for (Order order : account.orders(symbol)) {
      if (order.activeFrom() <= bar.openTime()) {
        resting.add(order);
      }
    }
    triggerAll(account, executor, OrderType.STOP_MARKET, resting, of, bar, at);
    Position position = account.position(symbol);
    if (!position.isFlat() && position.openedAt() <= bar.openTime()) {
      liquidateIfDue(executor, position, of, bar, at);
    }
    triggerAll(account, executor, OrderType.TAKE_PROFIT_MARKET, resting, of, bar, at);
    for (Order order : resting) {
      // A limit order sent inside this candle meets the market at the next open first.
      if (order.request().type() == OrderType.LIMIT
          && order.activeFrom() < bar.openTime()
          && account.isOpen(order)
          && tradesThrough(order.request(), bar)) {
        executor.make(order, of, bar, at);
      }
    }
  }

  private void triggerAll(
      Account account,
      Executor executor,
      OrderType type,
      List<Order> resting,
      Terms of,
      Bar bar,
      long at) {
    List<Touched> touched = new ArrayList<>();
    for (Order order : resting) {
      if (order.request().type() != type) {
        continue;
      }
      if (order.request().trails()) {
        follow(executor, order, bar, at).ifPresent(touched::add);
      } else if (OrderChecks.touches(order.request(), bar.low(), bar.high())) {
        touched.add(new Touched(order, order.request().triggerPrice()));
      }
    }
    // The one nearest to the open was reached first.
    touched.sort(
        Comparator.comparingLong((Touched t) -> Math.abs(t.trigger() - bar.open()))
            .thenComparingLong(t -> t.order().id()));
    for (Touched each : touched) {
      Order order = each.order();
      if (!account.isOpen(order) || liquidatedBefore(account, each, of, bar)) {
        continue;
      }
      boolean gapped =
          !order.request().trails() && OrderChecks.touches(order.request(), bar.open(), bar.open());
      executor.trigger(order, of, gapped ? bar.open() : each.trigger(), bar, at);
    }
  }

  /** An order whose trigger a candle, or a quote, has reached. */
  record Touched(Order order, long trigger) {}

  /** Takes a trailing order through a candle. */
  static Optional<Touched> follow(Executor executor, Order order, Bar bar, long at) {
    Trail trail = Trail.through(order, bar);
    Order.Progress was = order.progress();
    Order now =
        order.at(
            new Order.Progress(was.executed(), was.turnover(), trail.extreme()), order.reserved());
    if (trail.extreme() != was.extreme()) {
      executor.emit(new FillEvent.Advanced(now, at));
    }
    return trail.reference() == 0
        ? Optional.empty()
        : Optional.of(new Touched(now, trail.reference()));
  }

  /** Whether the candle reached the liquidation price before it reached the stop. */
  private static boolean liquidatedBefore(Account account, Touched touched, Terms of, Bar bar) {
    Order order = touched.order();
    Position position = account.position(of.symbol());
    if (order.request().type() != OrderType.STOP_MARKET
        || !position.isReducedBy(order.request().side())
        || position.openedAt() > bar.openTime()) {
      return false;
    }
    long liquidation = position.liquidationPrice(of.brackets());
    long trigger = touched.trigger();
    return position.quantity() > 0
        ? liquidation > trigger && bar.low() <= liquidation
        : liquidation < trigger && bar.high() >= liquidation;
  }

  private static void liquidateIfDue(
      Executor executor, Position position, Terms of, Bar bar, long at) {
    long price = position.liquidationPrice(of.brackets());
    if (position.quantity() > 0 && price > 0 && bar.low() <= price) {
      executor.liquidate(position, of, bar.clamp(of.tickDown(Math.min(price, bar.open()))), at);
    } else if (position.quantity() < 0 && bar.high() >= price) {
      executor.liquidate(position, of, bar.clamp(of.tickUp(Math.max(price, bar.open()))), at);
    }
  }

  private static boolean tradesThrough(OrderRequest request, Bar bar) {
    return request.side() == Side.BUY
        ? bar.low() < request.limitPrice()
        : bar.high() > request.limitPrice();
  }

  private static void settleFunding(Executor executor, Position position, Tape tape) {
    OptionalLong rate = tape.fundingRate(position.symbol());
    Bar bar = tape.opened(position.symbol());
    if (rate.isEmpty() || bar == null) {
      return;
    }
    settle(executor, position, rate.getAsLong(), bar.open(), tape.at());
  }

  private static void settle(Executor executor, Position position, long rate, long mark, long at) {
    long amount = Amounts.funding(mark, position.quantity(), rate);
    executor.emit(new FillEvent.FundingSettled(position.symbol(), rate, mark, amount, at));
    executor.emit(new FillEvent.PositionChanged(position.afterFunding(amount, at)));
  }

  private void openCandle(
      Account account, Executor executor, Symbol symbol, @Nullable Bar before, Bar bar) {
    for (Order order : account.orders(symbol)) {
      if (order.activeFrom() >= bar.openTime() || !account.isOpen(order)) {
        continue;
      }
      OrderRequest request = order.request();
      switch (request.type()) {
        case MARKET -> executor.fillAtMarket(order, terms(symbol), bar.open(), bar, bar.openTime());
        case LIMIT -> openLimit(executor, order, before, bar);
        case STOP_MARKET, TAKE_PROFIT_MARKET -> {
          // Judged when the candle closes.
        }
      }
    }
  }

  private void openLimit(Executor executor, Order order, @Nullable Bar before, Bar bar) {
    OrderRequest request = order.request();
    TimeInForce force = request.timeInForce();
    // Only at the first open after it was sent does it meet the market as a taker.
    if (before != null && order.activeFrom() < before.openTime()) {
      return;
    }
    if (!OrderChecks.isMarketable(request, bar.open())) {
      if (force == TimeInForce.IOC || force == TimeInForce.FOK) {
        executor.expire(order, bar.openTime(), "not marketable at the next open");
      }
      return;
    }
    if (force == TimeInForce.GTX) {
      executor.expire(order, bar.openTime(), "would have taken at the next open");
      return;
    }
    executor.fillAtLimit(order, terms(request.symbol()), bar.open(), bar, bar.openTime());
  }
}
