package dev.belay.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the journal: every event's hash over the one before, of every account, and what the
 * account says its last event is. The hashes are computed here and not by the database, whose own
 * functions a superuser can change. Rows are streamed out of one snapshot, so it may be done while
 * Belay trades.
 *
 * <p>What it can't see is a journal rewritten from some event to its end together with the
 * account's own note of the last hash; to see that, keep {@link Chain#hash} somewhere else.
 */
public final class JournalCheck {
  private static final int FETCH = 2000;
  private static final int MOST_TOLD = 100;
  private final Database database;

  public JournalCheck(Database database) {
    this.database = database;
  }

  /** What is wrong at a place of a journal. */
  public enum Fault {
    /** An event is not what was recorded. */
    CHANGED,
    /** Events that were recorded are not there. */
    REMOVED,
    /** An event is there that was not recorded. */
    INSERTED
  }

  /**
   * One finding.
   *
   * @param number of the event within its account
   * @param kind of the event as it stands there; null where it is not there
   * @param detail what was expected and what was found
   */
  public record Finding(
      String account, long number, Fault fault, @Nullable String kind, String detail) {}

  /**
   * An account's chain as it was found.
   *
   * @param events how many there are
   * @param hash of the last one; empty where there is none
   */
  public record Chain(String account, long events, String hash) {}

  /**
   * What came of it.
   *
   * @param events looked at
   * @param found how many findings there are
   * @param findings the first hundred of them, by account and number
   */
  public record Result(long events, long found, List<Finding> findings, List<Chain> chains) {
    public Result {
      findings = List.copyOf(findings);
      chains = List.copyOf(chains);
    }

    public boolean intact() {
      return found == 0;
    }
  }

  private record Head(String account, long seq, String hash) {}

  /** Of all accounts; fine journals of 100,000 events take less than a second. */
  public Result run() {
    return database.read(
        sql -> {
          sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          List<Head> heads =
              sql.list(
                  """
                  SELECT id, journal_seq, journal_hash FROM belay.accounts
                  UNION ALL
                  SELECT DISTINCT account, 0, '' FROM belay.journal j
                    WHERE NOT EXISTS (SELECT FROM belay.accounts a WHERE a.id = j.account)
                  ORDER BY 1""",
                  r -> new Head(r.text("id"), r.number("journal_seq"), r.text("journal_hash")));
          Findings findings = new Findings();
          List<Chain> chains = heads.stream().map(head -> chain(sql, head, findings)).toList();
          return new Result(
              chains.stream().mapToLong(Chain::events).sum(),
              findings.count,
              findings.told,
              chains);
        });
  }

  private static Chain chain(Sql sql, Head head, Findings findings) {
    Walk walk = new Walk(head, findings);
    sql.each(
        """
        SELECT seq, kind, body, recorded_at, prev_hash, hash FROM belay.journal
          WHERE account = ? ORDER BY seq""",
        FETCH,
        r ->
            walk.next(
                new Event(
                    r.number("seq"),
                    r.text("kind"),
                    r.text("body"),
                    r.instant("recorded_at"),
                    r.text("prev_hash"),
                    r.text("hash"))),
        head.account());
    return walk.end();
  }

  private record Event(
      long seq, String kind, String body, Instant recordedAt, String prevHash, String hash) {}

  private static final class Findings {
    private final List<Finding> told = new ArrayList<>();
    private long count;

    void add(Finding finding) {
      count++;
      if (told.size() < MOST_TOLD) {
        told.add(finding);
      }
    }
  }

  /** Goes along one account's events. */
  private static final class Walk {
    private final MessageDigest sha = sha256();
    private final Head head;
    private final Findings findings;
    private long events;
    private long expected = 1;
    // By how much numbers were moved: an event recorded as 7 that stands at 8 has moved by 1.
    private long moved;
    private @Nullable Event before;
    private @Nullable Event doubtful;

    Walk(Head head, Findings findings) {
      this.head = head;
      this.findings = findings;
    }

    void next(Event event) {
      events++;
      if (event.seq() > expected) {
        removed(expected, event.seq() - 1);
      } else if (event.seq() < expected) {
        found(Fault.INSERTED, event, "Expected no number below 1, was %d".formatted(event.seq()));
        return;
      }
      judge(event);
      expected = event.seq() + 1;
      before = event;
    }

    private void judge(Event event) {
      if (isGenuine(event, moved)) {
        boolean follows = doubtful == null;
        settleDoubt();
        if (event.seq() - moved > head.seq()) {
          beyondTheEnd(event);
        } else if (follows) {
          linked(event);
        }
      } else if (isGenuine(event, moved + 1)) {
        // It was recorded one number earlier: the event before it is the one too many.
        moved++;
        Event stranger = doubtful == null ? before : doubtful;
        doubtful = null;
        if (stranger != null) {
          found(
              Fault.INSERTED,
              stranger,
              "Expected at %d the event that stands at %d".formatted(stranger.seq(), event.seq()));
        }
      } else if (isGenuine(event, moved - 1)) {
        settleDoubt();
        moved--;
        removed(event.seq(), event.seq());
      } else {
        settleDoubt();
        if (event.seq() - moved > head.seq()) {
          beyondTheEnd(event);
        } else {
          doubtful = event;
        }
      }
    }

    private void beyondTheEnd(Event event) {
      found(
          Fault.INSERTED,
          event,
          "Expected %d as the account's last number, was %d".formatted(head.seq(), event.seq()));
    }

    /** The hash covers the predecessor's, account, number, kind, time and body. */
    private boolean isGenuine(Event event, long moved) {
      return event.hash().equals(hash(event, event.seq() - moved));
    }

    private void linked(Event event) {
      Event last = before;
      String stands = last == null ? "" : last.hash();
      boolean isNext = event.seq() == (last == null ? 1 : last.seq() + 1);
      if (isNext && !event.prevHash().equals(stands)) {
        found(
            Fault.CHANGED,
            last == null ? event : last,
            last == null
                ? "Expected the first event to follow no other, it follows %s"
                    .formatted(event.prevHash())
                : "Expected the hash %s that event %d was recorded over, was %s"
                    .formatted(event.prevHash(), event.seq(), stands));
      }
    }

    private void settleDoubt() {
      Event event = doubtful;
      if (event != null) {
        doubtful = null;
        found(
            Fault.CHANGED,
            event,
            "Expected the hash %s of its number, kind, time, body and predecessor, was %s"
                .formatted(hash(event, event.seq() - moved), event.hash()));
      }
    }

    private void removed(long first, long last) {
      settleDoubt();
      findings.add(
          new Finding(
              head.account(),
              first,
              Fault.REMOVED,
              null,
              first == last
                  ? "Expected event %d, it is not there".formatted(first)
                  : "Expected events %d to %d, they are not there".formatted(first, last)));
    }

    private void found(Fault fault, Event event, String detail) {
      findings.add(new Finding(head.account(), event.seq(), fault, event.kind(), detail));
    }

    Chain end() {
      Event last = before;
      boolean wasDoubtful = doubtful != null;
      settleDoubt();
      long recorded = last == null ? 0 : last.seq() - moved;
      if (recorded < head.seq()) {
        removed(recorded + 1, head.seq());
      } else if (last != null
          && recorded == head.seq()
          && !wasDoubtful
          && !last.hash().equals(head.hash())) {
        found(
            Fault.CHANGED,
            last,
            "Expected the hash %s that the account has of its last event, was %s"
                .formatted(head.hash(), last.hash()));
      }
      return new Chain(head.account(), events, last == null ? "" : last.hash());
    }

    /** As the database's own {@code belay.journal_hash} forms it. */
    private String hash(Event event, long number) {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, event.recordedAt());
      String text =
          String.join(
              "\n",
              event.prevHash(),
              head.account(),
              Long.toString(number),
              event.kind(),
              Long.toString(micros),
              event.body());
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Expected every Java to know SHA-256", e);
      }
    }
  }
}
