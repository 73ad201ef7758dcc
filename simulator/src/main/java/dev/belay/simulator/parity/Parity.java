package dev.belay.simulator.parity;

import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Recording.AccountBooks;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What a replay of a recorded run came to, and how that compares with the record.
 *
 * @param until market time at which equity was taken, the last boundary, in epoch milliseconds
 * @param recordedEquity wallets and open positions of all accounts as recorded, in fixed point
 * @param replayedEquity the same as replayed, at the same prices
 */
public record Parity(
    Replay.Result replay,
    Comparison.Result comparison,
    long until,
    long recordedEquity,
    long replayedEquity) {

  /**
   * Replays the run and compares.
   *
   * @param market the run's own
   * @param reached is told market time now and then
   * @throws IllegalArgumentException if the market is one of quotes, which nobody keeps
   */
  public static Parity check(Market market, Recording recording, LongConsumer reached) {
    if (market instanceof QuotedMarket) {
      throw new IllegalArgumentException(
          "Expected a market whose prices follow from its specification, was " + market.label());
    }
    Replay.Result replay = Replay.run(market, recording, reached);
    long until = recording.until();
    return new Parity(
        replay,
        Comparison.of(recording, replay),
        until,
        equity(market, recording.accounts().values(), until),
        equity(market, replay.accounts().values(), until));
  }

  /**
   * An account's whole books with what the replay came to in place of what was recorded: under the
   * recorded numbers where there are any, and with what is older than the commands.
   */
  public Optional<AccountBooks> books(Recording recording, String account) {
    AccountBooks replayed = replay.accounts().get(account);
    AccountBooks recorded = recording.accounts().get(account);
    if (replayed == null) {
      return Optional.empty();
    }
    List<OrderRow> orders = new ArrayList<>();
    List<Trade> trades = new ArrayList<>();
    List<IncomeRow> income = new ArrayList<>();
    if (recorded != null) {
      AccountBooks since = Comparison.since(recorded, Comparison.kept(recording).get(account));
      orders.addAll(without(recorded.orders(), since.orders()));
      trades.addAll(without(recorded.trades(), since.trades()));
      income.addAll(without(recorded.income(), since.income()));
    }
    replayed.orders().forEach(row -> orders.add(numbered(row)));
    replayed.trades().forEach(trade -> trades.add(numbered(trade)));
    income.addAll(replayed.income());
    return Optional.of(
        new AccountBooks(
            account,
            replayed.wallet(),
            orders,
            trades,
            income,
            replayed.positions(),
            replayed.leverages()));
  }

  private static <T> List<T> without(List<T> all, List<T> some) {
    Set<T> left = new LinkedHashSet<>(all);
    some.forEach(left::remove);
    return List.copyOf(left);
  }

  private OrderRow numbered(OrderRow row) {
    Order order = row.order();
    return new OrderRow(
        new Order(
            order(order.id()),
            order.request(),
            order.activeFrom(),
            order.createdAt(),
            order.reserved(),
            order(order.parent()),
            order.progress()),
        row.workingType(),
        row.state(),
        order(row.child()),
        row.reason(),
        row.updatedAt(),
        row.createdWall());
  }

  private Trade numbered(Trade trade) {
    return new Trade(
        comparison.tradeNumbers().getOrDefault(trade.id(), trade.id()),
        order(trade.orderId()),
        trade.symbol(),
        trade.side(),
        trade.price(),
        trade.quantity(),
        trade.fee(),
        trade.realizedPnl(),
        trade.maker(),
        trade.at());
  }

  private long order(long number) {
    return comparison.orderNumbers().getOrDefault(number, number);
  }

  private static long equity(Market market, Collection<AccountBooks> accounts, long at) {
    long sum = 0;
    for (AccountBooks books : accounts) {
      sum += books.wallet();
      for (Position position : books.positions()) {
        long mark = market.price(position.symbol(), at).orElse(position.entryPrice());
        sum += position.unrealizedPnl(mark);
      }
    }
    return sum;
  }
}
