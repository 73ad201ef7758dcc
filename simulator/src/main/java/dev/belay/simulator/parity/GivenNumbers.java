package dev.belay.simulator.parity;

import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.store.Recording.AccountBooks;
import dev.belay.simulator.store.Rows.OrderRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Numbers of orders and trades in a replay. They count what all accounts did one after the other
 * and decide nothing but the order within an account, so the replay takes those that were given: to
 * a command's order its own, to what happens at a boundary those that the account got there, in
 * their order. Where the replay needs more than that, it counts on from far above.
 */
final class GivenNumbers implements Ids {
  private static final long OWN = 1L << 60;

  private final Map<String, Given> byAccount = new HashMap<>();
  private Given current = new Given();
  private long at;
  private long placed;
  private long own = OWN;

  /** What one account was given at boundaries, by their market time. */
  private static final class Given {
    private final Map<Long, Deque<Long>> orders = new HashMap<>();
    private final Map<Long, Deque<Long>> trades = new HashMap<>();
  }

  /**
   * @param commanded numbers of orders that commands placed
   */
  GivenNumbers(Iterable<AccountBooks> recorded, Set<Long> commanded) {
    for (AccountBooks books : recorded) {
      Given given = new Given();
      for (OrderRow row : books.orders()) {
        if (!commanded.contains(row.order().id())) {
          add(given.orders, row.order().createdAt(), row.order().id());
        }
      }
      for (Trade trade : books.trades()) {
        add(given.trades, trade.at(), trade.id());
      }
      byAccount.put(books.account(), given);
    }
  }

  private static void add(Map<Long, Deque<Long>> numbers, long at, long number) {
    numbers.computeIfAbsent(at, t -> new ArrayDeque<>()).add(number);
  }

  /** From here on the account is taken over the boundary. */
  void stepping(String account, long boundary) {
    current = byAccount.computeIfAbsent(account, a -> new Given());
    at = boundary;
  }

  /** The next order is to have this number. */
  void placing(long number) {
    placed = number;
  }

  @Override
  public long nextOrder() {
    if (placed != 0) {
      long number = placed;
      placed = 0;
      return number;
    }
    return next(current.orders);
  }

  @Override
  public long nextTrade() {
    return next(current.trades);
  }

  private long next(Map<Long, Deque<Long>> numbers) {
    Deque<Long> given = numbers.get(at);
    Long number = given == null ? null : given.poll();
    return number == null ? own++ : number;
  }
}
