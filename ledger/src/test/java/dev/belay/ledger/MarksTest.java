package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.book.EntryKind;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.read.EquityPoint;
import dev.belay.ledger.read.FundFigures;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class MarksTest {
  private static final Instant LATER = Books.NOON.plus(Marks.GRID);

  private Books books;

  @BeforeEach
  void open() {
    books = Books.seeded(2, FundLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void markingTwiceChangesNothing() {
    assertThat(books.marks.mark("main", Books.NOON, Books.quotes("100"))).isTrue();
    books.held("a0", Books.NOON, "1000");
    assertThat(books.marks.mark("main", Books.NOON, Books.quotes("90"))).isFalse();

    assertThat(books.reader.equity("main", "a0", Books.NOON, LATER))
        .containsExactly(new EquityPoint(Books.NOON, Usdt.of("1000"), Usdt.ZERO, Usdt.of("1000")));
    assertThat(books.reader.equity("main", null, Books.NOON, LATER)).hasSize(1);
  }

  @Test
  void refusesATimeOffTheGrid() {
    assertThatThrownBy(
            () -> books.marks.mark("main", Books.NOON.plusSeconds(1), Books.quotes("100")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12:00:01");
  }

  @Test
  void leavesAGapWhereAHeldSymbolHasNoQuote() {
    books.held("a0", Books.NOON, "1000");

    assertThat(books.marks.mark("main", Books.NOON, List.of())).isFalse();
    assertThat(books.count("equity_marks")).isZero();
  }

  @Test
  void aDailyLossOutlivesARestartAndEndsWithTheDay() {
    books.marks.mark("main", Books.NOON, Books.quotes("100"));
    books.held("a0", Books.NOON, "1000");
    // 10 units from 100 to 89 lose 110 of 1000, which is the agent's day.
    books.marks.mark("main", LATER, Books.quotes("89"));

    Agents.Agent restarted = new Roster(books.database, books.wall).agent("main", "a0");
    assertThat(restarted.breakers().lossDay()).isEqualTo("2026-03-02");
    assertThat(refusal("a0", LATER)).isEqualTo(RefusalCode.DAILY_LOSS_REACHED);
    assertThat(books.reader.halts("main")).isEmpty();
  }

  @Test
  void aDrawdownPausesTheAgentAndAnOperatorResumesIt() {
    books.marks.mark("main", Books.NOON, Books.quotes("100"));
    books.held("a0", Books.NOON, "2000");
    books.marks.mark("main", LATER, Books.quotes("89.9"));

    assertThat(books.roster.agent("main", "a0").status(LATER)).isEqualTo("paused");
    assertThat(books.roster.agent("main", "a0").status(LATER.plus(Duration.ofMinutes(60))))
        .isEqualTo("running");
    assertThat(books.roster.agent("main", "a1").status(LATER)).isEqualTo("running");
    books.controls.setPaused("main", "a0", false, "me");
    assertThat(books.roster.agent("main", "a0").status(LATER)).isEqualTo("running");
  }

  @Test
  void aDrawdownsPauseIsJournaledOnce() {
    books.marks.mark("main", Books.NOON, Books.quotes("100"));
    books.held("a0", Books.NOON, "2000");
    books.marks.mark("main", LATER, Books.quotes("89.9"));
    books.marks.mark("main", LATER.plus(Marks.GRID), Books.quotes("89.9"));

    assertThat(new HistoryReader(books.database).journalAfter("main.a0", 0, 100))
        .filteredOn(row -> row.kind().equals("drawdown_pause"))
        .singleElement()
        .satisfies(row -> assertThat(row.body()).contains("\"locked\":false", "\"until\""));
  }

  @Test
  void theFundsLossHaltsEntriesUntilAnOperatorResumes() {
    books.marks.mark("main", Books.NOON, Books.quotes("100"));
    books.held("a0", Books.NOON, "2000");
    books.marks.mark("main", LATER, Books.quotes("91"));

    assertThat(books.reader.halts("main"))
        .singleElement()
        .satisfies(halt -> assertThat(halt.code()).isEqualTo("FUND_DAILY_LOSS_REACHED"));
    assertThat(refusal("a1", LATER)).isEqualTo(RefusalCode.FUND_DAILY_LOSS_REACHED);

    assertThat(books.controls.resume("main", "me")).isTrue();
    assertThat(books.controls.resume("main", "me")).isFalse();
    books.marks.mark("main", LATER.plus(Marks.GRID), Books.quotes("91"));
    assertThat(books.reader.halts("main").getFirst().resumedBy()).isEqualTo("me");
    Instant next = LATER.plus(Marks.GRID);
    assertThat(books.openPosition("a1", next, Books.open(Books.ETH, "200")).refusal()).isNull();
  }

  @Test
  void fundingIsBookedOnceAndTheIdentityHolds() {
    String position = books.held("a0", Books.NOON, "1000");
    AccountBook.Income funding =
        new AccountBook.Income(EntryKind.FUNDING, Books.BTC, Usdt.of("-0.12345678"), "77", LATER);
    assertThat(books.accounts.bookIncome("main.a0", funding)).isTrue();
    assertThat(books.accounts.bookIncome("main.a0", funding)).isFalse();

    FundFigures fund = books.reader.figures("main", Books.quotes("101"), LATER);

    assertThat(fund.money().deposited()).isEqualTo(Usdt.of("2000"));
    assertThat(fund.money().unrealizedPnl()).isEqualTo(Usdt.of("10"));
    assertThat(fund.money().fees()).isEqualTo(Usdt.of("0.05"));
    assertThat(fund.money().funding()).isEqualTo(Usdt.of("-0.12345678"));
    assertThat(fund.money().equity()).isEqualTo(Usdt.of("2009.82654322"));
    assertThat(fund.agents()).extracting("status").containsExactly("running", "running");
    assertThat(books.accounts.lastIncomeAt("main.a0", EntryKind.FUNDING)).contains(LATER);
    assertThat(books.reader.position(position, Books.quotes("101")))
        .hasValueSatisfying(p -> assertThat(p.funding()).isEqualTo(Usdt.of("-0.12345678")));
  }

  @Test
  void aPositionIsCountedOnceAndInItsAgentAlone() {
    books.held("a0", Books.NOON, "1000");

    FundFigures fund = books.reader.figures("main", Books.quotes("101"), Books.NOON);

    assertThat(fund.agents()).extracting("positionCount").containsExactly(1, 0);
    assertThat(fund.agents())
        .extracting(agent -> agent.money().equity())
        .containsExactly(Usdt.of("1009.95"), Usdt.of("1000"));
  }

  @Test
  void aLiquidationByTheVenueClosesThePosition() {
    String position = books.held("a0", Books.NOON, "1000");
    var fill = books.fill(Books.BTC, Side.SELL, "81", "10", "-190");

    assertThat(books.accounts.bookForeignFill("main.a0", fill)).contains(position);
    assertThat(books.accounts.bookForeignFill("main.a0", fill)).contains(position);

    assertThat(books.positions.load(position).status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(books.reader.trades(Listing.newest("main", 10)).items())
        .singleElement()
        .satisfies(
            trade -> {
              assertThat(trade.exitReason()).isEqualTo(ExitReason.LIQUIDATION);
              assertThat(trade.netPnl()).isEqualTo(Usdt.of("-190.1"));
              assertThat(trade.rMultiple()).isEqualTo(-9.505);
            });
    assertThat(books.accounts.knows("main.a0", Books.BTC, fill.venueOrderId())).isTrue();
    assertThat(books.accounts.lastTradeId("main.a0", Books.BTC)).contains(fill.tradeId());
  }

  @Test
  void readsEverythingItWrote() {
    String position = books.held("a0", Books.NOON, "1000");
    AgentSnapshot self =
        new LedgerAgentBook(books.database).snapshot("main", "a0", Books.quotes("101"));

    assertThat(self.equity()).isEqualTo(Usdt.of("1009.95"));
    assertThat(self.available()).isEqualTo(Usdt.of("799.95"));
    assertThat(self.positions()).singleElement().extracting("positionId").isEqualTo(position);
    assertThat(books.reader.openPositions("main", Books.quotes("101"))).hasSize(1);
    assertThat(books.reader.orders(Listing.newest("main", 1)).next()).isNotNull();
    assertThat(books.reader.openOrders("main")).isEmpty();
    assertThat(books.reader.ordersOf(position)).hasSize(1);
    assertThat(books.reader.fills(Listing.newest("main", 10)).items()).hasSize(1);
    assertThat(books.reader.decisions(Listing.newest("main", 10)).items())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.voices()).extracting("replyHash").containsExactly("hash");
              assertThat(decision.elements()).extracting("positionId").containsExactly(position);
            });
    assertThat(books.reader.ordersByStatus()).containsEntry("FILLED", 1L);
    assertThat(books.reader.counts("main").fills()).isEqualTo(1);
    assertThat(books.journal.run().findings()).isEmpty();
  }

  private RefusalCode refusal(String agent, Instant asOf) {
    var refusal = books.openPosition(agent, asOf, Books.open(Books.ETH, "200")).refusal();
    return refusal == null ? RefusalCode.FORMAT_NOT_AN_OBJECT : refusal.code();
  }
}
