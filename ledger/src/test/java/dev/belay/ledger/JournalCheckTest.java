package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.portfolio.FundLimits;
import dev.belay.ledger.JournalCheck.Fault;
import dev.belay.ledger.JournalCheck.Finding;
import dev.belay.ledger.JournalCheck.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tampering as a superuser could: past the triggers, in one account of two. */
@Tag("integration")
class JournalCheckTest {
  private static final String ACCOUNT = "main.a1";
  private static final int LAST = 9;
  private Books books;

  @BeforeEach
  void nineEventsAnAccount() throws SQLException {
    books = Books.seeded(2, FundLimits.DEFAULT);
    for (String agent : List.of("a0", "a1")) {
      for (int i = 0; i < 4; i++) {
        books.wallNow = books.wallNow.plusMillis(7);
        books.controls.setPaused("main", agent, true, "me \u00fc\n" + i);
        books.controls.setPaused("main", agent, false, "me");
      }
    }
    assertThat(books.journal.run().findings()).isEmpty();
  }

  @AfterEach
  void close() {
    books.close();
  }

  private void tamper(String... statements) {
    books.database.write(
        "test",
        sql -> {
          sql.update("ALTER TABLE belay.journal DISABLE TRIGGER ALL");
          for (String statement : statements) {
            assertThat(sql.update(statement)).as(statement).isPositive();
          }
          return sql.update("ALTER TABLE belay.journal ENABLE TRIGGER ALL");
        });
  }

  /** Every number from the first one on gets another, from the far end so that none collides. */
  private void renumber(int from, int by) {
    tamper(
        "UPDATE belay.journal SET seq = -seq WHERE account = '%s' AND seq >= %d"
            .formatted(ACCOUNT, from),
        "UPDATE belay.journal SET seq = -seq + %d WHERE account = '%s' AND seq < 0"
            .formatted(by, ACCOUNT));
  }

  private void insertAt(int seq) {
    tamper(
        """
        INSERT INTO belay.journal
          SELECT account, %1$d, kind, '{"by":"nobody"}', recorded_at, hash,
                 belay.journal_hash(hash, account, %1$d, kind, recorded_at, '{"by":"nobody"}')
            FROM belay.journal WHERE account = '%2$s' AND seq = %3$d"""
            .formatted(seq, ACCOUNT, seq - 1));
  }

  private void finds(Tuple... faults) {
    Result result = books.journal.run();
    assertThat(result.findings())
        .as("%s", result.findings())
        .allSatisfy(f -> assertThat(f.account()).isEqualTo(ACCOUNT))
        .extracting(Finding::number, Finding::fault)
        .containsExactly(faults);
    assertThat(result.intact()).isFalse();
    assertThat(result.found()).isEqualTo(faults.length);
  }

  private static Tuple at(long number, Fault fault) {
    return Tuple.tuple(number, fault);
  }

  @Test
  void findsNothingInAJournalThatIsWhole() {
    Result result = books.journal.run();

    assertThat(result.intact()).isTrue();
    assertThat(result.events()).isEqualTo(books.count("journal"));
    assertThat(result.chains())
        .filteredOn(chain -> chain.account().equals(ACCOUNT))
        .singleElement()
        .satisfies(
            chain -> {
              assertThat(chain.events()).isEqualTo(LAST);
              assertThat(chain.hash()).hasSize(64);
            });
  }

  @Test
  void findsAChangedBodyKindTimeOrHash() {
    for (String change :
        List.of(
            "body = '{}'",
            "kind = 'fill'",
            "recorded_at = recorded_at + interval '1 microsecond'",
            "hash = repeat('0', 64)",
            "prev_hash = repeat('0', 64)")) {
      String keep = "CREATE TABLE kept AS SELECT * FROM belay.journal";
      books.database.write("test", sql -> sql.update(keep));
      tamper(
          "UPDATE belay.journal SET %s WHERE account = '%s' AND seq = 4"
              .formatted(change, ACCOUNT));

      finds(at(4, Fault.CHANGED));

      tamper("DELETE FROM belay.journal", "INSERT INTO belay.journal SELECT * FROM kept");
      books.database.write("test", sql -> sql.update("DROP TABLE kept"));
    }
  }

  @Test
  void findsAnEventRewrittenWithAHashOfItsOwn() {
    String rewrite =
        """
        UPDATE belay.journal SET body = '{}',
            hash = belay.journal_hash(prev_hash, account, seq, kind, recorded_at, '{}')
          WHERE account = '%s' AND seq = %d""";
    tamper(rewrite.formatted(ACCOUNT, 5));
    finds(at(5, Fault.CHANGED));
    tamper(rewrite.formatted(ACCOUNT, LAST));
    finds(at(5, Fault.CHANGED), at(LAST, Fault.CHANGED));
  }

  @Test
  void findsTheFirstChangedAndTheLastChanged() {
    tamper(
        "UPDATE belay.journal SET body = '{}' WHERE account = '%s' AND seq IN (1, %d)"
            .formatted(ACCOUNT, LAST));

    finds(at(1, Fault.CHANGED), at(LAST, Fault.CHANGED));
  }

  @Test
  void findsRemovedEventsAtTheBeginningInTheMiddleAndAtTheEnd() {
    tamper(
        "DELETE FROM belay.journal WHERE account = '%s' AND seq IN (1, 4, 5, %d)"
            .formatted(ACCOUNT, LAST));

    finds(at(1, Fault.REMOVED), at(4, Fault.REMOVED), at(LAST, Fault.REMOVED));
    assertThat(books.journal.run().findings().get(1).detail()).contains("events 4 to 5");
  }

  @Test
  void findsAJournalThatIsGoneAltogether() {
    tamper("DELETE FROM belay.journal WHERE account = '%s'".formatted(ACCOUNT));

    finds(at(1, Fault.REMOVED));
    assertThat(books.journal.run().findings().getFirst().detail()).contains("1 to " + LAST);
  }

  @Test
  void findsARemovedEventThoughTheLaterOnesWereRenumbered() {
    tamper("DELETE FROM belay.journal WHERE account = '%s' AND seq = 4".formatted(ACCOUNT));
    renumber(5, -1);

    finds(at(4, Fault.REMOVED));
  }

  @Test
  void findsAnInsertedEventThoughTheLaterOnesWereRenumbered() {
    renumber(6, 1);
    insertAt(6);

    finds(at(6, Fault.INSERTED));
  }

  @Test
  void findsEventsInsertedBeforeTheFirstAndAfterTheLast() {
    insertAt(LAST + 1);
    tamper(
        """
        INSERT INTO belay.journal
          SELECT account, 0, kind, body, recorded_at, '', '' FROM belay.journal
            WHERE account = '%s' AND seq = 1"""
            .formatted(ACCOUNT));

    finds(at(0, Fault.INSERTED), at(LAST + 1, Fault.INSERTED));
  }

  @Test
  void findsEventsOfAnAccountThatThereIsNot() {
    tamper(
        "UPDATE belay.journal SET account = 'main.a9' WHERE account = '%s' AND seq = %d"
            .formatted(ACCOUNT, LAST));

    assertThat(books.journal.run().findings())
        .extracting(Finding::account, Finding::fault)
        .contains(Tuple.tuple(ACCOUNT, Fault.REMOVED), Tuple.tuple("main.a9", Fault.INSERTED));
  }

  @Test
  void doesNotTrustTheDatabasesOwnFunction() {
    tamper(
        "UPDATE belay.journal SET body = '{}' WHERE account = '%s' AND seq = 2".formatted(ACCOUNT));
    books.database.write(
        "test",
        sql ->
            sql.update(
                """
                CREATE OR REPLACE FUNCTION belay.journal_hash(p_prev text, p_account text,
                    p_seq bigint, p_kind text, p_recorded_at timestamptz, p_body text)
                  RETURNS text LANGUAGE sql STABLE AS $$
                    SELECT hash FROM belay.journal WHERE account = p_account AND seq = p_seq $$"""));

    finds(at(2, Fault.CHANGED));
  }

  @Test
  void looksAtManyEventsQuickly() {
    int many = 200_000;
    books.database.write(
        "test",
        sql ->
            sql.update(
                """
                DO $$
                DECLARE
                  v_seq bigint; v_prev text; v_hash text; v_body text;
                  v_at timestamptz := '2026-11-21T08:00:00.123456Z';
                BEGIN
                  SELECT journal_seq, journal_hash INTO v_seq, v_prev
                    FROM belay.accounts WHERE id = 'main.a0';
                  FOR n IN 1..%d LOOP
                    v_seq := v_seq + 1;
                    v_body := '{"n":' || n || ',"text":"' || repeat('x', 300) || '"}';
                    v_hash := belay.journal_hash(v_prev, 'main.a0', v_seq, 'decision', v_at, v_body);
                    INSERT INTO belay.journal
                      VALUES ('main.a0', v_seq, 'decision', v_body, v_at, v_prev, v_hash);
                    v_prev := v_hash;
                  END LOOP;
                  UPDATE belay.accounts SET journal_seq = v_seq, journal_hash = v_prev
                    WHERE id = 'main.a0';
                END $$"""
                    .formatted(many)));
    assertThat(books.journal.run().intact()).isTrue();

    long begun = System.nanoTime();
    Result result = books.journal.run();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(result.events()).isGreaterThan(many);
    assertThat(result.intact()).isTrue();
    System.out.printf(
        "journal: %d events in %d ms, %.0f a second%n",
        result.events(), took.toMillis(), result.events() * 1e9 / took.toNanos());
    // A tenth of what is promised: other tests run beside it.
    assertThat(took).isLessThan(Duration.ofMillis(many / 10));
  }
}
