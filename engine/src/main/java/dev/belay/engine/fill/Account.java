package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The state of one account: changes only by events, and always satisfies wallet = deposits +
 * realized gains − fees + funding. Not thread-safe.
 */
public final class Account {
  /** Leverage of a symbol before anybody sets it. */
  public static final int DEFAULT_LEVERAGE = 20;

  private final String id;
  private final TreeMap<Symbol, Position> positions = new TreeMap<>();
  private final TreeMap<Long, Order> orders = new TreeMap<>();
  private final TreeMap<Symbol, Integer> leverages = new TreeMap<>();
  private long wallet;
  private long reserved;
  private long positionMargin;

  public Account(String id) {
    this.id = id;
  }

  /** The account as it was persisted. */
  public static Account restore(
      String id,
      long wallet,
      Collection<Position> positions,
      Collection<Order> openOrders,
      Map<Symbol, Integer> leverages) {
    Account account = new Account(id);
    account.wallet = wallet;
    account.leverages.putAll(leverages);
    positions.forEach(p -> account.apply(new FillEvent.PositionChanged(p)));
    openOrders.forEach(o -> account.apply(new FillEvent.Opened(o)));
    return account;
  }

  /** Takes one change into account. */
  public void apply(FillEvent event) {
    switch (event) {
      case FillEvent.Deposited e -> wallet = Math.addExact(wallet, e.amount());
      case FillEvent.LeverageSet e -> leverages.put(e.symbol(), e.leverage());
      case FillEvent.Opened e -> {
        orders.put(e.order().id(), e.order());
        reserved += e.order().reserved();
      }
      case FillEvent.Advanced e -> {
        Order was = orders.put(e.order().id(), e.order());
        reserved += e.order().reserved() - (was == null ? 0 : was.reserved());
      }
      case FillEvent.Closed e -> {
        Order was = orders.remove(e.order().id());
        if (was != null) {
          reserved -= was.reserved();
        }
      }
      case FillEvent.Traded e -> traded(e.trade());
      case FillEvent.PositionChanged e -> changed(e.position());
      case FillEvent.FundingSettled e -> wallet = Math.addExact(wallet, e.amount());
    }
  }

  /** What a {@link FillEvent.Traded} says. */
  void traded(Trade trade) {
    wallet = Math.addExact(wallet, trade.realizedPnl() - trade.fee());
  }

  /** What a {@link FillEvent.PositionChanged} says. */
  void changed(Position now) {
    Position was = now.isFlat() ? positions.remove(now.symbol()) : positions.put(now.symbol(), now);
    positionMargin += (now.isFlat() ? 0 : now.margin()) - (was == null ? 0 : was.margin());
  }

  public String id() {
    return id;
  }

  public long wallet() {
    return wallet;
  }

  /** Margin and fees held back for open orders. */
  public long reserved() {
    return reserved;
  }

  /** Margin of all positions. */
  public long positionMargin() {
    return positionMargin;
  }

  /** What a new order may use. */
  public long available() {
    return wallet - positionMargin() - reserved;
  }

  public int leverage(Symbol symbol) {
    return leverages.getOrDefault(symbol, DEFAULT_LEVERAGE);
  }

  /** Flat if there is none. */
  public Position position(Symbol symbol) {
    Position position = positions.get(symbol);
    return position == null ? Position.flat(symbol, 0) : position;
  }

  /** Open positions in order of symbol. */
  public Collection<Position> positions() {
    return Collections.unmodifiableCollection(positions.values());
  }

  /** Open orders, oldest first. */
  public Collection<Order> orders() {
    return Collections.unmodifiableCollection(orders.values());
  }

  boolean hasOrders() {
    return !orders.isEmpty();
  }

  /** The open order of that number. */
  public Optional<Order> order(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  List<Order> orders(Symbol symbol) {
    if (orders.isEmpty()) {
      return List.of();
    }
    List<Order> found = new ArrayList<>();
    for (Order order : orders.values()) {
      if (order.request().symbol().equals(symbol)) {
        found.add(order);
      }
    }
    return found;
  }

  boolean isOpen(Order order) {
    return orders.containsKey(order.id());
  }

  /** Everything with a position or an order. */
  public SortedSet<Symbol> activeSymbols() {
    SortedSet<Symbol> symbols = new TreeSet<>(positions.keySet());
    orders.values().forEach(order -> symbols.add(order.request().symbol()));
    return symbols;
  }
}
