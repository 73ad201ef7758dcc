package dev.belay.ledger.amplifier;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.VoteCalls;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.ledger.Accounts;
import dev.belay.ledger.Contents;
import dev.belay.ledger.Database;
import dev.belay.ledger.DeskFacts;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.Rounds;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cycles of desks; what was recorded first for one is what is carried out. */
public final class Cycles {
  private final Database database;
  private final InstantSource wall;

  public Cycles(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /** The round of the ledger that a cycle's entries belong to. */
  public static Rounds.Ref round(String desk, Instant asOf) {
    return new Rounds.Ref(desk, DeskSpec.AGENT, asOf, DeskSpec.CYCLE);
  }

  /** A long position to be opened, on these terms. */
  public record Entry(
      Symbol symbol,
      Usdt size,
      Price stop,
      Price target,
      BigDecimal trailPct,
      BigDecimal maxHoldHours,
      int score,
      String why) {}

  /**
   * What a cycle decided.
   *
   * @param standing what was in force
   * @param scanHash null where the market could not be looked at
   * @param funnel how many coins were left after each step
   * @param exits ids of positions to close
   * @param failure why the market could not be looked at
   */
  public record Decided(
      Mandate.@Nullable Standing standing,
      String profile,
      @Nullable String scanHash,
      @Nullable BigDecimal momentum,
      @Nullable String regime,
      @Nullable String override,
      @Nullable String alarm,
      Map<String, Integer> funnel,
      List<Entry> entries,
      List<String> exits,
      @Nullable String failure) {}

  /**
   * A cycle as recorded.
   *
   * @param entries how many there are
   * @param revote why its momentum calls for a vote
   * @param blind the market could not be looked at
   */
  public record Recorded(
      @Nullable String override,
      int entries,
      List<String> exits,
      @Nullable String revote,
      @Nullable String alarm,
      boolean blind) {}

  /** What the last cycles saw. */
  public record Seen(
      Instant asOf, @Nullable BigDecimal momentum, @Nullable String regime, String scanHash) {}

  /**
   * Opens a cycle's row. One of before that was never finished is over.
   *
   * @return what was recorded for it before; empty where nothing was
   */
  public Optional<Recorded> open(String desk, Instant asOf, int skipped) {
    Instant now = wall.instant();
    return database.write(
        "cycle",
        sql -> {
          sql.update(
              """
              UPDATE belay.desk_cycles SET outcome = 'LOST', terminal_at = ?
                WHERE desk = ? AND as_of < ? AND terminal_at IS NULL""",
              now,
              desk,
              asOf);
          sql.update(
              """
              UPDATE belay.rounds SET outcome = 'LOST', terminal_at = ?
                WHERE portfolio = ? AND as_of < ? AND terminal_at IS NULL""",
              now,
              desk,
              asOf);
          sql.update(
              """
              INSERT INTO belay.desk_cycles (desk, as_of, skipped, recorded_at)
                VALUES (?, ?, ?, ?) ON CONFLICT (desk, as_of) DO NOTHING""",
              desk,
              asOf,
              skipped,
              now);
          return recorded(sql, desk, asOf);
        });
  }

  /**
   * Records what a cycle decided, or returns what was recorded first. An override is in force in
   * the same moment.
   *
   * @param votes of the desk, against which its momentum is held
   */
  public Recorded record(String desk, Instant asOf, Decided decided, List<VoteCalls.Called> votes) {
    Instant now = wall.instant();
    return database.write(
        "cycle-decided",
        sql -> {
          Accounts.lockPortfolio(sql, desk);
          Optional<Recorded> first = recorded(sql, desk, asOf);
          if (first.isPresent()) {
            return first.get();
          }
          DeskFacts.Desk found = DeskFacts.find(sql, desk).orElseThrow();
          store(sql, found, asOf, decided, revote(found, decided, votes), now);
          // A cycle with an override opens nothing; where nothing is held there is nothing to do.
          if (decided.override() != null && Desks.holds(sql, found)) {
            Desks.exit(sql, found, "OVERRIDE", decided.override(), asOf, now);
          }
          if (!decided.entries().isEmpty()) {
            entries(sql, desk, asOf, decided, now);
          }
          return recorded(sql, desk, asOf).orElseThrow();
        });
  }

  private static @Nullable String revote(
      DeskFacts.Desk desk, Decided decided, List<VoteCalls.Called> votes) {
    BigDecimal momentum = decided.momentum();
    return momentum != null && VoteCalls.crashed(votes, momentum, desk.spec().votes())
        ? "momentum fell to " + momentum.toPlainString()
        : null;
  }

  private static void store(
      Sql sql,
      DeskFacts.Desk desk,
      Instant asOf,
      Decided decided,
      @Nullable String revote,
      Instant now) {
    Mandate.Standing standing = decided.standing();
    Mandate mandate = standing == null ? null : standing.mandate();
    int changed =
        sql.update(
            """
            UPDATE belay.desk_cycles SET stance = ?, vote_id = ?, size_factor = ?, scan_hash = ?,
                momentum = ?, regime = ?, override = ?, revote = ?, alarm = ?, failure = ?,
                funnel = ?::jsonb, exits = ?::jsonb, decided_at = ?
              WHERE desk = ? AND as_of = ?""",
            standing == null ? null : standing.stance(),
            mandate == null ? null : mandate.vote(),
            standing == null ? null : standing.sizeFactor(),
            decided.scanHash(),
            decided.momentum(),
            decided.regime(),
            decided.override(),
            revote,
            decided.failure() == null ? decided.alarm() : "loss of data: " + decided.failure(),
            decided.failure(),
            LedgerJson.write(decided.funnel()),
            LedgerJson.write(decided.exits()),
            now,
            desk.name(),
            asOf);
    if (changed != 1) {
      throw new IllegalStateException(
          "Expected an open cycle of %s at %s, there is none".formatted(desk.name(), asOf));
    }
    if (decided.scanHash() != null) {
      Contents.use(sql, List.of(decided.scanHash()), now);
    }
  }

  /** As a round's decision, so that they take the way of every entry. */
  private static void entries(Sql sql, String desk, Instant asOf, Decided decided, Instant now) {
    Rounds.Ref round = round(desk, asOf);
    Rounds.open(sql, round, now);
    List<Rounds.NewElement> elements = new ArrayList<>();
    for (Entry entry : decided.entries()) {
      elements.add(
          new Rounds.NewElement(
              LedgerJson.write(entry), entry.symbol(), Action.OPEN_LONG, decision(entry), null));
    }
    Rounds.Recorded recorded =
        Rounds.record(
            sql,
            round,
            new Rounds.NewDecision(
                "TRADE", null, decided.profile(), decided.scanHash(), List.of(), elements),
            now);
    for (Rounds.Element element : recorded.elements()) {
      Entry entry = decided.entries().get(element.index());
      sql.update(
          """
          INSERT INTO belay.desk_terms (decision_id, profile, trail_pct, max_hold_hours, score)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (decision_id) DO NOTHING""",
          element.id(),
          decided.profile(),
          entry.trailPct(),
          entry.maxHoldHours(),
          entry.score());
    }
  }

  private static Decision decision(Entry entry) {
    return new Decision(
        entry.symbol(),
        Action.OPEN_LONG,
        1,
        entry.size(),
        entry.stop(),
        entry.target(),
        Math.clamp(entry.score(), 0, 100),
        null,
        entry.why());
  }

  /** Closes the cycle's row; the first outcome stays. */
  public void finish(
      String desk, Instant asOf, String outcome, int opened, int refused, int closed) {
    Instant now = wall.instant();
    database.write(
        "cycle-finish",
        sql -> {
          sql.update(
              """
              UPDATE belay.rounds SET outcome = ?, terminal_at = ?
                WHERE id = ? AND terminal_at IS NULL""",
              outcome,
              now,
              round(desk, asOf).id());
          return sql.update(
              """
              UPDATE belay.desk_cycles
                SET outcome = ?, opened = ?, refused = ?, closed = ?, terminal_at = ?
                WHERE desk = ? AND as_of = ? AND terminal_at IS NULL""",
              outcome,
              opened,
              refused,
              closed,
              now,
              desk,
              asOf);
        });
  }

  /** The last cycle that saw the market, at or before the time. */
  public Optional<Seen> lastSeen(String desk, Instant asOf) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT * FROM belay.desk_cycles
                  WHERE desk = ? AND as_of <= ? AND scan_hash IS NOT NULL
                  ORDER BY as_of DESC LIMIT 1""",
                r ->
                    new Seen(
                        r.instant("as_of"),
                        r.decimalOrNull("momentum"),
                        r.textOrNull("regime"),
                        r.text("scan_hash")),
                desk,
                asOf));
  }

  /**
   * A position of a desk that is open, with the terms it was entered on.
   *
   * @param openedAt market time of its first fill
   */
  public record Terms(
      String positionId,
      Symbol symbol,
      Price stop,
      BigDecimal trailPct,
      BigDecimal maxHoldHours,
      Instant openedAt) {}

  /** Positions that hold something and are not being closed, oldest first. */
  public List<Terms> held(String desk) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT p.*, t.trail_pct, t.max_hold_hours FROM belay.positions p
                  JOIN belay.desk_terms t ON t.decision_id = p.decision_id
                  WHERE p.account = ? AND p.status = 'OPEN' AND p.opened_at IS NOT NULL
                  ORDER BY p.seq""",
                r ->
                    new Terms(
                        r.text("id"),
                        r.symbol("symbol"),
                        r.price("stop"),
                        r.decimal("trail_pct"),
                        r.decimal("max_hold_hours"),
                        r.instant("opened_at")),
                DeskSpec.account(desk)));
  }

  private static Optional<Recorded> recorded(Sql sql, String desk, Instant asOf) {
    return sql.first(
        """
        SELECT c.*, (SELECT count(*) FROM belay.decision_elements e WHERE e.round_id = ?)::int AS n
          FROM belay.desk_cycles c
          WHERE c.desk = ? AND c.as_of = ? AND c.decided_at IS NOT NULL""",
        Cycles::recorded,
        round(desk, asOf).id(),
        desk,
        asOf);
  }

  private static Recorded recorded(Row r) {
    return new Recorded(
        r.textOrNull("override"),
        r.integer("n"),
        LedgerJson.read(r.text("exits"), new TypeReference<List<String>>() {}),
        r.textOrNull("revote"),
        r.textOrNull("alarm"),
        r.textOrNull("failure") != null);
  }
}
