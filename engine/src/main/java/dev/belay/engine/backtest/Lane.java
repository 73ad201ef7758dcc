package dev.belay.engine.backtest;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.fill.Amounts;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.engine.fill.Trail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One symbol's way through a run: what its strategy wants, what it holds, and what came of it. Only
 * candles that reach a price at which something can happen are shown to the fill engine.
 */
final class Lane implements Desk {
  private static final double UNIT = 1.0 / Fixed.ONE;

  /** Where no price gets. */
  private static final long NEVER = Long.MAX_VALUE;

  private final Candles candles;
  private final Strategy strategy;
  private final Broker broker;
  private final Funding funding;
  private final Symbol symbol;
  private final List<RoundTrip> trips = new ArrayList<>();

  private Position position;
  private int entryIndex;
  private long entryFill;
  private long entryFee;
  private long tripFunding;
  private long allFunding;
  private int fundingIndex;
  private long liquidation;
  private Protection protection = Protection.NONE;
  private long extreme;
  private long lowGuard;
  private long highGuard = NEVER;

  private boolean wantsExit;
  private @Nullable Direction wanted;
  private double wantedShare;
  private Protection wantedProtection = Protection.NONE;

  private int index = -1;
  private int refused;
  private int exposedBars;
  private long fees;
  private long turnover;

  Lane(Candles candles, Funding funding, Strategy strategy, Broker broker) {
    this.candles = candles;
    this.funding = funding;
    this.strategy = strategy;
    this.broker = broker;
    this.symbol = candles.symbol();
    this.position = Position.flat(symbol, 0);
  }

  /**
   * The orders that rest to protect a position.
   *
   * @param stop 0 where there is none
   * @param target 0 where there is none
   * @param callback in fixed point; 0 where nothing trails
   */
  private record Protection(long stop, long target, long callback) {
    static final Protection NONE = new Protection(0, 0, 0);

    Protection stopAt(long price) {
      return new Protection(price, target, callback);
    }

    Protection targetAt(long price) {
      return new Protection(stop, price, callback);
    }

    Protection trail(long fraction) {
      return new Protection(stop, target, fraction);
    }
  }

  Candles candles() {
    return candles;
  }

  Symbol symbol() {
    return symbol;
  }

  List<RoundTrip> trips() {
    return trips;
  }

  boolean isOpen() {
    return !position.isFlat();
  }

  int refused() {
    return refused;
  }

  int exposedBars() {
    return exposedBars;
  }

  long fees() {
    return fees;
  }

  long funding() {
    return allFunding;
  }

  long turnover() {
    return turnover;
  }

  /** Whether it wants something at the next open. */
  boolean wants() {
    return wantsExit || wanted != null;
  }

  boolean wantsExit() {
    return wantsExit || wanted != null && isOpen();
  }

  boolean wantsEntry() {
    return wanted != null;
  }

  /** Funding that fell due until the candle opens. */
  void settleFunding(int candle) {
    if (funding.isEmpty()) {
      return;
    }
    long until = candles.openTime(candle);
    while (fundingIndex < funding.size() && funding.time(fundingIndex) <= until) {
      if (isOpen() && funding.time(fundingIndex) > position.openedAt()) {
        for (FillEvent event : broker.settle(symbol, funding.rate(fundingIndex), bar(candle))) {
          take(event, candle, RoundTrip.Exit.SIGNAL);
        }
        guard();
      }
      fundingIndex++;
    }
  }

  /** Skips what was due before the run began. */
  void startAt(long time) {
    fundingIndex = funding.after(time);
  }

  /** Closes what is to be closed, at the open of the bar. */
  void exitAt(Bar bar, int candle) {
    wantsExit = false;
    if (!isOpen()) {
      return;
    }
    Side side = position.quantity() > 0 ? Side.SELL : Side.BUY;
    take(broker.trade(symbol, side, position.size(), true, bar), candle);
  }

  /**
   * Enters what is to be entered, at the open of the bar.
   *
   * @param budget what margin and fee may come to at most, before the share that is wanted
   */
  void enterAt(Bar bar, int candle, long budget) {
    enterWith(bar, candle, wantedPart(budget));
  }

  /** The share that is wanted of an amount. */
  long wantedPart(long amount) {
    return wantedShare == 1 ? amount : (long) Math.floor(amount * wantedShare);
  }

  /**
   * Enters what is to be entered, at the open of the bar.
   *
   * @param part what margin and fee may come to at most
   */
  void enterWith(Bar bar, int candle, long part) {
    Direction direction = wanted;
    if (direction == null) {
      return;
    }
    wanted = null;
    Side side = direction.entrySide();
    long quantity = broker.affordable(symbol, side, part, bar.open());
    if (quantity != 0) {
      take(broker.trade(symbol, side, quantity, false, bar), candle);
    }
    if (isOpen()) {
      protection = wantedProtection;
      extreme = bar.open();
      guard();
    } else {
      refused++;
    }
    wantedProtection = Protection.NONE;
  }

  /** The candle closes: first what rests at the venue, then the strategy. */
  void close(int candle, boolean mayTrade) {
    index = candle;
    if (isOpen()) {
      exposedBars++;
      if (protection.callback() != 0
          || lowGuard != 0 && candles.low(candle) <= lowGuard
          || highGuard != NEVER && candles.high(candle) >= highGuard) {
        protect(candle);
      }
    }
    if (mayTrade) {
      strategy.onCandle(candles, candle, this);
    } else {
      strategy.onCandle(candles, candle, Muted.DESK);
    }
  }

  private void protect(int candle) {
    Bar bar = bar(candle);
    long trailed = extreme;
    Trail trail = null;
    if (protection.callback() != 0) {
      trail = Trail.through(trailing(), extreme, bar);
      extreme = trail.extreme();
    }
    if ((trail == null || trail.reference() == 0)
        && bar.low() > lowGuard
        && bar.high() < highGuard) {
      return;
    }
    List<OrderRequest> orders = new ArrayList<>();
    List<Long> extremes = new ArrayList<>();
    if (protection.stop() != 0) {
      orders.add(resting("stop", OrderType.STOP_MARKET, protection.stop(), 0));
      extremes.add(0L);
    }
    if (protection.target() != 0) {
      orders.add(resting("target", OrderType.TAKE_PROFIT_MARKET, protection.target(), 0));
      extremes.add(0L);
    }
    if (trail != null) {
      orders.add(trailing());
      extremes.add(trailed);
    }
    List<FillEvent> events =
        broker.through(symbol, orders, extremes, bar, candles.closeTime(candle));
    RoundTrip.Exit exit = RoundTrip.Exit.LIQUIDATION;
    for (FillEvent event : events) {
      if (event instanceof FillEvent.Opened opened && opened.order().parent() != 0) {
        exit = reason(opened.order().request().clientId(), orders, events);
      }
    }
    for (FillEvent event : events) {
      take(event, candle, exit);
    }
  }

  /** Which of the orders triggered. */
  private static RoundTrip.Exit reason(
      String child, List<OrderRequest> orders, List<FillEvent> events) {
    for (FillEvent event : events) {
      if (event instanceof FillEvent.Closed closed
          && closed.child() != 0
          && child.equals("algo-" + closed.order().id())) {
        OrderRequest request = closed.order().request();
        return switch (request.type()) {
          case TAKE_PROFIT_MARKET -> RoundTrip.Exit.TARGET;
          case STOP_MARKET -> request.trails() ? RoundTrip.Exit.TRAIL : RoundTrip.Exit.STOP;
          case MARKET, LIMIT ->
              throw new IllegalStateException("Expected a conditional order, was " + request);
        };
      }
    }
    throw new IllegalStateException("Expected one of %s to have triggered".formatted(orders));
  }

  private OrderRequest resting(String id, OrderType type, long trigger, long callback) {
    Side side = position.quantity() > 0 ? Side.SELL : Side.BUY;
    return new OrderRequest(
        id,
        symbol,
        side,
        type,
        TimeInForce.GTC,
        position.size(),
        0,
        trigger,
        true,
        false,
        callback);
  }

  private OrderRequest trailing() {
    return resting("trail", OrderType.STOP_MARKET, extreme, protection.callback());
  }

  private void take(FillEngine.@Nullable Filled filled, int candle) {
    if (filled != null) {
      traded(filled.trade(), candle, RoundTrip.Exit.SIGNAL);
      changed(filled.position());
    }
  }

  private void take(FillEvent event, int candle, RoundTrip.Exit exit) {
    switch (event) {
      case FillEvent.Traded traded -> traded(traded.trade(), candle, exit);
      case FillEvent.FundingSettled settled -> {
        tripFunding += settled.amount();
        allFunding += settled.amount();
      }
      case FillEvent.PositionChanged changed -> changed(changed.position());
      case FillEvent.Opened ignored -> {}
      case FillEvent.Advanced ignored -> {}
      case FillEvent.Closed ignored -> {}
      case FillEvent.Deposited ignored -> {}
      case FillEvent.LeverageSet ignored -> {}
    }
  }

  private void changed(Position now) {
    if (position.isFlat() != now.isFlat()) {
      protection = Protection.NONE;
    }
    position = now;
    liquidation = now.isFlat() ? 0 : now.liquidationPrice(broker.terms(symbol).brackets());
    guard();
  }

  private void traded(Trade trade, int candle, RoundTrip.Exit exit) {
    fees += trade.fee();
    long notional = Amounts.notional(trade.price(), trade.quantity());
    turnover += notional;
    if (position.isFlat()) {
      entryIndex = candle;
      entryFill = trade.price();
      entryFee = trade.fee();
      tripFunding = 0;
      return;
    }
    trips.add(
        new RoundTrip(
            symbol,
            heading(),
            position.openedAt(),
            entryFill,
            trade.at(),
            trade.price(),
            trade.quantity(),
            position.cost(),
            trade.realizedPnl(),
            entryFee + trade.fee(),
            tripFunding,
            candle - entryIndex + 1,
            exit));
  }

  /** From which prices on the fill engine must be asked. */
  private void guard() {
    lowGuard = 0;
    highGuard = NEVER;
    if (position.isFlat()) {
      return;
    }
    if (position.quantity() > 0) {
      lowGuard = Math.max(protection.stop(), liquidation);
      highGuard = protection.target() == 0 ? NEVER : protection.target();
    } else {
      highGuard = protection.stop() == 0 ? liquidation : Math.min(protection.stop(), liquidation);
      lowGuard = protection.target();
    }
  }

  /** What the open position has gained at the price; 0 when flat. */
  long unrealized(long price) {
    if (position.quantity() == 0) {
      return 0;
    }
    // In doubles: good to about 1e-12 of the amount, and this is for curves only.
    long worth = (long) (price * UNIT * position.size() + 0.5);
    return position.quantity() > 0 ? worth - position.cost() : position.cost() - worth;
  }

  Position position() {
    return position;
  }

  /** What the open position was bought at. */
  long entryFill() {
    return entryFill;
  }

  /** Of the open position. */
  Direction heading() {
    return position.quantity() > 0 ? Direction.LONG : Direction.SHORT;
  }

  Bar bar(int candle) {
    return new Bar(
        candles.openTime(candle),
        candles.open(candle),
        candles.high(candle),
        candles.low(candle),
        candles.close(candle),
        candles.volume(candle));
  }

  /** The moment of a close as a bar of its own. */
  Bar closeBar(int candle) {
    long close = candles.close(candle);
    return new Bar(candles.closeTime(candle), close, close, close, close, 0);
  }

  @Override
  public @Nullable Direction direction() {
    return isFlat() ? null : heading();
  }

  @Override
  public boolean isFlat() {
    return position.quantity() == 0;
  }

  @Override
  public long entryPrice() {
    return position.entryPrice();
  }

  @Override
  public long entryTime() {
    return position.isFlat() ? 0 : position.openedAt();
  }

  @Override
  public void enter(Direction direction, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("Expected a share above 0, at most 1, was " + share);
    }
    if (direction == direction()) {
      wanted = null;
      wantsExit = false;
      return;
    }
    if (direction != wanted) {
      wantedProtection = Protection.NONE;
    }
    wanted = direction;
    wantedShare = share;
  }

  @Override
  public void exit() {
    wanted = null;
    wantedProtection = Protection.NONE;
    wantsExit = isOpen();
  }

  @Override
  public void stopAt(long price) {
    if (wanted != null) {
      wantedProtection = wantedProtection.stopAt(price);
    } else if (isOpen()) {
      boolean reached =
          price != 0
              && (position.quantity() > 0
                  ? price >= candles.close(index)
                  : price <= candles.close(index));
      wantsExit |= reached;
      protection = protection.stopAt(price);
      guard();
    }
  }

  @Override
  public void targetAt(long price) {
    if (wanted != null) {
      wantedProtection = wantedProtection.targetAt(price);
    } else if (isOpen()) {
      boolean reached =
          price != 0
              && (position.quantity() > 0
                  ? price <= candles.close(index)
                  : price >= candles.close(index));
      wantsExit |= reached;
      protection = protection.targetAt(price);
      guard();
    }
  }

  @Override
  public void trail(double callback) {
    long fraction = Math.round(callback * 1000) * (Fixed.ONE / 1000);
    boolean fits =
        callback == 0
            || fraction >= Fixed.ONE / 1000
                && fraction <= Fixed.ONE / 10
                && Math.abs(callback * 1000 - Math.rint(callback * 1000)) < 1e-9;
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected a callback of 0.001 to 0.1 in steps of 0.001, or 0, was " + callback);
    }
    if (wanted != null) {
      wantedProtection = wantedProtection.trail(fraction);
    } else if (isOpen() && fraction != protection.callback()) {
      protection = protection.trail(fraction);
      extreme = candles.close(index);
    }
  }

  /** For the candles before the run begins. */
  private static final class Muted implements Desk {
    static final Desk DESK = new Muted();

    @Override
    public @Nullable Direction direction() {
      return null;
    }

    @Override
    public long entryPrice() {
      return 0;
    }

    @Override
    public long entryTime() {
      return 0;
    }

    @Override
    public void enter(Direction direction, double share) {}

    @Override
    public void exit() {}

    @Override
    public void stopAt(long price) {}

    @Override
    public void targetAt(long price) {}

    @Override
    public void trail(double callback) {}
  }
}
