package dev.belay.simulator.venue;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.BookDepth;
import dev.belay.engine.fill.Depth;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Tape;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.market.Market;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What commands and boundaries between candles do to accounts: the fill engine with what is listed,
 * what books hold and which stops are slow. It knows neither clock nor books, so the venue that
 * trades and a replay of what it recorded have the same.
 */
public final class Matching {
  /** What the first level of each book holds at least: all that paper accounts usually order. */
  private static final long FIRST_LEVEL = 200_000 * Fixed.ONE;

  private final Market market;
  private final Terms.Costs costs;
  private final Depth depth;
  private final Ids ids;
  private final SlowTriggers slow = new SlowTriggers();
  private volatile Listing listing;

  /** What trades, in order of symbol, and the engine that goes by it. */
  private record Listing(SortedMap<Symbol, Instrument> instruments, FillEngine engine) {}

  /** As it is after a start. */
  public Matching(Market market, Terms.Costs costs, Ids ids) {
    this.market = market;
    this.costs = costs;
    this.depth = new BookDepth(market.spec().seed(), FIRST_LEVEL);
    this.ids = ids;
    this.listing = listing(market.instruments());
  }

  public Depth depth() {
    return depth;
  }

  /** What trades, by symbol and in its order. */
  public SortedMap<Symbol, Instrument> instruments() {
    return listing.instruments;
  }

  public FillEngine engine() {
    return listing.engine;
  }

  /**
   * When a command counts, with the price that it meets.
   *
   * @param at market time in epoch milliseconds
   * @param since what happens at that time or before does not count for an order
   */
  public FillEngine.Moment moment(Symbol symbol, long at, long since) {
    return new FillEngine.Moment(at, since, market.price(symbol, at).orElse(0));
  }

  /** The market at a boundary. */
  public Tape boundary(long at) {
    return new Boundary(market, at);
  }

  /** Takes the account over a boundary between two candles. */
  public List<FillEvent> step(Account account, Tape boundary) {
    List<FillEvent> first = slow.trigger(account, boundary, ids, market.interval().millis());
    List<FillEvent> then = listing.engine.step(account, boundary);
    if (first.isEmpty()) {
      return then;
    }
    List<FillEvent> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  /** Lists an instrument with other filters, until {@link #relist()}. */
  public void relist(Instrument changed) {
    SortedMap<Symbol, Instrument> now = new TreeMap<>(listing.instruments);
    now.put(changed.symbol(), changed);
    listing = listing(now.values());
  }

  /** Lists all instruments as the market has them. */
  public void relist() {
    listing = listing(market.instruments());
  }

  /** Whether all instruments are listed as the market has them. */
  public boolean isUsual() {
    return listing.instruments.equals(listing(market.instruments()).instruments);
  }

  private Listing listing(Collection<Instrument> instruments) {
    SortedMap<Symbol, Instrument> bySymbol = new TreeMap<>();
    instruments.forEach(each -> bySymbol.put(each.symbol(), each));
    return new Listing(
        Collections.unmodifiableSortedMap(bySymbol),
        new FillEngine(instruments.stream().map(Terms::of).toList(), costs, depth, ids));
  }

  /** The market order of the account's stop is to wait that many candles after the trigger. */
  public void slowTrigger(String account, String clientId, int steps) {
    slow.add(account, clientId, steps);
  }

  /** The stop is to fill when it triggers. */
  public void usualTrigger(String account, String clientId) {
    slow.remove(account, clientId);
  }

  /** Stops of all accounts are to fill when they trigger. */
  public void usualTriggers() {
    slow.clear();
  }

  /** Whether a stop is to wait. */
  public boolean hasSlowTriggers() {
    return !slow.isEmpty();
  }
}
