package dev.belay.activities.amplifier;

import dev.belay.domain.amplifier.DeskLimits;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.DeskSpec.Seat;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.ledger.Admissions;
import dev.belay.ledger.Contents;
import dev.belay.ledger.Database;
import dev.belay.ledger.Installation;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.LedgerSchema;
import dev.belay.ledger.LedgerSendGate;
import dev.belay.ledger.Marks;
import dev.belay.ledger.ModelCalls;
import dev.belay.ledger.Orders;
import dev.belay.ledger.Positions;
import dev.belay.ledger.Roster;
import dev.belay.ledger.amplifier.Cycles;
import dev.belay.ledger.amplifier.Desks;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.testing.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.transaction.TransactionOperations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A desk in a fresh ledger, whose voters ask one endpoint. */
final class LedgerFixture implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final ApplicationContext context;
  Instant wallNow = Instant.parse("2026-11-21T08:00:00Z");
  final InstantSource wall = () -> wallNow;
  final Database database;
  final Desks desks;
  final Cycles cycles;
  final Votes votes;
  final Contents contents;
  final ModelCalls calls;
  final Positions positions;
  final Admissions admissions;
  final Instructions instructions;
  final Marks marks;
  final Orders orders;
  final LedgerSendGate gate;

  LedgerFixture(String endpoint, String budget) {
    context =
        ApplicationContext.run(
            Map.of(
                "datasources.default.url",
                TestPostgres.newDatabase(),
                "datasources.default.username",
                TestPostgres.USER,
                "datasources.default.password",
                "",
                "datasources.default.driverClassName",
                "org.postgresql.Driver"));
    LedgerSchema.migrate(context.getBean(DataSource.class));
    TransactionOperations<Connection> transactions =
        context.getBean(Argument.of(TransactionOperations.class, Connection.class));
    database = new Database(transactions, Failpoints.NONE);
    String installation = Installation.ensure(database, wall, "test").id();
    desks = new Desks(database, new Roster(database, wall), wall);
    cycles = new Cycles(database, wall);
    votes = new Votes(database, wall);
    contents = new Contents(database, wall);
    calls = new ModelCalls(database, wall);
    positions = new Positions(database, wall, installation, VenueProfile.PAPER.sendWithin());
    admissions = new Admissions(database, wall, installation, VenueProfile.PAPER.sendWithin());
    instructions = new Instructions(database, wall);
    marks = new Marks(database, wall);
    orders = new Orders(database, wall, VenueProfile.PAPER);
    gate = new LedgerSendGate(database);
    desks.seed(spec(endpoint, budget), List.of(Symbol.of("ETHUSDT")), "", NOON);
  }

  private static DeskSpec spec(String endpoint, String budget) {
    List<ModelSpec> models =
        Arrays.stream(Voter.values())
            .map(
                voter ->
                    new ModelSpec(
                        "m-" + voter,
                        "M",
                        "f",
                        "groq",
                        "test/" + voter,
                        endpoint,
                        "TEST_KEY",
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        100))
            .toList();
    return new DeskSpec(
        "amplifier",
        Usdt.of("10000"),
        Usdt.of(budget),
        models,
        Arrays.stream(Voter.values()).map(voter -> new Seat(voter, "m-" + voter)).toList(),
        VoteRules.DEFAULT,
        DeskLimits.DEFAULT,
        List.of("moderate"),
        "moderate");
  }

  @Override
  public void close() {
    context.close();
  }
}
