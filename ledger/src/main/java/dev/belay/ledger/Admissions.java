package dev.belay.ledger;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Direction;
import dev.belay.domain.risk.Admission;
import dev.belay.domain.risk.AgentRisk;
import dev.belay.domain.risk.EntryRequest;
import dev.belay.domain.risk.MarketView;
import dev.belay.domain.risk.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carrying out a decision's elements: under the portfolio's and the account's lock the rules are
 * asked and the verdict is stored, once.
 */
public final class Admissions {
  private final Database database;
  private final InstantSource wall;
  private final String installation;
  private final Duration sendWithin;

  /**
   * @param installation id from which client order ids derive
   * @param sendWithin wall time from the recording of an entry until it is never sent
   */
  public Admissions(
      Database database, InstantSource wall, String installation, Duration sendWithin) {
    this.database = database;
    this.wall = wall;
    this.installation = installation;
    this.sendWithin = sendWithin;
  }

  /**
   * @param now market time
   * @param validUntil market time after which the round's opens are too late
   * @param takerFeeRate a fraction of the notional
   * @param speed market seconds a wall second
   */
  public record Market(
      Instant now,
      Instant validUntil,
      List<Instrument> instruments,
      List<Quote> quotes,
      BigDecimal takerFeeRate,
      int speed) {
    public Market {
      instruments = List.copyOf(instruments);
      quotes = List.copyOf(quotes);
    }

    /** Wall time since the quote was true. */
    Duration age(Quote quote) {
      Duration market = Duration.between(quote.at(), now).dividedBy(speed);
      return market.isNegative() ? Duration.ZERO : market;
    }
  }

  /**
   * What came of an element; for one that neither opens nor closes both are null.
   *
   * @param positionId the position to start or to close
   */
  public record Result(@Nullable String positionId, @Nullable Refusal refusal) {}

  /** Admits or refuses an open; asked again it returns what is stored. */
  public Result open(Rounds.Ref round, int index, Market market) {
    return database.write(
        "admit",
        sql -> {
          Accounts.lockPortfolio(sql, round.portfolio());
          Accounts.lock(sql, round.account());
          Rounds.Element element = require(sql, round, index);
          if (element.isSettled()) {
            return new Result(element.positionId(), element.refusal());
          }
          Decision decision = element.decision();
          if (decision == null || !decision.action().opens()) {
            throw new IllegalArgumentException("Expected an open, was element " + element.id());
          }
          return switch (judge(sql, round, decision, market)) {
            case Verdict.Refused refused -> refuse(sql, round, element, refused.refusal());
            case Verdict.Admitted admitted ->
                admit(sql, round, element, decision, admitted, market.now());
          };
        });
  }

  /** Finds the position a close is for; asked again it returns what is stored. */
  public Result close(Rounds.Ref round, int index) {
    return database.write(
        "admit",
        sql -> {
          Accounts.lock(sql, round.account());
          Rounds.Element element = require(sql, round, index);
          if (element.isSettled()) {
            return new Result(element.positionId(), element.refusal());
          }
          Direction direction =
              element.action() == null ? null : element.action().direction().orElse(null);
          return openPosition(sql, round.account(), element.symbol(), direction)
              .map(positionId -> close(sql, round, element, positionId))
              .orElseGet(() -> refuse(sql, round, element, notOpen(element, direction)));
        });
  }

  private static Refusal notOpen(Rounds.Element element, @Nullable Direction direction) {
    return notOpen(element.symbol(), direction);
  }

  private static Refusal notOpen(@Nullable Symbol symbol, @Nullable Direction direction) {
    return new Refusal(
        RefusalCode.POSITION_NOT_OPEN,
        "Expected an open %s position in %s, there is none".formatted(direction, symbol));
  }

  /**
   * What would come of a decision now, if it were the round's only one; nothing is stored.
   *
   * @return empty where it would be admitted, or where it neither opens nor closes
   */
  public Optional<Refusal> rehearse(Rounds.Ref round, Decision decision, Market market) {
    if (decision.action().opens()) {
      return database.read(
          sql ->
              switch (judge(sql, round, decision, market)) {
                case Verdict.Refused refused -> Optional.of(refused.refusal());
                case Verdict.Admitted ignored -> Optional.empty();
              });
    }
    if (!decision.action().closes()) {
      return Optional.empty();
    }
    Direction direction = decision.action().direction().orElse(null);
    boolean held =
        database.read(
            sql -> openPosition(sql, round.account(), decision.symbol(), direction).isPresent());
    return held ? Optional.empty() : Optional.of(notOpen(decision.symbol(), direction));
  }

  private static Optional<String> openPosition(
      Sql sql, String account, @Nullable Symbol symbol, @Nullable Direction direction) {
    return sql.first(
        """
        SELECT id FROM belay.positions WHERE account = ? AND symbol = ? AND direction = ?
          AND status NOT IN ('CLOSED', 'NOT_OPENED')""",
        r -> r.text("id"),
        account,
        symbol,
        direction);
  }

  private static Rounds.Element require(Sql sql, Rounds.Ref round, int index) {
    return Rounds.element(sql, round.id(), index)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a recorded element, was %s#%d".formatted(round.id(), index)));
  }

  private static Verdict judge(Sql sql, Rounds.Ref round, Decision decision, Market market) {
    return EntryHolds.refusal(sql, round.portfolio())
        .or(() -> Cases.refusal(sql, round.account(), decision.symbol()))
        .or(() -> VenueBindings.taken(sql, round, decision.symbol()))
        .or(() -> DeskFacts.refusal(sql, round, decision, market))
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> judgeByRules(sql, round, decision, market));
  }

  private static Verdict judgeByRules(Sql sql, Rounds.Ref round, Decision decision, Market market) {
    Instrument instrument =
        market.instruments().stream()
            .filter(i -> i.symbol().equals(decision.symbol()))
            .findFirst()
            .orElse(null);
    Quote quote =
        market.quotes().stream()
            .filter(q -> q.symbol().equals(decision.symbol()))
            .findFirst()
            .orElse(null);
    Marked marked = Marked.of(sql, round.portfolio(), market.quotes());
    Map<String, Balances> balances = Balances.ofPortfolio(sql, round.portfolio());
    Verdict verdict =
        Admission.judge(
            new EntryRequest(decision, market.validUntil()),
            new MarketView(
                market.now(),
                instrument,
                quote,
                market.takerFeeRate(),
                quote == null ? Duration.ZERO : market.age(quote)),
            agent(sql, round, market.now(), marked, balances),
            Funds.risk(sql, round.portfolio(), marked, balances));
    return verdict instanceof Verdict.Admitted admitted
        ? VenueBindings.withinFirstDays(sql, admitted, marked.notional(), market.now())
        : verdict;
  }

  private static AgentRisk agent(
      Sql sql, Rounds.Ref round, Instant now, Marked marked, Map<String, Balances> balances) {
    Agents.Agent agent = Agents.one(sql, round.portfolio(), round.agent());
    Usdt cash = balances.getOrDefault(round.account(), Balances.NONE).cash();
    Opens opens = opens(sql, round, now);
    return new AgentRisk(
        agent.spec().limits(),
        agent.spec().symbols(),
        agent.enabled(),
        agent.pausedByOperator(),
        agent.breakers(),
        cash.plus(marked.unrealized(round.account())),
        cash.minus(marked.bound(round.account())),
        marked.openIn(round.account()),
        opens.thisRound(),
        opens.thisHour(),
        agent.modelFailures());
  }

  private record Opens(int thisRound, int thisHour) {}

  private static Opens opens(Sql sql, Rounds.Ref round, Instant now) {
    return sql.one(
        """
        SELECT count(*) FILTER (WHERE as_of = ?)::int AS this_round,
               count(*) FILTER (WHERE admitted_at > ? AND status <> 'NOT_OPENED')::int AS this_hour
          FROM belay.positions WHERE account = ? AND (admitted_at > ? OR as_of = ?)""",
        r -> new Opens(r.integer("this_round"), r.integer("this_hour")),
        round.asOf(),
        now.minus(Duration.ofHours(1)),
        round.account(),
        now.minus(Duration.ofHours(1)),
        round.asOf());
  }

  private Result admit(
      Sql sql,
      Rounds.Ref round,
      Rounds.Element element,
      Decision decision,
      Verdict.Admitted admitted,
      Instant marketNow) {
    Instant now = wall.instant().truncatedTo(ChronoUnit.MILLIS);
    Direction direction = decision.action().direction().orElseThrow();
    int leverage = decision.leverage() == null ? 1 : decision.leverage();
    String positionId =
        Positions.insert(
            sql,
            new Positions.New(
                round, element.id(), decision.symbol(), direction, leverage, admitted, marketNow),
            now);
    OrderIntent intent =
        new OrderIntent(
            ClientOrderId.derive(installation, round.account(), element.id(), Leg.ENTRY, 0),
            round.account(),
            positionId,
            element.id(),
            Leg.ENTRY,
            0,
            decision.symbol(),
            direction.entrySide(),
            OrderType.MARKET,
            admitted.quantity(),
            null,
            null,
            leverage,
            round.asOf(),
            now.plus(sendWithin));
    OrderRows.insert(sql, round.portfolio(), intent, admitted, now);
    settle(sql, element, positionId, null, now);
    Journal.append(
        sql,
        round.account(),
        "admitted",
        Map.of("element", element.id(), "position", positionId, "intent", intent),
        now);
    return new Result(positionId, null);
  }

  private Result close(Sql sql, Rounds.Ref round, Rounds.Element element, String positionId) {
    Instant now = wall.instant();
    settle(sql, element, positionId, null, now);
    Journal.append(
        sql,
        round.account(),
        "close_admitted",
        Map.of("element", element.id(), "position", positionId),
        now);
    return new Result(positionId, null);
  }

  private Result refuse(Sql sql, Rounds.Ref round, Rounds.Element element, Refusal refusal) {
    Instant now = wall.instant();
    settle(sql, element, null, refusal, now);
    Journal.append(
        sql, round.account(), "refused", Map.of("element", element.id(), "refusal", refusal), now);
    return new Result(null, refusal);
  }

  private static void settle(
      Sql sql,
      Rounds.Element element,
      @Nullable String positionId,
      @Nullable Refusal refusal,
      Instant now) {
    sql.update(
        """
        UPDATE belay.decision_elements
          SET position_id = ?, refusal_code = ?, refusal_detail = ?, refused_at = ? WHERE id = ?""",
        positionId,
        refusal == null ? null : refusal.code().name(),
        refusal == null ? null : refusal.detail(),
        refusal == null ? null : now,
        element.id());
  }
}
