package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.reconcile.AccountSides;
import dev.belay.domain.reconcile.CaseKind;
import dev.belay.domain.reconcile.Difference;
import dev.belay.domain.reconcile.Repair;
import dev.belay.domain.reconcile.Repair.Step;
import dev.belay.ledger.read.CaseRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CasesTest {
  private static final String ACCOUNT = "main.a0";
  private static final Difference UNKNOWN =
      new Difference(ACCOUNT, CaseKind.UNKNOWN_ORDER, Books.BTC, "by-hand", "rests", List.of());
  private static final Difference MISSING =
      new Difference(
          ACCOUNT,
          CaseKind.MISSING_ORDER,
          Books.BTC,
          "stop",
          "STOP",
          List.of(new Repair(Step.LOOK_AT_ORDER, "stop")));

  private Books books;
  private Cases cases;

  @BeforeEach
  void open() {
    books = Books.seeded(2, FundLimits.DEFAULT);
    cases = new Cases(books.database, books.wall, Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    books.close();
  }

  private void run(List<Difference> standing, List<Difference> left, String... unreachable) {
    books.wallNow = books.wallNow.plusSeconds(60);
    Map<String, String> silent =
        unreachable.length == 0 ? Map.of() : Map.of(unreachable[0], "no answer");
    cases.record(
        new Cases.Run("main", books.wallNow.minusSeconds(1), 2, 0, 0, silent, standing, left));
  }

  private List<CaseRow> all() {
    return books.reader.cases("main", false, 100);
  }

  private List<CaseRow> stillOpen() {
    return books.reader.cases("main", true, 100);
  }

  @Test
  void aDifferenceIsOneCaseUntilItIsGone() {
    run(List.of(UNKNOWN), List.of(UNKNOWN));
    run(List.of(UNKNOWN), List.of(UNKNOWN));

    assertThat(stillOpen()).hasSize(1);
    CaseRow row = stillOpen().getFirst();
    assertThat(row.kind()).isEqualTo(CaseKind.UNKNOWN_ORDER);
    assertThat(row.repairs()).isNull();
    assertThat(row.seenAt()).isEqualTo(row.openedAt().plusSeconds(60));

    run(List.of(), List.of());

    assertThat(stillOpen()).isEmpty();
    assertThat(all().getFirst().outcome()).isEqualTo("GONE");
    assertThat(books.reader.lastReconciliation("main").orElseThrow().differences()).isZero();
    assertThat(books.journal.run().intact()).isTrue();
  }

  @Test
  void whatWasMendedAtOnceIsKeptAsSuch() {
    run(List.of(MISSING), List.of());

    assertThat(stillOpen()).isEmpty();
    assertThat(all().getFirst().outcome()).isEqualTo("REPAIRED");
    assertThat(all().getFirst().repairs()).isEqualTo("look at order stop");
  }

  @Test
  void aRunThatIsRecordedAgainChangesNothing() {
    run(List.of(UNKNOWN), List.of(UNKNOWN));
    Cases.Run run =
        new Cases.Run("main", books.wallNow, 2, 0, 0, Map.of(), List.of(UNKNOWN), List.of(UNKNOWN));
    cases.record(run);
    cases.record(run);

    assertThat(all()).hasSize(1);
  }

  @Test
  void aCaseOfAnAccountThatTheVenueDidNotAnswerForStays() {
    run(List.of(UNKNOWN), List.of(UNKNOWN));
    run(List.of(), List.of(), ACCOUNT);

    assertThat(stillOpen()).hasSize(1);
    assertThat(books.reader.lastReconciliation("main").orElseThrow().unreachable())
        .containsExactly(Map.entry(ACCOUNT, "no answer"));
  }

  @Test
  void nothingIsOpenedInASymbolTheSidesDisagreeOn() {
    run(List.of(UNKNOWN), List.of(UNKNOWN));

    Admissions.Result refused = books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "100"));
    assertThat(Objects.requireNonNull(refused.refusal()).code()).isEqualTo(RefusalCode.CASE_OPEN);
    assertThat(
            books
                .openPosition("a0", Books.NOON.plusSeconds(60), Books.open(Books.ETH, "100"))
                .refusal())
        .isNull();
    assertThat(books.openPosition("a1", Books.NOON, Books.open(Books.BTC, "100")).refusal())
        .isNull();

    run(List.of(), List.of());
    assertThat(
            books
                .openPosition("a0", Books.NOON.plusSeconds(120), Books.open(Books.BTC, "100"))
                .refusal())
        .isNull();
  }

  @Test
  void aMissingOrderDoesNotHoldEntries() {
    run(List.of(MISSING), List.of(MISSING));

    assertThat(books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "100")).refusal())
        .isNull();
  }

  @Test
  void theLedgersSideHasWhatIsOpenAndWhatTheVenueShows() {
    String position = books.held("a0", Books.NOON, "100");
    String entry = books.orderOf(position, Leg.ENTRY).value();
    AccountSides.Ledger fresh = cases.side(ACCOUNT, List.of());

    assertThat(fresh.cash()).isEqualTo(Usdt.of("999.95"));
    assertThat(fresh.orders())
        .containsExactly(
            new AccountSides.Order(
                entry, position, Books.BTC, Leg.ENTRY, OrderStatus.FILLED, false));
    assertThat(fresh.holdings())
        .containsExactly(new AccountSides.Holding(position, Books.BTC, BigDecimal.ONE, false));

    books.wallNow = books.wallNow.plusSeconds(6);
    assertThat(cases.side(ACCOUNT, List.of()).holdings().getFirst().stopDue()).isTrue();
    assertThat(cases.side("main.a1", List.of(entry)).orders()).isEmpty();
  }

  @Test
  void anOrderOfAPositionThatIsOverIsToldOnlyWhenTheVenueShowsIt() {
    String position =
        Objects.requireNonNull(
            books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "100")).positionId());
    String entry = books.orderOf(position, Leg.ENTRY).value();
    books.record(books.orderOf(position, Leg.ENTRY), OrderStatus.NOT_PLACED);
    books.positions.record(position, PositionStatus.NOT_OPENED, null, false);

    assertThat(cases.side(ACCOUNT, List.of()).orders()).isEmpty();
    assertThat(cases.side(ACCOUNT, List.of(entry, "by-hand")).orders())
        .extracting(AccountSides.Order::id, AccountSides.Order::positionOver)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(entry, true));
  }
}
