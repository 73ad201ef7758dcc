package dev.belay.ledger;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.Side;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.testing.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.transaction.TransactionOperations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/** All books over one fresh database, with a clock and a market under the test's control. */
final class Books implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final Symbol BTC = Symbol.of("BTCUSDT");
  static final Symbol ETH = Symbol.of("ETHUSDT");
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final BigDecimal FEE = new BigDecimal("0.0005");

  final ApplicationContext context;
  final TransactionOperations<Connection> transactions;
  final Database database;
  final DataSource dataSource;
  Instant wallNow = Instant.parse("2026-11-21T08:00:00Z");
  final InstantSource wall = () -> wallNow;
  final String installation;
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
  final Recovery recovery;
  final JournalCheck journal;
  final LedgerReader reader;
  private int trades;

  private Books(String url) {
    context =
        ApplicationContext.run(
            Map.of(
                "datasources.default.url",
                url,
                "datasources.default.username",
                TestPostgres.USER,
                "datasources.default.password",
                "",
                "datasources.default.driverClassName",
                "org.postgresql.Driver",
                "datasources.default.maximum-pool-size",
                20));
    dataSource = context.getBean(DataSource.class);
    LedgerSchema.migrate(dataSource);
    transactions = context.getBean(Argument.of(TransactionOperations.class, Connection.class));
    database = new Database(transactions, Failpoints.NONE);
    installation = Installation.ensure(database, wall, "test").id();
    Duration sendWithin = VenueProfile.PAPER.sendWithin();
    roster = new Roster(database, wall);
    rounds = new Rounds(database, wall);
    admissions = new Admissions(database, wall, installation, sendWithin);
    orders = new Orders(database, wall, VenueProfile.PAPER);
    positions = new Positions(database, wall, installation, sendWithin);
    instructions = new Instructions(database, wall);
    gate = new LedgerSendGate(database);
    accounts = new AccountBook(database, wall);
    marks = new Marks(database, wall);
    controls = new Controls(database, wall);
    keys = new CommandKeys(database, wall);
    calls = new ModelCalls(database, wall);
    contents = new Contents(database, wall);
    recovery = new Recovery(database);
    journal = new JournalCheck(database);
    reader = new LedgerReader(database);
  }

  static Books fresh() {
    return on(TestPostgres.newDatabase());
  }

  /** The books of a database that others may open, too. */
  static Books on(String url) {
    return new Books(url);
  }

  /** The books of a fund of so many agents a0, a1, ... with 1000 USDT each. */
  static Books seeded(int agents, FundLimits limits) {
    Books books = fresh();
    books.roster.seed(portfolio(agents, "" + 1000 * agents, limits), NOON);
    return books;
  }

  static PortfolioSpec portfolio(int agents, String balance, FundLimits limits) {
    ModelSpec model =
        new ModelSpec(
            "m", "Model", "family", "groq", "m", null, "KEY", BigDecimal.ONE, BigDecimal.ONE, 400);
    return new PortfolioSpec(
        "main",
        Usdt.of(balance),
        Usdt.of("5"),
        List.of(model),
        java.util.stream.IntStream.range(0, agents).mapToObj(Books::agent).toList(),
        limits);
  }

  static AgentSpec agent(int number) {
    return new AgentSpec(
        "a" + number,
        "Agent " + number,
        "m",
        "balanced",
        MINUTE,
        Consensus.SINGLE,
        1,
        List.of(BTC, ETH),
        AgentLimits.DEFAULT);
  }

  static Rounds.Ref round(String agent, Instant asOf) {
    return new Rounds.Ref("main", agent, asOf, MINUTE);
  }

  static Admissions.Market market(Instant now) {
    return market(now, 3_600);
  }

  /** With quotes of noon. */
  static Admissions.Market market(Instant now, int speed) {
    return new Admissions.Market(
        now,
        now.plusSeconds(30),
        List.of(instrument(BTC), instrument(ETH)),
        quotes("100"),
        FEE,
        speed);
  }

  static List<Quote> quotes(String price) {
    Price at = Price.of(price);
    return List.of(new Quote(BTC, at, at, NOON), new Quote(ETH, at, at, NOON));
  }

  static Instrument instrument(Symbol symbol) {
    return new Instrument(
        symbol,
        new BigDecimal("0.1"),
        new BigDecimal("0.001"),
        Quantity.of("0.001"),
        Quantity.of("1000000"),
        Usdt.of("5"),
        20,
        new BigDecimal("0.004"),
        new BigDecimal("0.0125"));
  }

  static Decision open(Symbol symbol, String notional) {
    return new Decision(
        symbol,
        Action.OPEN_LONG,
        5,
        Usdt.of(notional),
        Price.of("98"),
        Price.of("110"),
        80,
        null,
        "because");
  }

  static Rounds.NewDecision decision(Decision... decisions) {
    return new Rounds.NewDecision(
        "TRADE",
        null,
        "reasoning",
        "observation",
        List.of(new Rounds.Reply("single", "hash", null)),
        List.of(decisions).stream()
            .map(d -> new Rounds.NewElement("raw", d.symbol(), d.action(), d, null))
            .toList());
  }

  /** Records a round of one open and admits it. */
  Admissions.Result openPosition(String agent, Instant asOf, Decision decision) {
    Rounds.Ref round = round(agent, asOf);
    rounds.open(round);
    rounds.record(round, decision(decision));
    return admissions.open(round, 0, market(asOf));
  }

  /** The id of a position's order of the leg. */
  ClientOrderId orderOf(String positionId, Leg leg) {
    return positions.load(positionId).orders().stream()
        .filter(order -> order.leg() == leg)
        .findFirst()
        .orElseThrow()
        .id();
  }

  Fill fill(Symbol symbol, Side side, String price, String quantity, String realized) {
    trades++;
    return new Fill(
        symbol,
        trades,
        "v" + trades,
        side,
        Price.of(price),
        Quantity.of(quantity),
        Usdt.of("0.05"),
        Usdt.of(realized),
        false,
        NOON.plusSeconds(trades));
  }

  Orders.Stored record(ClientOrderId id, OrderStatus status, Fill... fills) {
    return orders.record(new Orders.News(id, status, null, List.of(fills), null));
  }

  /** Opens a position and fills its entry whole at 100. */
  String held(String agent, Instant asOf, String notional) {
    String position =
        Objects.requireNonNull(openPosition(agent, asOf, open(BTC, notional)).positionId());
    ClientOrderId entry = orderOf(position, Leg.ENTRY);
    gate.claim(entry, wallNow);
    String quantity = "" + orders.load(entry).intent().quantity();
    record(entry, OrderStatus.FILLED, fill(BTC, Side.BUY, "100", quantity, "0"));
    return position;
  }

  long count(String table) {
    return database.read(
        sql -> sql.one("SELECT count(*) AS n FROM belay." + table, r -> r.number("n")));
  }

  @Override
  public void close() {
    context.close();
  }
}
