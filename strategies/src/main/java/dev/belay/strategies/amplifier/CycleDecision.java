package dev.belay.strategies.amplifier;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import java.util.List;

/**
 * What is to be done in a cycle, and why, also why not.
 *
 * @param asOf market time in epoch milliseconds
 * @param blocks why nothing at all is entered; empty when something may be
 * @param entries in the order in which they are sent
 * @param exits before any entry
 */
public record CycleDecision(
    long asOf, List<Why> blocks, List<Entry> entries, List<Exit> exits, Funnel funnel) {
  public CycleDecision {
    blocks = List.copyOf(blocks);
    entries = List.copyOf(entries);
    exits = List.copyOf(exits);
  }

  /**
   * @param coin with everything measured
   * @param rank in the scan, from 1
   * @param notional to be bought
   * @param wanted the notional before it was shrunk to what was left
   */
  public record Entry(CoinScore coin, int rank, Usdt notional, Usdt wanted, ExitPlan plan) {}

  /** A position to be closed at the market. */
  public record Exit(Symbol symbol, Why why) {}
}
