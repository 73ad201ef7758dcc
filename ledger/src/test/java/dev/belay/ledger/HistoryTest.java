package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.CostRow;
import dev.belay.ledger.read.CurvePoint;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalQuery.Cursor;
import dev.belay.ledger.read.JournalRow;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.TradeRow;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class HistoryTest {
  private static final Symbol BTC = Books.BTC;
  private Books books;
  private HistoryReader history;

  @BeforeEach
  void open() throws SQLException {
    books = Books.seeded(2, FundLimits.DEFAULT);
    history = new HistoryReader(books.database);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void tradesAndWinsFollowEveryCloseAndEveryLateFill() {
    String lost = closed("a0", Books.NOON, "-1");
    closed("a0", Books.NOON.plusSeconds(3600), "5");

    assertThat(figures("a0").trades()).isEqualTo(2);
    assertThat(figures("a0").wins()).isEqualTo(1);

    // A fill that comes after the close turns the loss into a gain.
    ClientOrderId stop = books.orderOf(lost, Leg.STOP);
    books.record(stop, OrderStatus.FILLED, books.fill(BTC, Side.SELL, "100", "0.001", "9"));
    assertThat(figures("a0").wins()).isEqualTo(2);
    assertThat(figures("a0").trades()).isEqualTo(2);
    assertThat(figures("a1").trades()).isZero();
    TradeRow trade = history.trade(lost).orElseThrow();
    assertThat(trade.netPnl().isPositive()).isTrue();
    assertThat(history.fillsOf(lost)).hasSize(3);
    assertThat(history.trade("main.a0/BTCUSDT/99")).isEmpty();
  }

  private String closed(String agent, Instant asOf, String gain) {
    String position = books.held(agent, asOf, "100");
    books.rounds.finish(Books.round(agent, asOf).id(), "TRADE");
    books.positions.record(position, PositionStatus.OPEN, null, false);
    ClientOrderId stop =
        books.positions.recordIntent(
            new Positions.Reduce(
                position,
                Leg.STOP,
                0,
                OrderType.STOP_MARKET,
                null,
                dev.belay.domain.money.Price.of("98")));
    books.gate.claim(stop, books.wallNow);
    String held = "" + books.orders.load(books.orderOf(position, Leg.ENTRY)).intent().quantity();
    books.record(stop, OrderStatus.FILLED, books.fill(BTC, Side.SELL, "100", held, gain));
    books.positions.record(position, PositionStatus.CLOSED, ExitReason.STOP, false);
    return position;
  }

  private AgentFigures figures(String agent) {
    return books.reader.figures("main", Books.quotes("100"), Books.NOON).agents().stream()
        .filter(one -> one.spec().id().equals(agent))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void costsAddUpByAgentModelAndMarketDay() {
    Instant nextDay = Books.NOON.plus(Duration.ofDays(1));
    call("a0", Books.NOON, "m", "0.01");
    call("a0", Books.NOON.plusSeconds(60), "m", "0.02");
    call("a0", nextDay, "m", "0.04");
    call("a1", Books.NOON, "stand-in", "0");
    // The same call again is not paid for again.
    call("a0", Books.NOON, "m", "0.01");
    books.calls.recordReplay(
        books.calls.find(Books.round("a0", nextDay).id(), "single").orElseThrow());

    List<CostRow> all = history.costs("main");
    assertThat(all).hasSize(2);
    assertThat(all.getFirst().calls()).isEqualTo(3);
    assertThat(all.getFirst().costUsd()).isEqualByComparingTo("0.07");
    assertThat(all.getFirst().tokensIn()).isEqualTo(300);
    assertThat(all.getFirst().replays()).isEqualTo(1);
    assertThat(all.getFirst().savedUsd()).isEqualByComparingTo("0.04");
    assertThat(all.getLast().standIns()).isEqualTo(1);
    assertThat(history.costsSince("main", LocalDate.of(2026, 3, 3)))
        .extracting(CostRow::costUsd)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(new BigDecimal("0.04"));
    assertThat(figures("a0").costUsd()).isEqualByComparingTo("0.07");
  }

  private void call(String agent, Instant asOf, String model, String usd) {
    Rounds.Ref round = Books.round(agent, asOf);
    books.rounds.open(round);
    books.calls.record(
        new ModelCall(
            round.id(),
            "single",
            model,
            model.equals("stand-in"),
            "p",
            "v1",
            "r",
            100,
            10,
            new BigDecimal(usd),
            250));
  }

  @Test
  void aCurveHasTheLastMarkOfEachStepAndAGapWhereThereIsNone() {
    for (int i : List.of(0, 1, 2, 3, 9)) {
      books.marks.mark("main", Books.NOON.plus(Marks.GRID.multipliedBy(i)), Books.quotes("100"));
    }

    List<CurvePoint> points =
        history.curves(
            "main",
            Books.NOON.plus(Marks.GRID),
            Books.NOON.plus(Marks.GRID.multipliedBy(9)),
            Marks.GRID.multipliedBy(2));

    assertThat(points)
        .filteredOn(point -> point.subject().equals("main"))
        .extracting(point -> Duration.between(Books.NOON, point.asOf()).dividedBy(Marks.GRID))
        .containsExactly(1L, 3L, 9L);
    assertThat(points).filteredOn(point -> point.subject().equals("main.a1")).hasSize(3);
    assertThat(history.markSpan("main").orElseThrow().last())
        .isEqualTo(Books.NOON.plus(Marks.GRID.multipliedBy(9)));
    assertThat(history.markSpan("nobody")).isEmpty();
  }

  @Test
  void theJournalIsReadInPagesWithoutLosingOrRepeatingAnEvent() {
    books.held("a0", Books.NOON, "100");
    books.held("a1", Books.NOON, "100");
    books.controls.halt("main", "lunch", "me");

    List<JournalRow> read = new ArrayList<>();
    Cursor before = null;
    for (List<JournalRow> page = page(before); !page.isEmpty(); page = page(before)) {
      read.addAll(page);
      before = Cursor.of(page.getLast());
    }

    assertThat(read).hasSize((int) books.count("journal")).doesNotHaveDuplicates();
    assertThat(history.journal(new JournalQuery("main", "main.a0", List.of(), null, 100)))
        .isNotEmpty()
        .allMatch(row -> row.account().equals("main.a0"));
    assertThat(
            history.journal(new JournalQuery("main", null, List.of("halt", "resume"), null, 100)))
        .extracting(JournalRow::kind)
        .containsExactly("halt");
    long head = history.journalHeads("main").getOrDefault("main.a0", 0L);
    assertThat(history.journalAfter("main.a0", head - 1, 10))
        .extracting(JournalRow::seq)
        .containsExactly(head);
  }

  private List<JournalRow> page(@Nullable Cursor before) {
    return history.journal(new JournalQuery("main", null, List.of(), before, 3));
  }

  @Test
  void decisionsAreFoundByWhatTheyCameTo() {
    books.openPosition("a0", Books.NOON, Books.open(BTC, "100"));
    books.rounds.finish(Books.round("a0", Books.NOON).id(), "TRADE");
    books.openPosition("a1", Books.NOON, Books.open(BTC, "1"));
    books.rounds.finish(Books.round("a1", Books.NOON).id(), "REFUSED");
    Listing newest = Listing.newest("main", 10);

    assertThat(history.decisions(newest, null).items()).hasSize(2);
    assertThat(history.decisions(newest, "REFUSED").items())
        .extracting(DecisionRow::agent)
        .containsExactly("a1");
    assertThat(history.decisions(new Listing("main", "a0", null, 10), "REFUSED").items()).isEmpty();
    assertThat(history.recentRounds("main", "a1", 100).refusals())
        .containsEntry("SIZE_BELOW_MINIMUM", 1L);
    assertThat(history.recentRounds("main", "a1", 100).outcomes()).containsEntry("REFUSED", 1L);
  }
}
