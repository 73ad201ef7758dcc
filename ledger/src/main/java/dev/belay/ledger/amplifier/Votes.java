package dev.belay.ledger.amplifier;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.Ballot;
import dev.belay.domain.amplifier.BallotBox;
import dev.belay.domain.amplifier.BallotBox.Reading;
import dev.belay.domain.amplifier.BallotRefusal;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.Tally;
import dev.belay.domain.amplifier.VoteCalls;
import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.Voter;
import dev.belay.ledger.Accounts;
import dev.belay.ledger.Contents;
import dev.belay.ledger.Database;
import dev.belay.ledger.DeskFacts;
import dev.belay.ledger.Journal;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Votes: called, asked, counted, each once; every answer is kept, also one that does not count. */
public final class Votes {
  private static final int RECENT = 40;

  private final Database database;
  private final InstantSource wall;

  public Votes(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * What voters were shown.
   *
   * @param hash of the evidence
   * @param prompts hash of the prompt by the voter's name
   * @param down names of sources that did not answer
   * @param withoutNews not one source of news did
   * @param fresh sources outside were asked for it
   */
  public record Shown(
      String hash,
      Map<String, String> prompts,
      List<String> down,
      boolean withoutNews,
      boolean fresh) {
    public Shown {
      prompts = Map.copyOf(prompts);
      down = List.copyOf(down);
    }
  }

  /**
   * A vote as stored.
   *
   * @param asOf market time
   * @param shown null before anything was gathered
   * @param deadline wall time; null before the voters were asked
   * @param outcome TRADE, HOLD, EXIT or NO_DECISION; null before the count
   */
  public record Stored(
      String id,
      String desk,
      VoteCause cause,
      String reason,
      Instant asOf,
      @Nullable Shown shown,
      @Nullable Instant deadline,
      @Nullable String outcome) {}

  /**
   * An answer as it comes.
   *
   * @param replyHash the stored text; the same text of a voter is taken once
   */
  public record Cast(
      String voter, Reading reading, String model, boolean standIn, String replyHash) {}

  /** What came of the count. */
  public record Counted(String outcome, int ballots) {}

  /** The desk's last votes, newest first. */
  public List<VoteCalls.Called> recent(String desk) {
    return database.read(sql -> recent(sql, desk));
  }

  /**
   * Calls a vote if the rules let it be held; the call of a window is kept once.
   *
   * @param now market time
   * @throws IllegalArgumentException if there is no such desk
   */
  public VoteCalls.Answer call(String desk, VoteCause cause, String reason, Instant now) {
    Instant wallNow = wall.instant();
    return database.write(
        "vote-call",
        sql -> {
          Accounts.lockPortfolio(sql, desk);
          DeskFacts.Desk found = require(sql, desk);
          List<VoteCalls.Called> votes = recent(sql, desk);
          VoteCalls.Answer answer = VoteCalls.call(votes, cause, now, found.spec().votes());
          if (answer instanceof VoteCalls.Answer.Hold hold) {
            insert(sql, found, hold, cause, reason, after(votes, now), wallNow);
          }
          return answer;
        });
  }

  /** The id of a vote that the rules let be held. */
  public static String id(String desk, VoteCalls.Answer.Hold hold) {
    return desk + "/" + hold.window() + "/" + hold.n();
  }

  /** No two votes of a desk have the same time: the later one's mandate holds. */
  private static Instant after(List<VoteCalls.Called> votes, Instant now) {
    return votes.stream()
        .map(vote -> vote.asOf().plusMillis(1))
        .filter(least -> least.isAfter(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  private static void insert(
      Sql sql,
      DeskFacts.Desk desk,
      VoteCalls.Answer.Hold hold,
      VoteCause cause,
      String reason,
      Instant asOf,
      Instant now) {
    String id = id(desk.name(), hold);
    sql.update(
        """
        INSERT INTO belay.votes (id, desk, window_start, n, cause, reason, as_of, momentum, recorded_at)
          SELECT ?, ?, ?, ?, ?, ?, ?,
                 (SELECT momentum FROM belay.desk_cycles WHERE desk = ? AND decided_at IS NOT NULL
                    AND momentum IS NOT NULL ORDER BY as_of DESC LIMIT 1), ?
          ON CONFLICT (id) DO NOTHING""",
        id,
        desk.name(),
        hold.window(),
        hold.n(),
        cause,
        reason,
        asOf,
        desk.name(),
        now);
    Journal.append(
        sql,
        desk.account(),
        "vote_called",
        Map.of("vote", id, "cause", cause, "reason", reason, "as_of", asOf),
        now);
  }

  /**
   * @throws IllegalArgumentException if there is no such vote
   */
  public Stored load(String vote) {
    return database.read(sql -> load(sql, vote));
  }

  /** How votes of the desk are held. */
  public VoteRules rules(String desk) {
    return database.read(sql -> require(sql, desk).spec().votes());
  }

  /** The last evidence for which sources outside were asked, before the vote. */
  public Optional<String> lastFreshEvidence(Stored vote) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT evidence ->> 'hash' AS hash FROM belay.votes
                  WHERE desk = ? AND as_of < ? AND (evidence ->> 'fresh')::boolean
                  ORDER BY as_of DESC LIMIT 1""",
                r -> r.text("hash"),
                vote.desk(),
                vote.asOf()));
  }

  /** The last evidence of the desk for which sources outside were asked. */
  public Optional<String> lastFreshEvidence(String desk) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT evidence ->> 'hash' AS hash FROM belay.votes
                  WHERE desk = ? AND (evidence ->> 'fresh')::boolean
                  ORDER BY as_of DESC LIMIT 1""",
                r -> r.text("hash"),
                desk));
  }

  /** Keeps what is shown; the first stays. */
  public Shown shown(String vote, Shown shown) {
    Instant now = wall.instant();
    return database.write(
        "vote-evidence",
        sql -> {
          sql.update(
              "UPDATE belay.votes SET evidence = ?::jsonb WHERE id = ? AND evidence IS NULL",
              LedgerJson.write(shown),
              vote);
          Shown kept = Objects.requireNonNull(load(sql, vote).shown());
          List<String> texts = new ArrayList<>(kept.prompts().values());
          texts.add(kept.hash());
          Contents.use(sql, texts, now);
          return kept;
        });
  }

  /** From now on ballots have their deadline; the first time asked stays. */
  public void asked(String vote, Duration within) {
    Instant now = wall.instant();
    database.write(
        "vote-asked",
        sql ->
            sql.update(
                """
                UPDATE belay.votes SET asked_at = ?, deadline_at = ?
                  WHERE id = ? AND asked_at IS NULL""",
                now,
                now.plus(within),
                vote));
  }

  /**
   * Keeps an answer and says whether it counts. The same answer of a voter is kept once.
   *
   * @return what it was taken for
   */
  public Reading cast(String vote, Cast cast) {
    Instant now = wall.instant();
    return database.write(
        "ballot",
        sql -> {
          Stored stored = lock(sql, vote);
          Optional<Reading> before = before(sql, vote, cast);
          if (before.isPresent()) {
            return before.get();
          }
          BallotBox.Open open =
              new BallotBox.Open(
                  stored.deadline() == null ? now : stored.deadline(),
                  ballots(sql, vote).stream().map(Ballot::voter).toList(),
                  stored.outcome() != null);
          Reading verdict = BallotBox.judge(open, cast.voter(), cast.reading(), now);
          insert(sql, vote, cast, verdict, now);
          return verdict;
        });
  }

  private static Optional<Reading> before(Sql sql, String vote, Cast cast) {
    return sql.first(
        "SELECT * FROM belay.ballots WHERE vote_id = ? AND voter = ? AND reply_hash = ?",
        r ->
            r.flag("counted")
                ? new Reading.Valid(ballot(r))
                : new Reading.Refused(r.constant("refusal", BallotRefusal.class), r.text("detail")),
        vote,
        cast.voter(),
        cast.replyHash());
  }

  private static void insert(Sql sql, String vote, Cast cast, Reading verdict, Instant now) {
    Ballot said = cast.reading() instanceof Reading.Valid(Ballot ballot) ? ballot : null;
    Reading.Refused refused = verdict instanceof Reading.Refused r ? r : null;
    sql.update(
        """
        INSERT INTO belay.ballots (vote_id, n, voter, counted, vote, aggressiveness, confidence,
            reasoning, warnings, refusal, detail, model, stand_in, reply_hash, received_at)
          SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?
            FROM belay.ballots WHERE vote_id = ?""",
        vote,
        cast.voter(),
        refused == null,
        said == null ? null : said.vote().name(),
        said == null ? null : said.aggressiveness().name(),
        said == null ? null : said.confidence(),
        said == null ? null : said.reasoning(),
        said == null ? null : LedgerJson.write(said.warnings()),
        refused == null ? null : refused.code(),
        refused == null ? null : refused.detail(),
        cast.model(),
        cast.standIn(),
        cast.replyHash(),
        now,
        vote);
    Contents.use(sql, List.of(cast.replyHash()), now);
  }

  /**
   * Counts what came in time and gives the mandate, once; asked again it says what came of it.
   *
   * @param silent why no answer came, by the voter's name
   */
  public Counted count(String vote, Map<String, String> silent) {
    Instant now = wall.instant();
    return database.write(
        "vote-count",
        sql -> {
          Stored stored = lock(sql, vote);
          List<Ballot> ballots = ballots(sql, vote);
          if (stored.outcome() == null) {
            DeskFacts.Desk desk = require(sql, stored.desk());
            Accounts.lock(sql, desk.account());
            keepSilent(sql, vote, ballots, silent, now);
            close(sql, desk, stored, ballots, now);
          }
          return new Counted(Objects.requireNonNull(load(sql, vote).outcome()), ballots.size());
        });
  }

  private static void keepSilent(
      Sql sql, String vote, List<Ballot> ballots, Map<String, String> silent, Instant now) {
    for (Voter voter : Voter.values()) {
      boolean counted = ballots.stream().anyMatch(ballot -> ballot.voter() == voter);
      String why = silent.get(voter.toString());
      if (!counted && why != null) {
        sql.update(
            """
            INSERT INTO belay.ballots (vote_id, n, voter, counted, refusal, detail, received_at)
              SELECT ?, coalesce(max(n), 0) + 1, ?, false, ?, ?, ?
                FROM belay.ballots WHERE vote_id = ?""",
            vote,
            voter.toString(),
            BallotRefusal.NO_ANSWER,
            why,
            now,
            vote);
      }
    }
  }

  private static void close(
      Sql sql, DeskFacts.Desk desk, Stored vote, List<Ballot> ballots, Instant now) {
    Shown shown = vote.shown();
    Aggressiveness boldest =
        shown == null || shown.withoutNews() ? Aggressiveness.MODERATE : Aggressiveness.AGGRESSIVE;
    VoteRules rules = desk.spec().votes();
    Tally.Outcome outcome = Tally.count(ballots, rules, boldest);
    Stance stance = outcome.stance();
    sql.update(
        """
        UPDATE belay.votes SET outcome = ?, aggressiveness = ?, confidence = ?, size_factor = ?,
            split = ?, majority = ?::jsonb, detail = ?, counted_at = ? WHERE id = ?""",
        stance == null ? "NO_DECISION" : stance.name(),
        outcome.aggressiveness().name(),
        outcome.confidence(),
        outcome.sizeFactor(),
        outcome.split(),
        LedgerJson.write(outcome.majority()),
        outcome.why(),
        now,
        vote.id());
    if (stance != null) {
      insert(sql, desk, Mandate.of(vote.id(), outcome, vote.asOf(), rules), now);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("vote", vote.id());
    body.put("outcome", stance == null ? "no_decision" : stance.toString());
    body.put("aggressiveness", outcome.aggressiveness());
    body.put("confidence", outcome.confidence());
    body.put("size_factor", outcome.sizeFactor());
    body.put("ballots", ballots);
    body.put("why", outcome.why());
    body.put("down", shown == null ? List.of() : shown.down());
    Journal.append(sql, desk.account(), "vote_counted", body, now);
  }

  private static void insert(Sql sql, DeskFacts.Desk desk, Mandate mandate, Instant now) {
    sql.update(
        """
        INSERT INTO belay.mandates (vote_id, desk, stance, aggressiveness, confidence, size_factor,
            valid_from, valid_until, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        mandate.vote(),
        desk.name(),
        mandate.stance().name(),
        mandate.aggressiveness().name(),
        mandate.confidence(),
        mandate.sizeFactor(),
        mandate.from(),
        mandate.until(),
        now);
  }

  /** Locks the vote: its ballots come one at a time, and none beside the count. */
  private static Stored lock(Sql sql, String vote) {
    sql.first("SELECT id FROM belay.votes WHERE id = ? FOR UPDATE", r -> r.text("id"), vote);
    return load(sql, vote);
  }

  private static Stored load(Sql sql, String vote) {
    return sql.first("SELECT * FROM belay.votes WHERE id = ?", Votes::stored, vote)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a vote in the ledger, was \"%s\"".formatted(vote)));
  }

  private static Stored stored(Row r) {
    String evidence = r.textOrNull("evidence");
    return new Stored(
        r.text("id"),
        r.text("desk"),
        r.constant("cause", VoteCause.class),
        r.text("reason"),
        r.instant("as_of"),
        evidence == null ? null : LedgerJson.read(evidence, Shown.class),
        r.instantOrNull("deadline_at"),
        r.textOrNull("outcome"));
  }

  /** Those that count, in the order of the voters. */
  private static List<Ballot> ballots(Sql sql, String vote) {
    return sql
        .list("SELECT * FROM belay.ballots WHERE vote_id = ? AND counted", Votes::ballot, vote)
        .stream()
        .sorted(java.util.Comparator.comparing(Ballot::voter))
        .toList();
  }

  private static Ballot ballot(Row r) {
    return new Ballot(
        Voter.parse(r.text("voter")).orElseThrow(),
        r.constant("vote", Stance.class),
        r.constant("aggressiveness", Aggressiveness.class),
        r.decimal("confidence"),
        r.text("reasoning"),
        LedgerJson.read(r.text("warnings"), new TypeReference<List<String>>() {}));
  }

  private static List<VoteCalls.Called> recent(Sql sql, String desk) {
    return sql.list(
        "SELECT * FROM belay.votes WHERE desk = ? ORDER BY as_of DESC LIMIT ?",
        r ->
            new VoteCalls.Called(
                r.text("id"),
                r.instant("window_start"),
                r.integer("n"),
                r.constant("cause", VoteCause.class),
                r.instant("as_of"),
                r.decimalOrNull("momentum"),
                r.textOrNull("outcome") != null),
        desk,
        RECENT);
  }

  private static DeskFacts.Desk require(Sql sql, String desk) {
    return DeskFacts.find(sql, desk)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a desk in the ledger, was \"%s\"".formatted(desk)));
  }
}
