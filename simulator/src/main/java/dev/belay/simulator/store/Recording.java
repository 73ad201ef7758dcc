package dev.belay.simulator.store;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.store.Rows.ClockRow;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A venue's whole run: the commands it took and what came of them.
 *
 * @param commands in the order in which they counted
 * @param accounts by name
 */
public record Recording(
    ClockRow clock, List<Taken> commands, SortedMap<String, AccountBooks> accounts) {
  public Recording {
    commands = List.copyOf(commands);
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
  }

  /**
   * A command that was taken.
   *
   * @param account null where it concerns all
   */
  public record Taken(long seq, @Nullable String account, Command.When when, Command command) {}

  /**
   * Everything the books hold of an account; numbers are fixed point.
   *
   * @param orders by number
   * @param trades by number
   * @param income in the order in which it was booked
   * @param positions open ones, in order of symbol
   */
  public record AccountBooks(
      String account,
      long wallet,
      List<OrderRow> orders,
      List<Trade> trades,
      List<IncomeRow> income,
      List<Position> positions,
      SortedMap<Symbol, Integer> leverages) {
    public AccountBooks {
      orders = List.copyOf(orders);
      trades = List.copyOf(trades);
      income = List.copyOf(income);
      positions = List.copyOf(positions);
      leverages = Collections.unmodifiableSortedMap(new TreeMap<>(leverages));
    }
  }

  /** The boundary between candles up to which everything has been dealt with. */
  public long until() {
    long until = clock.steppedTo();
    for (Taken taken : commands) {
      until = Math.max(until, taken.when().steppedTo());
    }
    return until;
  }
}
