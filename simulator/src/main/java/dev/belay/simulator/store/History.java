package dev.belay.simulator.store;

import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import dev.belay.simulator.store.Rows.TradeRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been committed of an account, for everybody who asks. */
public final class History {
  private static final String TRADES =
      """
      select t.*, o.client_order_id from trades t join orders o using (order_id)
      where t.account = ? and (?::text is null or t.symbol = ?)
        and (?::bigint is null or t.order_id = ?)
        and t.trade_id >= ? and t.at_ms between ? and ?""";

  private final Store store;

  public History(Store store) {
    this.store = store;
  }

  /**
   * @param from the least trade id, or null for the latest trades
   */
  public record TradeFilter(
      @Nullable String symbol,
      @Nullable Long orderId,
      @Nullable Long from,
      long startTime,
      long endTime,
      int limit) {
    public static final TradeFilter ALL =
        new TradeFilter(null, null, 0L, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** The latest order of that client id: ids may be used again once an order has ended. */
  public Optional<OrderRow> orderByClientId(String account, String clientId, boolean conditional) {
    return store
        .query(
            """
            select * from orders where account = ? and client_order_id = ? and conditional = ?
            order by order_id desc limit 1""",
            Rows::orderRow,
            account,
            clientId,
            conditional)
        .stream()
        .findFirst();
  }

  public Optional<OrderRow> orderById(String account, long id, boolean conditional) {
    return store
        .query(
            "select * from orders where account = ? and order_id = ? and conditional = ?",
            Rows::orderRow,
            account,
            id,
            conditional)
        .stream()
        .findFirst();
  }

  /** Oldest first. */
  public List<OrderRow> openOrders(String account, @Nullable String symbol, boolean conditional) {
    return store.query(
        """
        select * from orders where account = ? and state = 'NEW' and conditional = ?
          and (?::text is null or symbol = ?) order by order_id""",
        Rows::orderRow,
        account,
        conditional,
        symbol,
        symbol);
  }

  /** The latest orders, oldest first. */
  public List<OrderRow> orders(
      String account, @Nullable String symbol, boolean conditional, long since, int limit) {
    return store.query(
        """
        select * from (select * from orders where account = ? and conditional = ?
          and (?::text is null or symbol = ?) and created_ms >= ?
          order by order_id desc limit ?) latest order by order_id""",
        Rows::orderRow,
        account,
        conditional,
        symbol,
        symbol,
        since,
        limit);
  }

  /** Oldest first. */
  public List<TradeRow> trades(String account, TradeFilter filter) {
    Long from = filter.from();
    String sql =
        from != null
            ? TRADES + " order by t.trade_id limit ?"
            : "select * from (" + TRADES + " order by t.trade_id desc limit ?) x order by trade_id";
    return store.query(
        sql,
        Rows::trade,
        account,
        filter.symbol(),
        filter.symbol(),
        filter.orderId(),
        filter.orderId(),
        from == null ? 0L : from,
        filter.startTime(),
        filter.endTime(),
        filter.limit());
  }

  /** From the start time on, oldest first. */
  public List<IncomeRow> income(
      String account,
      @Nullable String symbol,
      @Nullable String type,
      long startTime,
      long endTime,
      int limit) {
    return store.query(
        """
        select i.*, t.id as transfer_id from income i left join transfers t on t.tran_id = i.tran_id
          where i.account = ? and (?::text is null or i.symbol = ?)
          and (?::text is null or i.type = ?) and i.at_ms between ? and ?
          order by i.tran_id limit ?""",
        Rows::income,
        account,
        symbol,
        symbol,
        type,
        type,
        startTime,
        endTime,
        limit);
  }
}
