package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.portfolio.FundLimits;
import dev.belay.ledger.Notifications.Standing;
import dev.belay.ledger.read.DayFigures;
import dev.belay.ledger.read.HistoryReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class NotificationsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-02");

  private Books books;
  private Notifications notifications;
  private HistoryReader history;

  @BeforeEach
  void open() {
    books = Books.seeded(2, FundLimits.DEFAULT);
    notifications = new Notifications(books.database, books.wall);
    history = new HistoryReader(books.database);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void aNewChannelBeginsNow() {
    books.controls.halt("main", "before", "test");

    Standing begun = notifications.begin("main", "webhook");
    books.controls.resume("main", "test");

    String fund = Accounts.unallocated("main");
    long head = Objects.requireNonNull(history.journalHeads("main").get(fund));
    assertThat(begun.seqs()).containsEntry(fund, head - 1);
    assertThat(begun.day()).isNull();
    assertThat(notifications.begin("main", "webhook")).as("asked again").isEqualTo(begun);
  }

  @Test
  void whatWasToldStaysToldAndNeverGoesBack() {
    Standing begun = notifications.begin("main", "webhook");
    TreeMap<String, Long> further = new TreeMap<>(begun.seqs());
    further.replaceAll((account, seq) -> seq + 5);

    notifications.told("main", "webhook", new Standing(further, DAY));
    notifications.told("main", "webhook", new Standing(begun.seqs(), null));

    assertThat(notifications.begin("main", "webhook")).isEqualTo(new Standing(further, DAY));
    assertThat(notifications.begin("main", "another").seqs()).isEqualTo(begun.seqs());
  }

  @Test
  void aDayIsWhatLiesBetweenItsMarks() {
    Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
    assertThat(books.marks.mark("main", midnight, Books.quotes("100"))).isTrue();
    assertThat(notifications.begin("main", "late").day()).isEqualTo(DAY.minusDays(1));
    Instant next = midnight.plus(Duration.ofDays(1));
    assertThat(books.marks.mark("main", next, Books.quotes("100"))).isTrue();

    List<DayFigures> day = history.day("main", DAY);

    assertThat(day).extracting(DayFigures::subject).containsExactly("main", "main.a0", "main.a1");
    assertThat(day.getFirst().opening()).isEqualTo(day.getFirst().closing());
    assertThat(day.getFirst().pnl().isZero()).isTrue();
    assertThat(day.getFirst().trades()).isZero();
    assertThat(history.day("main", DAY.plusDays(5))).isEmpty();
  }

  @Test
  void oneHoldsTheLockUntilItLetsGo() {
    Optional<SoleHolder> first = SoleHolder.take(books.dataSource, 7);
    assertThat(first).isPresent();
    assertThat(first.get().isHeld()).isTrue();
    assertThat(SoleHolder.take(books.dataSource, 7)).isEmpty();

    first.get().close();

    Optional<SoleHolder> second = SoleHolder.take(books.dataSource, 7);
    assertThat(second).isPresent();
    second.get().close();
  }
}
