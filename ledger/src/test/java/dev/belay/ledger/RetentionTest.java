package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RetentionTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);

  private Books books;
  private Retention retention;
  private int minute;

  @BeforeEach
  void open() {
    books = Books.seeded(1, FundLimits.DEFAULT);
    retention = new Retention(books.database, books.wall);
  }

  @AfterEach
  void close() {
    books.close();
  }

  private void pass(Duration time) {
    books.wallNow = books.wallNow.plus(time);
  }

  private Rounds.Ref begin() {
    Rounds.Ref round = Books.round("a0", Books.NOON.plusSeconds(60L * minute++));
    books.rounds.open(round);
    return round;
  }

  private void decide(Rounds.Ref round, String observation) {
    books.rounds.record(
        round, new Rounds.NewDecision("HOLD", null, "wait", observation, List.of(), List.of()));
    books.rounds.finish(round.id(), "HOLD");
  }

  private boolean isKept(String hash) {
    return books.contents.find(hash).orElseThrow().body() != null;
  }

  @Test
  void aBodyGoesAWeekAfterItsLastUseAndItsHashStays() {
    Rounds.Ref round = begin();
    String hash = books.contents.put("observation", "what was seen");
    decide(round, hash);
    pass(WEEK);
    assertThat(retention.delete(WEEK, 10)).isZero();

    pass(DAY);
    Instant deletedAt = books.wallNow;
    assertThat(retention.delete(WEEK, 10)).isOne();

    assertThat(books.contents.find(hash)).hasValue(new Contents.Stored(null, deletedAt));
    assertThatThrownBy(() -> books.contents.get(hash))
        .hasMessageContaining("deleted on " + deletedAt + " by retention");
    assertThat(books.reader.decision(round.id()).orElseThrow().observationHash()).isEqualTo(hash);
    assertThat(books.journal.run().intact()).isTrue();
    assertThat(books.reader.size(books.wallNow).deletedBodies()).isOne();
    assertThat(retention.delete(WEEK, 10)).isZero();
  }

  @Test
  void whatALateDecisionNamesIsKept() {
    String seen = books.contents.put("observation", "what was seen");
    String prompt = books.contents.put("prompt", "what was asked");
    String reply = books.contents.put("reply", "what was answered");
    String other = books.contents.put("prompt", "what nobody names");
    pass(WEEK.plus(DAY));
    Rounds.Ref round = begin();
    books.calls.record(call(round, prompt, reply));
    decide(round, seen);

    assertThat(retention.delete(WEEK, 10)).isOne();

    assertThat(List.of(seen, prompt, reply)).allMatch(this::isKept);
    assertThat(isKept(other)).isFalse();
  }

  @Test
  void aRoundThatIsNotOverKeepsWhatItMayNeed() {
    Rounds.Ref round = begin();
    pass(DAY);
    String hash = books.contents.put("observation", "what was seen");
    pass(WEEK.plus(WEEK));
    assertThat(retention.delete(WEEK, 10)).isZero();

    books.rounds.finish(round.id(), "ABANDONED");
    assertThat(retention.delete(WEEK, 10)).isOne();
    assertThat(isKept(hash)).isFalse();
  }

  @Test
  void aTextThatIsStoredAgainIsThereAgain() {
    String hash = books.contents.put("reply", "[]");
    pass(WEEK.plus(DAY));
    retention.delete(WEEK, 10);

    assertThat(books.contents.put("reply", "[]")).isEqualTo(hash);

    assertThat(books.contents.get(hash)).isEqualTo("[]");
    assertThat(retention.delete(WEEK, 10)).isZero();
  }

  @Test
  void aTextThatIsStoredEveryDayStays() {
    String hash = books.contents.put("reply", "[]");
    for (int day = 0; day < 20; day++) {
      pass(DAY);
      books.contents.put("reply", "[]");
      assertThat(retention.delete(WEEK, 10)).isZero();
    }
    assertThat(isKept(hash)).isTrue();
  }

  @Test
  void theOldestGoFirstAndNoMoreThanAsked() {
    String first = books.contents.put("prompt", "1");
    pass(DAY);
    String second = books.contents.put("prompt", "2");
    pass(WEEK.plus(DAY));

    assertThat(retention.delete(WEEK, 1)).isOne();
    assertThat(isKept(first)).isFalse();
    assertThat(isKept(second)).isTrue();
  }

  private static ModelCall call(Rounds.Ref round, String prompt, String reply) {
    return new ModelCall(
        round.id(), "single", "m", false, prompt, "v1", reply, 10, 20, BigDecimal.ZERO, 5);
  }
}
