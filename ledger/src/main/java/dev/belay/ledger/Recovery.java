package dev.belay.ledger;

import dev.belay.domain.order.ClientOrderId;
import java.time.Duration;
import java.util.List;

/** What must be running after a start: everything here has no end in the ledger yet. */
public final class Recovery {
  private final Database database;

  public Recovery(Database database) {
    this.database = database;
  }

  /**
   * A round that was not finished.
   *
   * @param decided its decision is recorded and must be carried out
   */
  public record UnfinishedRound(Rounds.Ref round, boolean decided) {}

  /** Portfolios of agents; a desk of the amplifier is none. */
  public List<String> portfolios() {
    return names("portfolio");
  }

  /** The amplifier's desks. */
  public List<String> desks() {
    return names("amplifier");
  }

  private List<String> names(String system) {
    return database.read(
        sql ->
            sql.list(
                "SELECT name FROM belay.portfolios WHERE system = ? ORDER BY name",
                r -> r.text("name"),
                system));
  }

  /** Ids of votes that were called and not counted, oldest first. */
  public List<String> openVotes() {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM belay.votes WHERE counted_at IS NULL ORDER BY seq",
                r -> r.text("id")));
  }

  /** Ids of the portfolio's agents that are not disabled, in the roster's order. */
  public List<String> agents(String portfolio) {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM belay.agents WHERE portfolio = ? AND enabled ORDER BY ordinal",
                r -> r.text("id"),
                portfolio));
  }

  /** Ids of all positions that are not closed, oldest first. */
  public List<String> openPositions() {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT id FROM belay.positions
                  WHERE status NOT IN ('CLOSED', 'NOT_OPENED') ORDER BY seq\
                """,
                r -> r.text("id")));
  }

  /** Ids of all orders that are not terminal, oldest first. */
  public List<ClientOrderId> openOrders() {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM belay.orders WHERE terminal_at IS NULL ORDER BY seq",
                r -> ClientOrderId.of(r.text("id"))));
  }

  /**
   * A flatten that has not come to its end.
   *
   * @param request names it
   */
  public record UnfinishedFlatten(String portfolio, String request) {}

  /** Flattens begun and not finished, oldest first. */
  public List<UnfinishedFlatten> unfinishedFlattens() {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT portfolio, request FROM belay.flattens
                  WHERE flat_at IS NULL ORDER BY recorded_at\
                """,
                r -> new UnfinishedFlatten(r.text("portfolio"), r.text("request"))));
  }

  /** Rounds begun and not finished, oldest first. */
  public List<UnfinishedRound> unfinishedRounds() {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT r.*, d.round_id IS NOT NULL AS decided FROM belay.rounds r
                  LEFT JOIN belay.decisions d ON d.round_id = r.id
                  JOIN belay.portfolios p ON p.name = r.portfolio AND p.system = 'portfolio'
                  WHERE r.terminal_at IS NULL ORDER BY r.seq\
                """,
                r ->
                    new UnfinishedRound(
                        new Rounds.Ref(
                            r.text("portfolio"),
                            r.text("agent"),
                            r.instant("as_of"),
                            Duration.ofMillis(r.number("interval_ms"))),
                        r.flag("decided"))));
  }
}
