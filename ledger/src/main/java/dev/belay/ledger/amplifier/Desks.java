package dev.belay.ledger.amplifier;

import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.risk.BreakerState;
import dev.belay.ledger.Accounts;
import dev.belay.ledger.Agents;
import dev.belay.ledger.Database;
import dev.belay.ledger.DeskFacts;
import dev.belay.ledger.FundSettings;
import dev.belay.ledger.Journal;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.Roster;
import dev.belay.ledger.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Desks: what they may do, what they are told, what is to be closed. */
public final class Desks {
  private static final String CONFIGURATION =
      "SELECT configuration FROM belay.desks WHERE name = ?";

  private final Database database;
  private final Roster roster;
  private final InstantSource wall;

  public Desks(Database database, Roster roster, InstantSource wall) {
    this.database = database;
    this.roster = roster;
    this.wall = wall;
  }

  /**
   * Creates the desk with its account and its deposit. One that exists is left as it is, but for
   * what it may trade.
   *
   * @param configuration the text it was configured by
   * @param asOf market time of the deposit
   * @return its account with its deposit
   */
  public List<Roster.Funded> seed(
      DeskSpec spec, List<Symbol> universe, String configuration, Instant asOf) {
    return database.write(
        "seed-desk",
        sql -> {
          List<Roster.Funded> funded = roster.seed(sql, spec.portfolio(universe), asOf);
          int made =
              sql.update(
                  """
                  INSERT INTO belay.desks (name, spec, profile, configuration)
                    VALUES (?, ?::jsonb, ?, ?) ON CONFLICT (name) DO NOTHING""",
                  spec.name(),
                  LedgerJson.write(spec),
                  spec.profile(),
                  configuration);
          if (made == 1) {
            sql.update(
                "UPDATE belay.portfolios SET system = 'amplifier' WHERE name = ?", spec.name());
          } else {
            allow(sql, DeskFacts.find(sql, spec.name()).orElseThrow().spec(), universe);
          }
          return funded;
        });
  }

  private static void allow(Sql sql, DeskSpec desk, List<Symbol> universe) {
    sql.update(
        "UPDATE belay.agents SET spec = ?::jsonb WHERE portfolio = ? AND id = ?",
        LedgerJson.write(desk.portfolio(universe).agents().getFirst()),
        desk.name(),
        DeskSpec.AGENT);
  }

  /**
   * Lets a desk trade by another configuration from now on, with an event in the journal. What it
   * holds keeps its stops and its terms, the mandate in force stays. A profile that was chosen by
   * command stays unless the configuration names another than before.
   *
   * @param spec of the same name and capital
   * @param now market time
   * @throws IllegalArgumentException if there is no such desk, or its capital is another
   */
  public void configure(DeskSpec spec, String configuration, String by, Instant now) {
    var unused =
        database.write(
            "desk-configure",
            sql -> {
              Accounts.lockPortfolio(sql, spec.name());
              DeskFacts.Desk desk = DeskFacts.find(sql, spec.name()).orElseThrow();
              if (desk.spec().capital().compareTo(spec.capital()) != 0) {
                throw new IllegalArgumentException(
                    "Expected a capital of %s, with which the desk %s began, was %s"
                        .formatted(desk.spec().capital(), spec.name(), spec.capital()));
              }
              return configure(sql, desk, spec, configuration, by, now);
            });
  }

  private int configure(
      Sql sql, DeskFacts.Desk desk, DeskSpec spec, String configuration, String by, Instant now) {
    boolean stays =
        desk.spec().profile().equals(spec.profile()) && spec.profiles().contains(desk.profile());
    List<Symbol> universe = Agents.one(sql, spec.name(), DeskSpec.AGENT).spec().symbols();
    String was = sql.one(CONFIGURATION, r -> r.text("configuration"), spec.name());
    sql.update(
        """
        UPDATE belay.desks SET spec = ?::jsonb, profile = ?, configuration = ?, configured_at = ?
          WHERE name = ?""",
        LedgerJson.write(spec),
        stays ? desk.profile() : spec.profile(),
        configuration,
        now,
        spec.name());
    allow(sql, spec, universe);
    var unused = FundSettings.change(sql, spec.portfolio(universe), by, wall.instant());
    Journal.append(
        sql,
        desk.account(),
        "desk_configured",
        Map.of("by", by, "as_of", now, "was", was, "configuration", configuration),
        wall.instant());
    return 1;
  }

  /** The text a desk was configured by; empty where there is no such desk. */
  public Optional<String> configuration(String desk) {
    return database.read(sql -> sql.first(CONFIGURATION, r -> r.text("configuration"), desk));
  }

  public Optional<DeskFacts.Desk> find(String desk) {
    return database.read(sql -> DeskFacts.find(sql, desk));
  }

  /** What the votes let a desk do at a market time; empty where there is no such desk. */
  public Optional<Mandate.Standing> standing(String desk, Instant now, int speed) {
    return database.read(
        sql -> DeskFacts.find(sql, desk).map(found -> DeskFacts.standing(sql, found, now, speed)));
  }

  /**
   * What a desk may do now.
   *
   * @param refusal why it may open nothing; null where it may
   */
  public record Now(DeskFacts.Desk desk, Mandate.Standing standing, @Nullable Refusal refusal) {}

  /**
   * Looks at the breakers as the last equity mark left them, begins or ends a cool-off, and says
   * what the desk may do.
   *
   * @param asOf market time of the mark
   * @return empty where there is no such desk
   */
  public Optional<Now> check(String name, Instant asOf, int speed) {
    Instant now = wall.instant();
    return database.write(
        "desk-check",
        sql -> {
          Optional<DeskFacts.Desk> desk = DeskFacts.find(sql, name);
          if (desk.isEmpty()) {
            return Optional.empty();
          }
          Accounts.lockPortfolio(sql, name);
          Accounts.lock(sql, desk.get().account());
          coolOff(sql, desk.get(), asOf, now);
          settleExit(sql, desk.get(), now);
          return Optional.of(
              new Now(
                  desk.get(),
                  DeskFacts.standing(sql, desk.get(), asOf, speed),
                  DeskFacts.standingRefusal(sql, desk.get(), asOf, speed).orElse(null)));
        });
  }

  private static void coolOff(Sql sql, DeskFacts.Desk desk, Instant asOf, Instant now) {
    Optional<DeskFacts.CoolOff> open = DeskFacts.coolOff(sql, desk.name());
    if (open.isPresent()) {
      if (!asOf.isBefore(open.get().until())) {
        sql.update(
            "UPDATE belay.cool_offs SET ended_at = ? WHERE desk = ? AND ended_at IS NULL",
            now,
            desk.name());
        // From here on peak and day are measured anew.
        Agents.store(sql, desk.name(), DeskSpec.AGENT, BreakerState.NEW);
        Journal.append(
            sql, desk.account(), "cool_off_ended", Map.of("code", open.get().code()), now);
      }
      return;
    }
    BreakerState state = Agents.one(sql, desk.name(), DeskSpec.AGENT).breakers();
    LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    if (state.isPaused(asOf)) {
      begin(sql, desk, RefusalCode.DRAWDOWN_REACHED, asOf, now);
    } else if (day.equals(state.lossDay())) {
      begin(sql, desk, RefusalCode.DAILY_LOSS_REACHED, asOf, now);
    }
  }

  private static void begin(
      Sql sql, DeskFacts.Desk desk, RefusalCode code, Instant asOf, Instant now) {
    String reason =
        code == RefusalCode.DRAWDOWN_REACHED
            ? "drawdown of %s %%".formatted(desk.spec().limits().drawdownPct().toPlainString())
            : "daily loss of %s %%".formatted(desk.spec().limits().dailyLossPct().toPlainString());
    Instant until = asOf.plus(desk.spec().limits().coolOff());
    sql.update(
        """
        INSERT INTO belay.cool_offs (desk, code, reason, began_at, until, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?)""",
        desk.name(),
        code,
        reason,
        asOf,
        until,
        now);
    Journal.append(
        sql,
        desk.account(),
        "cool_off",
        Map.of("code", code, "reason", reason, "until", until),
        now);
    exit(sql, desk, "DESK_LIMIT", reason, asOf, now);
  }

  /** Everything is to be closed; while that is under way a second reason changes nothing. */
  static void exit(
      Sql sql, DeskFacts.Desk desk, String kind, String reason, Instant asOf, Instant now) {
    int begun =
        sql.update(
            """
            INSERT INTO belay.desk_exits (desk, kind, reason, as_of, recorded_at)
              VALUES (?, ?, ?, ?, ?) ON CONFLICT (desk) WHERE ended_at IS NULL DO NOTHING""",
            desk.name(),
            kind,
            reason,
            asOf,
            now);
    if (begun == 1) {
      Journal.append(
          sql,
          desk.account(),
          "desk_exit",
          Map.of("kind", kind, "reason", reason, "as_of", asOf),
          now);
    }
  }

  /** Whether it has a position, or an order for one. */
  static boolean holds(Sql sql, DeskFacts.Desk desk) {
    return sql.one(
        """
        SELECT EXISTS (SELECT FROM belay.positions
          WHERE account = ? AND status NOT IN ('CLOSED', 'NOT_OPENED')) AS holds""",
        r -> r.flag("holds"),
        desk.account());
  }

  private static void settleExit(Sql sql, DeskFacts.Desk desk, Instant now) {
    sql.update(
        """
        UPDATE belay.desk_exits e SET ended_at = ? WHERE desk = ? AND ended_at IS NULL
          AND NOT EXISTS (SELECT FROM belay.positions p
            WHERE p.account = ? AND p.status NOT IN ('CLOSED', 'NOT_OPENED'))""",
        now,
        desk.name(),
        desk.account());
  }

  /**
   * @param reason null with no positions
   */
  public record ToClose(List<String> positions, @Nullable ExitReason reason) {
    public ToClose {
      positions = List.copyOf(positions);
    }
  }

  /**
   * Positions that are to be closed by a command, an override, a limit or a vote, and are not being
   * closed yet.
   *
   * @param now market time
   */
  public ToClose toClose(String name, Instant now, int speed) {
    Instant wallNow = wall.instant();
    return database.write(
        "desk-close",
        sql -> {
          Optional<DeskFacts.Desk> desk = DeskFacts.find(sql, name);
          if (desk.isEmpty()) {
            return new ToClose(List.of(), null);
          }
          settleExit(sql, desk.get(), wallNow);
          ExitReason reason = reason(sql, desk.get(), now, speed);
          List<String> positions = reason == null ? List.of() : open(sql, desk.get());
          return new ToClose(positions, positions.isEmpty() ? null : reason);
        });
  }

  private static @Nullable ExitReason reason(Sql sql, DeskFacts.Desk desk, Instant now, int speed) {
    Optional<DeskFacts.Exit> exit = DeskFacts.openExit(sql, desk.name());
    if (exit.isPresent()) {
      return ExitReason.valueOf(exit.get().kind());
    }
    return DeskFacts.standing(sql, desk, now, speed).stance() == Stance.EXIT
        ? ExitReason.VOTE
        : null;
  }

  private static List<String> open(Sql sql, DeskFacts.Desk desk) {
    return sql.list(
        """
        SELECT id FROM belay.positions
          WHERE account = ? AND status NOT IN ('CLOSING', 'CLOSED', 'NOT_OPENED') ORDER BY seq""",
        r -> r.text("id"),
        desk.account());
  }

  /** An operator's or a watcher's wish. */
  public sealed interface Command {
    record Pause(String by) implements Command {}

    record Resume(String by) implements Command {}

    record Profile(String profile, String by) implements Command {}

    /** Close everything and pause. */
    record ExitAll(String by) implements Command {}

    /** Bitcoin fell: close everything. */
    record Override(String reason) implements Command {}
  }

  /**
   * Stores what is wanted; what is so already changes nothing.
   *
   * @param now market time
   * @return whether something is different now
   */
  public boolean command(String name, Command command, Instant now) {
    Instant wallNow = wall.instant();
    return database.write(
        "desk-command",
        sql -> {
          Accounts.lockPortfolio(sql, name);
          Optional<DeskFacts.Desk> found = DeskFacts.find(sql, name);
          return found.isPresent() && carryOut(sql, found.get(), command, now, wallNow);
        });
  }

  private static boolean carryOut(
      Sql sql, DeskFacts.Desk desk, Command command, Instant now, Instant wallNow) {
    return switch (command) {
      case Command.Pause(String by) ->
          desk.pausedBy() == null && set(sql, desk, "paused_by", by, "pause", by, wallNow);
      case Command.Resume(String by) ->
          desk.pausedBy() != null && set(sql, desk, "paused_by", null, "unpause", by, wallNow);
      case Command.Profile(String profile, String by) ->
          desk.spec().profiles().contains(profile)
              && !desk.profile().equals(profile)
              && set(sql, desk, "profile", profile, "desk_profile", by, wallNow);
      case Command.ExitAll(String by) -> {
        boolean paused =
            desk.pausedBy() == null && set(sql, desk, "paused_by", by, "pause", by, wallNow);
        exit(sql, desk, "COMMAND", "exit-all by " + by, now, wallNow);
        yield paused;
      }
      case Command.Override(String reason) -> {
        exit(sql, desk, "OVERRIDE", reason, now, wallNow);
        yield true;
      }
    };
  }

  private static boolean set(
      Sql sql,
      DeskFacts.Desk desk,
      String column,
      @Nullable String value,
      String kind,
      String by,
      Instant now) {
    sql.update(
        "UPDATE belay.desks SET %s = ? WHERE name = ?".formatted(column), value, desk.name());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("by", by);
    if (column.equals("profile")) {
      body.put("profile", value == null ? "" : value);
      body.put("was", desk.profile());
    }
    Journal.append(sql, desk.account(), kind, body, now);
    return true;
  }
}
