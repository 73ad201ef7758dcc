package dev.belay.ledger;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.order.Leg;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.Instruction.End;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.risk.InstructionRules;
import dev.belay.domain.risk.InstructionRules.Held;
import dev.belay.domain.risk.InstructionRules.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What operators want of positions: judged and kept under the account's lock before it takes
 * effect, and what came of it.
 */
public final class Instructions {
  private final Database database;
  private final InstantSource wall;

  public Instructions(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * Who wants it.
   *
   * @param request names the command: the same one is kept once
   * @param reason for the record
   */
  public record Commander(String request, String by, @Nullable String reason) {}

  /** What came of asking. */
  public sealed interface Told {
    /** It is kept, now or when the same request came before, and will be carried out. */
    record Kept(Stored instruction) implements Told {}

    /** It was not kept. */
    record Not(Verdict verdict) implements Told {}
  }

  /**
   * An instruction as stored.
   *
   * @param end null while it is under way
   */
  public record Stored(
      String positionId,
      int n,
      Instruction wanted,
      int firstOrder,
      String by,
      @Nullable String reason,
      @Nullable End end,
      @Nullable String outcome,
      Instant recordedAt,
      @Nullable Instant endedAt) {
    /** What to watch it by. */
    public String id() {
      return id(positionId, n);
    }

    public static String id(String positionId, int n) {
      return positionId + "/" + n;
    }
  }

  /**
   * Judges an instruction and keeps it. Closing all of a position marks it as closing at once.
   *
   * @param wanted made of the position as it is found
   * @param quote null when the market has no current price of the symbol
   * @throws IllegalArgumentException if there is no such position
   */
  public Told tell(
      String positionId,
      Function<Positions.Stored, Instruction> wanted,
      Instrument instrument,
      @Nullable Quote quote,
      Commander commander) {
    Instant now = wall.instant();
    return database.write(
        "instruction",
        sql -> {
          Positions.lockAccount(sql, positionId);
          Optional<Stored> stored =
              sql.first(
                  "SELECT * FROM belay.instructions WHERE request = ?",
                  Instructions::read,
                  commander.request());
          if (stored.isPresent()) {
            return new Told.Kept(stored.get());
          }
          Positions.Stored position = Positions.load(sql, positionId);
          Verdict verdict =
              InstructionRules.judge(held(position), wanted.apply(position), instrument, quote);
          return verdict instanceof Verdict.Accepted(Instruction accepted)
              ? new Told.Kept(keep(sql, position, accepted, commander, now))
              : new Told.Not(verdict);
        });
  }

  /**
   * Stores what came of an instruction; a stop or target that was moved is then the one in force.
   */
  public void settle(String positionId, int n, End end, String outcome) {
    Instant now = wall.instant();
    database.write(
        "settle",
        sql -> {
          Positions.lockAccount(sql, positionId);
          return sql.first(
                  """
                  SELECT * FROM belay.instructions
                    WHERE position_id = ? AND n = ? AND ended_at IS NULL\
                  """,
                  Instructions::read,
                  positionId,
                  n)
              .map(
                  stored -> {
                    end(sql, account(sql, positionId), stored, end, outcome, now);
                    if (end == End.DONE) {
                      moveProtection(sql, positionId, stored.wanted());
                    }
                    return true;
                  })
              .orElse(false);
        });
  }

  /** All instructions of a position, oldest first. */
  public List<Stored> of(String positionId) {
    return database.read(sql -> of(sql, positionId));
  }

  /** As {@link #of(String)}, within the caller's transaction. */
  public static List<Stored> of(Sql sql, String positionId) {
    return sql.list(
        "SELECT * FROM belay.instructions WHERE position_id = ? ORDER BY n",
        Instructions::read,
        positionId);
  }

  static List<UnderWay> underWay(Sql sql, String positionId) {
    return open(sql, positionId).stream()
        .map(stored -> new UnderWay(stored.n(), stored.wanted(), stored.firstOrder()))
        .toList();
  }

  /** The position moves on: what was wanted of it no longer matters, or has happened. */
  static void overtake(Sql sql, Positions.Stored position, PositionStatus status, Instant now) {
    for (Stored open : open(sql, position.id())) {
      boolean closesAll =
          open.wanted() instanceof Instruction.Close(var quantity) && quantity == null;
      if (status.isTerminal() || !closesAll) {
        end(
            sql,
            position.account(),
            open,
            closesAll && status == PositionStatus.CLOSED ? End.DONE : End.OVERTAKEN,
            "the position is " + status,
            now);
      }
    }
  }

  private static List<Stored> open(Sql sql, String positionId) {
    return sql.list(
        "SELECT * FROM belay.instructions WHERE position_id = ? AND ended_at IS NULL ORDER BY n",
        Instructions::read,
        positionId);
  }

  private static Held held(Positions.Stored position) {
    Direction direction = position.sums().direction();
    return new Held(
        position.status(),
        direction,
        position.sums().held(),
        position.stop(),
        position.target(),
        position.status() == PositionStatus.CLOSING || position.status().isTerminal()
            ? position.exitReason()
            : null,
        position.instructions());
  }

  private static Stored keep(
      Sql sql, Positions.Stored position, Instruction wanted, Commander commander, Instant now) {
    boolean closesAll = wanted instanceof Instruction.Close(var quantity) && quantity == null;
    if (closesAll) {
      Positions.closing(sql, position, ExitReason.COMMAND, now);
    }
    Leg leg =
        switch (wanted.kind()) {
          case CLOSE -> Leg.EXIT;
          case STOP -> Leg.STOP;
          case TARGET -> Leg.TARGET;
        };
    Stored stored =
        sql.one(
            """
            INSERT INTO belay.instructions (position_id, n, request, kind, quantity, price,
                first_order, commanded_by, reason, status, recorded_at)
              SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?,
                     (SELECT coalesce(max(number) + 1, 0) FROM belay.orders
                        WHERE position_id = ? AND leg = ?), ?, ?, 'UNDER_WAY', ?
                FROM belay.instructions WHERE position_id = ? RETURNING *\
            """,
            Instructions::read,
            position.id(),
            commander.request(),
            wanted.kind(),
            wanted instanceof Instruction.Close(var part) ? part : null,
            price(wanted),
            position.id(),
            leg,
            commander.by(),
            commander.reason(),
            now,
            position.id());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("instruction", stored.id());
    body.put("wanted", wanted);
    body.put("by", commander.by());
    body.put("reason", commander.reason() == null ? "" : commander.reason());
    body.put("request", commander.request());
    Journal.append(sql, position.account(), "instruction", body, now);
    return stored;
  }

  private static void end(
      Sql sql, String account, Stored stored, End end, String outcome, Instant now) {
    sql.update(
        """
        UPDATE belay.instructions SET status = ?, outcome = ?, ended_at = ?
          WHERE position_id = ? AND n = ?\
        """,
        end,
        outcome,
        now,
        stored.positionId(),
        stored.n());
    Journal.append(
        sql,
        account,
        "instruction_ended",
        Map.of("instruction", stored.id(), "end", end, "outcome", outcome),
        now);
  }

  private static void moveProtection(Sql sql, String positionId, Instruction wanted) {
    switch (wanted) {
      case Instruction.MoveStop(var price) ->
          sql.update("UPDATE belay.positions SET stop = ? WHERE id = ?", price, positionId);
      case Instruction.MoveTarget(var price) ->
          sql.update("UPDATE belay.positions SET target = ? WHERE id = ?", price, positionId);
      case Instruction.Close ignored -> {
        // What it closed is in the fills.
      }
    }
  }

  private static String account(Sql sql, String positionId) {
    return sql.one(
        "SELECT account FROM belay.positions WHERE id = ?", r -> r.text("account"), positionId);
  }

  private static @Nullable Object price(Instruction wanted) {
    return switch (wanted) {
      case Instruction.Close ignored -> null;
      case Instruction.MoveStop(var price) -> price;
      case Instruction.MoveTarget(var price) -> price;
    };
  }

  private static Stored read(Row r) {
    Instruction wanted =
        switch (r.constant("kind", Instruction.Kind.class)) {
          case CLOSE -> new Instruction.Close(r.quantityOrNull("quantity"));
          case STOP -> new Instruction.MoveStop(r.price("price"));
          case TARGET -> new Instruction.MoveTarget(r.priceOrNull("price"));
        };
    String status = r.text("status");
    return new Stored(
        r.text("position_id"),
        r.integer("n"),
        wanted,
        r.integer("first_order"),
        r.text("commanded_by"),
        r.textOrNull("reason"),
        status.equals("UNDER_WAY") ? null : End.valueOf(status),
        r.textOrNull("outcome"),
        r.instant("recorded_at"),
        r.instantOrNull("ended_at"));
  }
}
