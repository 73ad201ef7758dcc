package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.portfolio.TradingMode;
import dev.belay.domain.portfolio.TradingTerms;
import dev.belay.ledger.AccountBook;
import dev.belay.ledger.AccountShares;
import dev.belay.ledger.Admissions;
import dev.belay.ledger.Capital;
import dev.belay.ledger.Cases;
import dev.belay.ledger.CommandKeys;
import dev.belay.ledger.Contents;
import dev.belay.ledger.Controls;
import dev.belay.ledger.Database;
import dev.belay.ledger.EntryHolds;
import dev.belay.ledger.FundChanges;
import dev.belay.ledger.FundSettings;
import dev.belay.ledger.Installation;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.JournalCheck;
import dev.belay.ledger.LedgerAgentBook;
import dev.belay.ledger.LedgerSchema;
import dev.belay.ledger.LedgerSendGate;
import dev.belay.ledger.Marks;
import dev.belay.ledger.ModelCalls;
import dev.belay.ledger.Notifications;
import dev.belay.ledger.Orders;
import dev.belay.ledger.Positions;
import dev.belay.ledger.Recovery;
import dev.belay.ledger.RemoteCommands;
import dev.belay.ledger.Retention;
import dev.belay.ledger.Reviews;
import dev.belay.ledger.Roster;
import dev.belay.ledger.Rounds;
import dev.belay.ledger.SoleHolder;
import dev.belay.ledger.VenueBindings;
import dev.belay.ledger.VenueBindings.Binding;
import dev.belay.ledger.amplifier.Cycles;
import dev.belay.ledger.amplifier.DeskAccounts;
import dev.belay.ledger.amplifier.DeskReader;
import dev.belay.ledger.amplifier.Desks;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.ledger.read.ExportReader;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.LedgerReader;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The book of record, opened: its connections, its schema, its books. */
final class LedgerStack implements AutoCloseable {
  /** Of a Belay in one process. */
  private static final int CONNECTIONS = 16;

  private final ApplicationContext context;
  final Database database;
  final Installation installation;
  final Roster roster;
  final Rounds rounds;
  final Admissions admissions;
  final Orders orders;
  final Positions positions;
  final Instructions instructions;
  final LedgerSendGate gate;
  final AccountBook accounts;
  final Marks marks;
  final Controls controls;
  final CommandKeys keys;
  final ModelCalls calls;
  final Contents contents;
  final LedgerAgentBook agents;
  final Recovery recovery;
  final LedgerReader reader;
  final Capital capital;
  final FundChanges changes;
  final Reviews reviews;
  final HistoryReader history;
  final ExportReader exports;
  final JournalCheck journal;
  final FundSettings settings;
  final EntryHolds holds;
  final Retention retention;
  final Cases cases;
  final Notifications notifications;
  final RemoteCommands remote;
  final VenueBindings bindings;
  final AccountShares shares;
  final Desks desks;
  final Cycles cycles;
  final Votes votes;
  final DeskReader deskReader;
  final DeskAccounts deskAccounts;
  final InstantSource wall;

  /** On what terms it trades: the home's, or in a new home what was asked for. */
  final TradingTerms terms;

  final TradingMode mode;
  final VenueProfile profile;

  /** Of a home that is on whatever terms it is. */
  LedgerStack(PostgresServer postgres, Failpoints failpoints, InstantSource wall, String version) {
    this(postgres, null, failpoints, wall, version, CONNECTIONS);
  }

  LedgerStack(
      PostgresServer postgres,
      @Nullable TradingTerms asked,
      Failpoints failpoints,
      InstantSource wall,
      String version) {
    this(postgres, asked, failpoints, wall, version, CONNECTIONS);
  }

  /**
   * @param asked the terms of the configuration; null where it leaves them to the home
   * @param connections as many as its pool may open
   * @throws OperatorException if the home trades in another mode than was asked for
   */
  LedgerStack(
      PostgresServer postgres,
      @Nullable TradingTerms asked,
      Failpoints failpoints,
      InstantSource wall,
      String version,
      int connections) {
    context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .properties(
                Map.of(
                    "micronaut.metrics.enabled",
                    false,
                    "datasources.default.url",
                    postgres.jdbcUrl(),
                    "datasources.default.username",
                    postgres.user(),
                    "datasources.default.password",
                    postgres.password(),
                    "datasources.default.driver-class-name",
                    "org.postgresql.Driver",
                    "datasources.default.pool-name",
                    "ledger",
                    "datasources.default.maximum-pool-size",
                    connections,
                    "datasources.default.minimum-idle",
                    2,
                    "datasources.default.connection-timeout",
                    5_000))
            .start();
    LedgerSchema.migrate(context.getBean(DataSource.class));
    TransactionOperations<Connection> transactions =
        context.getBean(Argument.of(TransactionOperations.class, Connection.class));
    database = new Database(transactions, failpoints);
    bindings = new VenueBindings(database, wall);
    shares = new AccountShares(database);
    recovery = new Recovery(database);
    try {
      terms = settled(bindings, recovery, asked);
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
    mode = terms.mode();
    profile = mode.isExchange() ? VenueProfile.BINANCE : VenueProfile.PAPER;
    installation = Installation.ensure(database, wall, version);
    roster = new Roster(database, wall);
    rounds = new Rounds(database, wall);
    admissions = new Admissions(database, wall, installation.id(), profile.sendWithin());
    orders = new Orders(database, wall, profile);
    positions = new Positions(database, wall, installation.id(), profile.sendWithin());
    instructions = new Instructions(database, wall);
    gate = new LedgerSendGate(database);
    accounts = new AccountBook(database, wall);
    marks = new Marks(database, wall);
    controls = new Controls(database, wall);
    keys = new CommandKeys(database, wall);
    calls = new ModelCalls(database, wall);
    contents = new Contents(database, wall);
    agents = new LedgerAgentBook(database);
    reader = new LedgerReader(database);
    capital = new Capital(database, wall);
    changes = new FundChanges(database, wall);
    reviews = new Reviews(database, wall);
    history = new HistoryReader(database);
    exports = new ExportReader(database);
    journal = new JournalCheck(database);
    settings = new FundSettings(database, wall);
    holds = new EntryHolds(database, wall);
    retention = new Retention(database, wall);
    cases = new Cases(database, wall, profile.stopWithin());
    notifications = new Notifications(database, wall);
    remote = new RemoteCommands(database, wall);
    desks = new Desks(database, roster, wall);
    cycles = new Cycles(database, wall);
    votes = new Votes(database, wall);
    deskReader = new DeskReader(database);
    deskAccounts = new DeskAccounts(database);
    this.wall = wall;
  }

  /** A home trades on the terms it was begun on. */
  private static TradingTerms settled(
      VenueBindings bindings, Recovery recovery, @Nullable TradingTerms asked) {
    Optional<TradingTerms> kept =
        recovery.portfolios().isEmpty()
            ? Optional.empty()
            : Optional.of(bindings.find().map(Binding::terms).orElse(TradingTerms.DEFAULT));
    if (kept.isPresent() && asked != null && kept.get().mode() != asked.mode()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected mode: %s, in which this home was begun, the configuration says %s; a home stays in its mode: take another with --home."
              .formatted(kept.get().mode(), asked.mode()));
    }
    return kept.orElse(asked == null ? TradingTerms.DEFAULT : asked);
  }

  /** Takes an advisory lock of the database; empty when another process has it. */
  Optional<SoleHolder> lock(long number) {
    return SoleHolder.take(context.getBean(DataSource.class), number);
  }

  @Override
  public void close() {
    context.close();
  }
}
