package dev.belay.simulator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.store.Rows.AccountRow;
import dev.belay.simulator.store.Rows.ClockRow;
import dev.belay.simulator.store.Rows.TransferRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

/** Writes what the venue does and reads it back at a start. Every method is one transaction. */
public final class Store implements AutoCloseable {
  private static final String SCHEMA = "simulator";

  /** Of the advisory lock that whoever serves the books holds; any number, for ever the same. */
  private static final long SERVING = 0x62656c6179L;

  /** The server notices the end of a killed predecessor's connection within moments. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final Connection serving;
  private final GroupCommit commits = new GroupCommit(all -> transaction(all::execute));

  private Store(HikariDataSource pool, Connection serving) {
    this.pool = pool;
    this.serving = serving;
  }

  /** Opens the venue's schema in the database, and brings it up to date. */
  public static Store open(String jdbcUrl, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    return open(config);
  }

  /** As above, on connections of the given source. */
  public static Store open(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    return open(config);
  }

  private static Store open(HikariConfig config) {
    config.setPoolName("simulator");
    // One of them holds the lock.
    config.setMaximumPoolSize(5);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(20_000);
    // Not as a schema of the pool: it has to exist first.
    config.setConnectionInitSql("set search_path to " + SCHEMA);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      MigrateResult unused =
          Flyway.configure()
              .dataSource(pool)
              .schemas(SCHEMA)
              .defaultSchema(SCHEMA)
              .locations("classpath:db/simulator")
              .load()
              .migrate();
      return new Store(pool, serve(pool));
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * Takes the books for this process as long as the connection lives: two venues on the same books
   * would fill every order twice.
   *
   * @throws IllegalStateException if another simulator serves them
   */
  private static Connection serve(HikariDataSource pool) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      Connection connection = pool.getConnection();
      while (!isTaken(connection)) {
        if (System.nanoTime() > end) {
          connection.close();
          throw new IllegalStateException(
              "Expected books that nobody serves, but another simulator serves those of this"
                  + " database; stop it, or name another database.");
        }
        Thread.sleep(200);
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("The venue's books can't be taken: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while another simulator served the books", e);
    }
  }

  private static boolean isTaken(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, SERVING);
      try (ResultSet answer = lock.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  @Override
  public void close() {
    try {
      serving.close();
    } catch (SQLException e) {
      // It is gone, and the lock with it.
    }
    pool.close();
  }

  DataSource pool() {
    return pool;
  }

  /**
   * The clock of books that somebody else may be serving; empty where there are none.
   *
   * @throws SQLException if it can't be read, such as in books of an older version
   */
  public static Optional<ClockRow> look(String jdbcUrl, String user, String password)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("select to_regclass('" + SCHEMA + ".clock') is not null")) {
        if (!there.next() || !there.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (ResultSet row = statement.executeQuery("select * from " + SCHEMA + ".clock")) {
        return row.next() ? Optional.of(Rows.clock(row)) : Optional.empty();
      }
    }
  }

  public Optional<ClockRow> clock() {
    return query("select * from clock", Rows::clock).stream().findFirst();
  }

  /** The row of the books that begin, or go on, with the market of the specification. */
  public void startClock(ClockRow row, MarketSpec spec, int speed, Terms.Costs costs) {
    keep(null, new Command.Started(costs), new Command.When(row.highWater(), row.steppedTo()));
    switch (spec) {
      case MarketSpec.Synthetic its ->
          startClock(
              row,
              speed,
              "synthetic",
              its.scenario().toString(),
              its.seed(),
              null,
              null,
              its.from(),
              its.onClock(),
              its.alts());
      case MarketSpec.Replay(Path folder, String candles, Instant from) ->
          startClock(
              row, speed, "replay", null, null, folder.toString(), candles, from, false, false);
      case MarketSpec.Live(Instant from) ->
          startClock(row, speed, "live", null, null, null, null, from, true, false);
    }
  }

  private void startClock(
      ClockRow row,
      int speed,
      String kind,
      @Nullable String scenario,
      @Nullable Long seed,
      @Nullable String folder,
      @Nullable String candles,
      Instant from,
      boolean onClock,
      boolean alts) {
    update(
        """
        insert into clock (market, speed, high_water_ms, stepped_to_ms,
                           kind, scenario, seed, folder, candles, from_ms, on_clock, alts)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set
          speed = excluded.speed, kind = excluded.kind, scenario = excluded.scenario,
          seed = excluded.seed, folder = excluded.folder, candles = excluded.candles,
          from_ms = excluded.from_ms, on_clock = excluded.on_clock, alts = excluded.alts\
        """,
        row.market(),
        speed,
        row.highWater(),
        row.steppedTo(),
        kind,
        scenario,
        seed,
        folder,
        candles,
        from.toEpochMilli(),
        onClock,
        alts);
  }

  /** Neither mark ever goes back. */
  public void raiseClock(long highWater, long steppedTo) {
    update(
        """
        update clock set high_water_ms = greatest(high_water_ms, ?),
          stepped_to_ms = greatest(stepped_to_ms, ?)\
        """,
        highWater,
        steppedTo);
  }

  /** At an orderly end market time goes on exactly where it was. */
  public void stopClock(long lastShown, long steppedTo) {
    update("update clock set high_water_ms = ?, stepped_to_ms = ?", lastShown, steppedTo);
  }

  public List<AccountRow> accounts() {
    return query(
        "select account, api_key, secret_key, wallet from accounts order by account",
        row ->
            new AccountRow(
                row.getString(1), row.getString(2), row.getString(3), Rows.fixed(row, "wallet")));
  }

  /** Every account as it was last committed. */
  public Map<String, Account> restore() {
    Map<String, List<Position>> positions = new TreeMap<>();
    Map<String, List<Order>> orders = new TreeMap<>();
    Map<String, Map<Symbol, Integer>> leverages = new TreeMap<>();
    query(
        "select * from positions",
        row -> add(positions, row.getString("account"), Rows.position(row)));
    query(
        "select * from orders where state = 'NEW' order by order_id",
        row -> add(orders, row.getString("account"), Rows.order(row)));
    query(
        "select account, symbol, leverage from leverages",
        row ->
            leverages
                .computeIfAbsent(row.getString(1), a -> new TreeMap<>())
                .put(Symbol.of(row.getString(2)), row.getInt(3)));
    Map<String, Account> accounts = new TreeMap<>();
    for (AccountRow row : accounts()) {
      String id = row.account();
      accounts.put(
          id,
          Account.restore(
              id,
              row.wallet(),
              positions.getOrDefault(id, List.of()),
              orders.getOrDefault(id, List.of()),
              leverages.getOrDefault(id, Map.of())));
    }
    return accounts;
  }

  public long lastOrderId() {
    return query("select coalesce(max(order_id), 0) from orders", row -> row.getLong(1)).getFirst();
  }

  public long lastTradeId() {
    return query("select coalesce(max(trade_id), 0) from trades", row -> row.getLong(1)).getFirst();
  }

  /** A new account with its first deposit. */
  public void createAccount(AccountRow row, long at, long wallNow) {
    transaction(
        connection -> {
          Statements.run(
              connection,
              """
              insert into accounts (account, api_key, secret_key, wallet, created_wall_ms)
              values (?, ?, ?, ?, ?)\
              """,
              row.account(),
              row.apiKey(),
              row.secretKey(),
              Fixed.decimal(row.wallet()),
              wallNow);
          Statements.run(
              connection,
              "insert into income (account, symbol, type, amount, at_ms) values (?, '', ?, ?, ?)",
              row.account(),
              "TRANSFER",
              Fixed.decimal(row.wallet()),
              at);
          new Statements(wallNow)
              .write(
                  row.account(), new Command.AccountOpened(row.wallet()), new Command.When(at, at))
              .execute(connection);
        });
  }

  /**
   * What one command has changed, with the command; committed together with what others want to
   * commit just then.
   */
  public void save(
      Account account,
      List<FillEvent> events,
      String workingType,
      Command command,
      Command.When when,
      long wallNow) {
    commits.commit(
        new Statements(wallNow)
            .write(account, events, workingType)
            .write(account.id(), command, when));
  }

  /**
   * A command that changes no account.
   *
   * @param account null where it concerns all
   */
  public void keep(@Nullable String account, Command command, Command.When when) {
    transaction(connection -> new Statements(0).write(account, command, when).execute(connection));
  }

  /** The transfer of that id, moved or refused. */
  public Optional<TransferRow> transfer(String id) {
    return query("select * from transfers where id = ?", Rows::transfer, id).stream().findFirst();
  }

  /** A transfer with what it changed: nothing when it was refused. */
  public void saveTransfer(
      Account account, List<FillEvent> events, TransferRow row, Command.When when, long wallNow) {
    transaction(
        connection -> {
          Statements statements = new Statements(wallNow).write(account, events, "");
          if (!row.refused()) {
            statements.write(row.account(), new Command.Transferred(row.id(), row.amount()), when);
          }
          statements.execute(connection);
          Statements.run(
              connection,
              """
              insert into transfers (id, account, amount, tran_id, reason, at_ms)
              values (?, ?, ?, (select max(tran_id) from income where account = ? and ? = ''), ?, ?)\
              """,
              row.id(),
              row.account(),
              Fixed.decimal(row.amount()),
              row.account(),
              row.reason(),
              row.reason(),
              row.at());
        });
  }

  /** What one boundary has changed, for all accounts at once. */
  public void saveStep(Map<Account, List<FillEvent>> changes, long steppedTo, long wallNow) {
    transaction(
        connection -> {
          Statements statements = new Statements(wallNow);
          for (Map.Entry<Account, List<FillEvent>> change : changes.entrySet()) {
            statements.write(change.getKey(), change.getValue(), "MARK_PRICE");
          }
          statements.execute(connection);
          Statements.run(
              connection, "update clock set stepped_to_ms = greatest(stepped_to_ms, ?)", steppedTo);
        });
  }

  /** All that the books hold, and the commands it follows from; empty of books that are new. */
  public Optional<Recording> recording() {
    Optional<ClockRow> clock = clock();
    if (clock.isEmpty()) {
      return Optional.empty();
    }
    List<Recording.Taken> commands = query("select * from commands order by seq", Rows::taken);
    SortedMap<String, Recording.AccountBooks> books = new TreeMap<>();
    for (AccountRow account : accounts()) {
      books.put(account.account(), books(account));
    }
    return Optional.of(new Recording(clock.get(), commands, books));
  }

  private Recording.AccountBooks books(AccountRow row) {
    String account = row.account();
    SortedMap<Symbol, Integer> leverages = new TreeMap<>();
    query(
        "select symbol, leverage from leverages where account = ?",
        each -> leverages.put(Symbol.of(each.getString(1)), each.getInt(2)),
        account);
    return new Recording.AccountBooks(
        account,
        row.wallet(),
        query("select * from orders where account = ? order by order_id", Rows::orderRow, account),
        query(
            """
            select t.*, o.client_order_id from trades t join orders o using (order_id)
              where t.account = ? order by trade_id""",
            each -> Rows.trade(each).trade(),
            account),
        query(
            """
            select i.*, t.id as transfer_id from income i
              left join transfers t on t.tran_id = i.tran_id
              where i.account = ? order by i.tran_id""",
            Rows::income,
            account),
        query("select * from positions where account = ? order by symbol", Rows::position, account),
        leverages);
  }

  /** Symbols in which an account holds something or has an open order. */
  public Set<Symbol> held() {
    return Set.copyOf(
        query(
            "select symbol from positions union select symbol from orders where state = 'NEW'",
            row -> Symbol.of(row.getString(1))));
  }

  /** The stamp of the last funding of an account in a symbol, by account and symbol. */
  public Map<String, Map<Symbol, Long>> lastFundings() {
    Map<String, Map<Symbol, Long>> last = new TreeMap<>();
    query(
        """
        select account, symbol, max(at_ms) from income
          where type = 'FUNDING_FEE' group by account, symbol\
        """,
        row ->
            last.computeIfAbsent(row.getString(1), a -> new TreeMap<>())
                .put(Symbol.of(row.getString(2)), row.getLong(3)));
    return last;
  }

  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  interface Work {
    void run(Connection connection) throws SQLException;
  }

  <T> List<T> query(String sql, Mapper<T> mapper, @Nullable Object... args) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      Statements.bind(statement, args);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new StoreException("The venue's books can't be read", e);
    }
  }

  private void update(String sql, @Nullable Object... args) {
    transaction(connection -> Statements.run(connection, sql, args));
  }

  private void transaction(Work work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.run(connection);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreException("The venue's books can't be written", e);
    }
  }

  private static <T> boolean add(Map<String, List<T>> lists, String account, T value) {
    return lists.computeIfAbsent(account, a -> new ArrayList<>()).add(value);
  }

  /** The database did not do what was asked; whether a write was committed is then unknown. */
  public static final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreException(String message, SQLException cause) {
      super(message, cause);
    }
  }
}
