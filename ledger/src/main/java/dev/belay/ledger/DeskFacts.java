package dev.belay.ledger;

import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is so of a desk of the amplifier, within a transaction. */
public final class DeskFacts {
  private DeskFacts() {}

  /**
   * A desk as stored.
   *
   * @param profile in force, untouched by any mandate
   * @param pausedBy null while it is not paused
   */
  public record Desk(DeskSpec spec, String profile, @Nullable String pausedBy) {
    public String name() {
      return spec.name();
    }

    public String account() {
      return DeskSpec.account(spec.name());
    }
  }

  /**
   * Everything is being closed.
   *
   * @param kind COMMAND, OVERRIDE or DESK_LIMIT
   * @param asOf market time since when
   */
  public record Exit(String kind, String reason, Instant asOf) {}

  /**
   * @param until market time
   */
  public record CoolOff(String code, String reason, Instant beganAt, Instant until) {}

  public static Optional<Desk> find(Sql sql, String desk) {
    return sql.first(
        "SELECT * FROM belay.desks WHERE name = ?",
        r ->
            new Desk(
                LedgerJson.read(r.text("spec"), DeskSpec.class),
                r.text("profile"),
                r.textOrNull("paused_by")),
        desk);
  }

  /**
   * What the votes let it do.
   *
   * @param speed market seconds a wall second, for the grace of one ballot deadline
   */
  public static Mandate.Standing standing(Sql sql, Desk desk, Instant now, int speed) {
    Duration grace = desk.spec().votes().ballotDeadline().multipliedBy(speed);
    return Mandate.standing(mandates(sql, desk.name(), now), now, grace);
  }

  private static List<Mandate> mandates(Sql sql, String desk, Instant now) {
    return sql.list(
        """
        SELECT * FROM belay.mandates
          WHERE desk = ? AND valid_from <= ? ORDER BY valid_from DESC LIMIT 4""",
        DeskFacts::mandate,
        desk,
        now);
  }

  /** A row of mandates. */
  public static Mandate mandate(Row r) {
    return new Mandate(
        r.text("vote_id"),
        r.constant("stance", Stance.class),
        r.constant("aggressiveness", Aggressiveness.class),
        r.decimal("confidence"),
        r.decimal("size_factor"),
        r.instant("valid_from"),
        r.instant("valid_until"));
  }

  /** What is under way of closing everything. */
  public static Optional<Exit> openExit(Sql sql, String desk) {
    return sql.first(
        "SELECT * FROM belay.desk_exits WHERE desk = ? AND ended_at IS NULL",
        DeskFacts::exit,
        desk);
  }

  private static Exit exit(Row r) {
    return new Exit(r.text("kind"), r.text("reason"), r.instant("as_of"));
  }

  public static Optional<CoolOff> coolOff(Sql sql, String desk) {
    return sql.first(
        "SELECT * FROM belay.cool_offs WHERE desk = ? AND ended_at IS NULL",
        r ->
            new CoolOff(
                r.text("code"), r.text("reason"), r.instant("began_at"), r.instant("until")),
        desk);
  }

  /** Why a desk may open nothing as things are; empty where it may. */
  public static Optional<Refusal> standingRefusal(Sql sql, Desk desk, Instant now, int speed) {
    Optional<Refusal> halted = Funds.halt(sql, desk.name());
    if (halted.isPresent()) {
      return halted;
    }
    if (desk.pausedBy() != null) {
      return Optional.of(
          new Refusal(
              RefusalCode.AGENT_PAUSED,
              "Expected a running desk, %s paused it".formatted(desk.pausedBy())));
    }
    Optional<Refusal> bound =
        coolOff(sql, desk.name())
            .map(
                c ->
                    new Refusal(
                        RefusalCode.COOLING_OFF,
                        "Expected no cool-off, there is one until %s: %s"
                            .formatted(c.until(), c.reason())))
            .or(
                () ->
                    openExit(sql, desk.name())
                        .map(
                            e ->
                                new Refusal(
                                    RefusalCode.DESK_CLOSING,
                                    "Expected nothing to be closing, everything is: "
                                        + e.reason())));
    if (bound.isPresent()) {
      return bound;
    }
    Mandate.Standing standing = standing(sql, desk, now, speed);
    return standing.stance() == Stance.TRADE
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                RefusalCode.MANDATE_FORBIDS,
                "Expected a mandate to trade, was %s (%s)"
                    .formatted(standing.stance(), standing.why())));
  }

  /** Why the rules of a desk refuse an entry; empty where they don't, and for any portfolio. */
  static Optional<Refusal> refusal(
      Sql sql, Rounds.Ref round, Decision decision, Admissions.Market market) {
    if (!round.agent().equals(DeskSpec.AGENT)) {
      return Optional.empty();
    }
    return find(sql, round.portfolio())
        .flatMap(
            desk ->
                standingRefusal(sql, desk, market.now(), market.speed())
                    .or(() -> closedSince(sql, round))
                    .or(() -> reserve(sql, desk, decision, market.quotes())));
  }

  /** An entry of before everything was closed is not wanted any more. */
  private static Optional<Refusal> closedSince(Sql sql, Rounds.Ref round) {
    return sql.first(
            """
            SELECT * FROM belay.desk_exits WHERE desk = ? AND as_of >= ?
              ORDER BY seq DESC LIMIT 1""",
            DeskFacts::exit,
            round.portfolio(),
            round.asOf())
        .map(
            e ->
                new Refusal(
                    RefusalCode.DESK_CLOSING,
                    "Expected an entry decided after %s, when everything was closed: %s"
                        .formatted(e.asOf(), e.reason())));
  }

  private static Optional<Refusal> reserve(
      Sql sql, Desk desk, Decision decision, List<Quote> quotes) {
    Usdt size = decision.positionSizeUsd();
    if (size == null) {
      return Optional.empty();
    }
    Marked marked = Marked.of(sql, desk.name(), quotes);
    Map<String, Balances> balances = Balances.ofPortfolio(sql, desk.name());
    Usdt cash = balances.getOrDefault(desk.account(), Balances.NONE).cash();
    return desk.spec()
        .limits()
        .reserve(
            cash.plus(marked.unrealized(desk.account())),
            cash.minus(marked.bound(desk.account())),
            size)
        .map(why -> new Refusal(RefusalCode.CASH_RESERVE, why));
  }
}
