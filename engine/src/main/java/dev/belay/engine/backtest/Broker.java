package dev.belay.engine.backtest;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Amounts;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Tape;
import dev.belay.engine.fill.Terms;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The account of a run with the engine that fills for it. */
final class Broker {
  private static final double UNIT = 1.0 / Fixed.ONE;

  /** Of a quantity and, at 23 billion USDT, of a notional: twice as much still fits. */
  private static final long MOST = Long.MAX_VALUE / 4;

  private final Account account = new Account("backtest");
  private final Ids ids = Ids.counting();
  private final FillEngine engine;
  private final Rules rules;

  Broker(Collection<Terms> terms, Rules rules) {
    this.rules = rules;
    this.engine = new FillEngine(terms, rules.costs(), ids);
    engine.deposit(account, rules.cash(), 0);
    terms.forEach(each -> engine.setLeverage(account, each.symbol(), rules.leverage()));
  }

  Account account() {
    return account;
  }

  Terms terms(Symbol symbol) {
    return engine.terms(symbol);
  }

  /** A boundary of candles at which one symbol only is looked at. */
  private record OneSymbol(
      long at, Symbol symbol, @Nullable Bar shut, @Nullable Bar begun, OptionalLong rate)
      implements Tape {
    @Override
    public @Nullable Bar closed(Symbol of) {
      return of.equals(symbol) ? shut : null;
    }

    @Override
    public @Nullable Bar opened(Symbol of) {
      return of.equals(symbol) ? begun : null;
    }

    @Override
    public OptionalLong fundingRate(Symbol of) {
      return of.equals(symbol) ? rate : OptionalLong.empty();
    }
  }

  /**
   * Trades at the open of a candle: between candles a lane keeps the orders that protect it, so
   * that none is open here.
   *
   * @return null if the order was refused
   */
  FillEngine.@Nullable Filled trade(
      Symbol symbol, Side side, long quantity, boolean reduces, Bar bar) {
    OrderRequest request =
        new OrderRequest(
            "market",
            symbol,
            side,
            OrderType.MARKET,
            TimeInForce.GTC,
            quantity,
            0,
            0,
            reduces,
            false);
    return engine.fillAtOpen(account, request, bar);
  }

  /**
   * Takes a position through a candle with the orders that protect it.
   *
   * @param extremes for each of the orders the best price it has trailed
   * @param at when the candle closes
   */
  List<FillEvent> through(
      Symbol symbol, List<OrderRequest> orders, List<Long> extremes, Bar bar, long at) {
    for (int i = 0; i < orders.size(); i++) {
      Order resting =
          new Order(
              ids.nextOrder(),
              orders.get(i),
              bar.openTime(),
              bar.openTime(),
              0,
              0,
              new Order.Progress(0, 0, extremes.get(i)));
      account.apply(new FillEvent.Opened(resting));
    }
    List<FillEvent> events =
        engine.step(account, new OneSymbol(at, symbol, bar, null, OptionalLong.empty()));
    // They rest on: the lane keeps them, and shows them again when they matter.
    for (Order left : List.copyOf(account.orders())) {
      engine.cancel(account, left.id(), at);
    }
    return events;
  }

  /** Settles a funding at the price at which a candle opens. */
  List<FillEvent> settle(Symbol symbol, long rate, Bar bar) {
    return engine.step(
        account, new OneSymbol(bar.openTime(), symbol, null, bar, OptionalLong.of(rate)));
  }

  /**
   * The largest quantity whose margin and fee the budget covers when it fills at the price or
   * slips.
   */
  long affordable(Symbol symbol, Side side, long budget, long price) {
    Terms terms = engine.terms(symbol);
    long slip = Fixed.product(price, rules.costs().slippage(), RoundingMode.CEILING);
    long worst = Math.max(price + slip, terms.taken(side, price, rules.costs()));
    if (budget <= 0) {
      return 0;
    }
    long most = Math.min(terms.maxQuantity(), MOST);
    double per = 1.0 / rules.leverage() + rules.costs().takerRate() * UNIT;
    if (budget / (worst * UNIT * per) >= most) {
      return Amounts.quantity(most, terms.step());
    }
    // Doubles come within a few units; the last steps are exact.
    long notional = (long) Math.min(budget / per, MOST);
    while (need(notional) > budget) {
      notional--;
    }
    while (notional < MOST && need(notional + 1) <= budget) {
      notional++;
    }
    return Math.min(Amounts.quantity(quantity(notional, worst), terms.step()), most);
  }

  /** The largest quantity that is worth no more than that, rounded as notionals are. */
  private static long quantity(long notional, long price) {
    // Up to half a unit more is rounded down.
    long quantity = Fixed.mulDiv(2 * notional + 1, Fixed.ONE, 2 * price, RoundingMode.FLOOR);
    return Amounts.notional(price, quantity) <= notional ? quantity : quantity - 1;
  }

  /** Margin and fee. */
  private long need(long notional) {
    return Amounts.initialMargin(notional, rules.leverage())
        + Amounts.fee(notional, rules.costs().takerRate());
  }
}
