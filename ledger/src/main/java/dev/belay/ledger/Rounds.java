package dev.belay.ledger;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rounds and their decisions; the first decision recorded for a round is the decision. */
public final class Rounds {
  private final Database database;
  private final InstantSource wall;

  public Rounds(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /** A round's identity. */
  public record Ref(String portfolio, String agent, Instant asOf, Duration interval) {
    public String id() {
      return portfolio + "/" + agent + "/" + asOf;
    }

    String account() {
      return PortfolioSpec.account(portfolio, agent);
    }
  }

  /**
   * A decision to be recorded.
   *
   * @param observationHash null when the market could not be looked at
   */
  public record NewDecision(
      String outcome,
      @Nullable String detail,
      String reasoning,
      @Nullable String observationHash,
      List<Reply> replies,
      List<NewElement> elements) {
    public NewDecision {
      replies = List.copyOf(replies);
      elements = List.copyOf(elements);
    }
  }

  /** A voice's answer by reference, or why there is none. */
  public record Reply(String voice, @Nullable String replyHash, @Nullable String failure) {}

  /** An element to be recorded. */
  public record NewElement(
      String raw,
      @Nullable Symbol symbol,
      @Nullable Action action,
      @Nullable Decision decision,
      @Nullable Refusal refusal) {}

  /** A recorded decision. */
  public record Recorded(String roundId, String outcome, List<Element> elements) {
    public Recorded {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A recorded element.
   *
   * @param positionId what it opened or closes; null until admitted
   */
  public record Element(
      int index,
      String id,
      @Nullable Symbol symbol,
      @Nullable Action action,
      @Nullable Decision decision,
      @Nullable Refusal refusal,
      @Nullable String positionId) {

    /** Whether it was refused or admitted already. */
    public boolean isSettled() {
      return refusal != null || positionId != null;
    }
  }

  /** Stores the round's row unless it is there. */
  public void open(Ref round) {
    Instant now = wall.instant();
    database.write(
        "begin",
        sql -> {
          open(sql, round, now);
          return round;
        });
  }

  /** The same within the caller's transaction. */
  public static void open(Sql sql, Ref round, Instant now) {
    sql.update(
        """
        INSERT INTO belay.rounds (id, portfolio, agent, as_of, interval_ms, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""",
        round.id(),
        round.portfolio(),
        round.agent(),
        round.asOf(),
        round.interval().toMillis(),
        now);
  }

  public Optional<Recorded> decision(String roundId) {
    return database.read(sql -> decision(sql, roundId));
  }

  /** Records the decision, or returns the one recorded first. The round must be open. */
  public Recorded record(Ref round, NewDecision decision) {
    Instant now = wall.instant();
    return database.write("decide", sql -> record(sql, round, decision, now));
  }

  /** The same within the caller's transaction. */
  public static Recorded record(Sql sql, Ref round, NewDecision decision, Instant now) {
    if (insert(sql, round, decision, now) == 1) {
      insertElements(sql, round, decision.elements(), now);
      Contents.use(sql, texts(sql, round, decision), now);
      Journal.append(
          sql,
          round.account(),
          "decision",
          Map.of(
              "round",
              round.id(),
              "outcome",
              decision.outcome(),
              "observation",
              Objects.requireNonNullElse(decision.observationHash(), ""),
              "replies",
              decision.replies(),
              "elements",
              decision.elements()),
          now);
    }
    return decision(sql, round.id()).orElseThrow();
  }

  public Optional<Element> element(String roundId, int index) {
    return database.read(sql -> element(sql, roundId, index));
  }

  /** Closes the round; the first outcome stays. A round never opened stays unknown. */
  public void finish(String roundId, String outcome) {
    database.write(
        "finish",
        sql ->
            sql.update(
                """
                UPDATE belay.rounds SET outcome = ?, terminal_at = ?
                  WHERE id = ? AND terminal_at IS NULL""",
                outcome,
                wall.instant(),
                roundId));
  }

  static Optional<Element> element(Sql sql, String roundId, int index) {
    return sql.first(
        "SELECT * FROM belay.decision_elements WHERE round_id = ? AND idx = ?",
        Rounds::element,
        roundId,
        index);
  }

  /** What the decision names: the observation, each voice's prompt and reply. */
  private static Set<String> texts(Sql sql, Ref round, NewDecision decision) {
    Set<String> texts = new TreeSet<>();
    if (decision.observationHash() != null) {
      texts.add(decision.observationHash());
    }
    sql.list(
            "SELECT prompt_hash, reply_hash FROM belay.model_calls WHERE round_id = ?",
            r -> List.of(r.text("prompt_hash"), r.text("reply_hash")),
            round.id())
        .forEach(texts::addAll);
    return texts;
  }

  private static int insert(Sql sql, Ref round, NewDecision decision, Instant now) {
    return sql.update(
        """
        INSERT INTO belay.decisions
            (round_id, outcome, detail, reasoning, observation_hash, replies, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?::jsonb, ?) ON CONFLICT (round_id) DO NOTHING""",
        round.id(),
        decision.outcome(),
        decision.detail(),
        decision.reasoning(),
        decision.observationHash(),
        LedgerJson.write(decision.replies()),
        now);
  }

  private static void insertElements(Sql sql, Ref round, List<NewElement> elements, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (NewElement element : elements) {
      int index = rows.size();
      Refusal refusal = element.refusal();
      rows.add(
          new @Nullable Object[] {
            round.id(),
            index,
            round.id() + "#" + index,
            element.raw(),
            element.symbol(),
            element.action() == null ? null : element.action().name(),
            element.decision() == null ? null : LedgerJson.write(element.decision()),
            refusal == null ? null : refusal.code().name(),
            refusal == null ? null : refusal.detail(),
            refusal == null ? null : now
          });
    }
    sql.batch(
        """
        INSERT INTO belay.decision_elements (round_id, idx, id, raw, symbol, action, decision,
            refusal_code, refusal_detail, refused_at)
          VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)""",
        rows);
  }

  private static Optional<Recorded> decision(Sql sql, String roundId) {
    return sql.first(
            "SELECT outcome FROM belay.decisions WHERE round_id = ?",
            r -> r.text("outcome"),
            roundId)
        .map(outcome -> new Recorded(roundId, outcome, elements(sql, roundId)));
  }

  private static List<Element> elements(Sql sql, String roundId) {
    return sql.list(
        "SELECT * FROM belay.decision_elements WHERE round_id = ? ORDER BY idx",
        Rounds::element,
        roundId);
  }

  private static Element element(Row r) {
    String symbol = r.textOrNull("symbol");
    String decision = r.textOrNull("decision");
    RefusalCode code = r.constantOrNull("refusal_code", RefusalCode.class);
    return new Element(
        r.integer("idx"),
        r.text("id"),
        symbol == null ? null : Symbol.of(symbol),
        r.constantOrNull("action", Action.class),
        decision == null ? null : LedgerJson.read(decision, Decision.class),
        code == null ? null : new Refusal(code, r.text("refusal_detail")),
        r.textOrNull("position_id"));
  }
}
