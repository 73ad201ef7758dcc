package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.SendGate;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class EntryHoldsTest {
  private static final String DISK = "disk of /home/belay";

  private Books books;
  private EntryHolds holds;

  @BeforeEach
  void open() {
    books = Books.seeded(2, FundLimits.DEFAULT);
    holds = new EntryHolds(books.database, books.wall);
  }

  @AfterEach
  void close() {
    books.close();
  }

  private Admissions.Result opened(int minute) {
    return books.openPosition(
        "a0", Books.NOON.plusSeconds(60L * minute), Books.open(Books.BTC, "100"));
  }

  @Test
  void anEntryIsRefusedWithTheReasonUntilItIsGone() {
    assertThat(holds.hold("main", DISK, RefusalCode.DISK_LOW, "only 400 MiB free")).isTrue();
    assertThat(holds.hold("main", DISK, RefusalCode.DISK_LOW, "only 399 MiB free")).isFalse();

    assertThat(opened(0).refusal())
        .isEqualTo(new Refusal(RefusalCode.DISK_LOW, "only 400 MiB free"));

    assertThat(holds.release("main", DISK)).isTrue();
    assertThat(holds.release("main", DISK)).isFalse();
    assertThat(opened(1).refusal()).isNull();
    assertThat(books.journal.run().intact()).isTrue();
  }

  @Test
  void anEntryThatWasAdmittedBeforeIsNotSent() {
    String position = Objects.requireNonNull(opened(0).positionId());
    ClientOrderId entry = books.orderOf(position, Leg.ENTRY);
    holds.hold("main", DISK, RefusalCode.DISK_LOW, "only 400 MiB free");

    assertThat(books.gate.claim(entry, books.wallNow))
        .isEqualTo(new SendGate.Claim.Refused("DISK_LOW", "only 400 MiB free"));
  }

  @Test
  void whatReducesAlwaysPasses() {
    String position = books.held("a0", Books.NOON, "100");
    holds.hold("main", DISK, RefusalCode.DISK_LOW, "only 400 MiB free");

    for (Positions.Reduce reduce :
        List.of(
            new Positions.Reduce(
                position, Leg.STOP, 0, OrderType.STOP_MARKET, null, Price.of("98")),
            new Positions.Reduce(
                position, Leg.EXIT, 0, OrderType.MARKET, Quantity.of("1"), null))) {
      ClientOrderId id = books.positions.recordIntent(reduce);
      assertThat(books.gate.claim(id, books.wallNow)).isInstanceOf(SendGate.Claim.Granted.class);
    }
  }

  @Test
  void itIsNoHaltAndAHaltIsNotEndedByIt() {
    holds.hold("main", DISK, RefusalCode.DISK_LOW, "only 400 MiB free");
    assertThat(books.reader.halts("main")).isEmpty();
    assertThat(books.controls.resume("main", "operator")).isFalse();
    assertThat(books.reader.hold("main"))
        .hasValueSatisfying(hold -> assertThat(hold.source()).isEqualTo(DISK));

    books.controls.halt("main", "lunch", "operator");
    holds.release("main", DISK);

    assertThat(books.reader.hold("main")).isEmpty();
    assertThat(opened(0).refusal()).extracting(Refusal::code).isEqualTo(RefusalCode.HALT_ACTIVE);
  }

  @Test
  void aStartEndsWhatAKilledProcessHasHeld() {
    holds.hold("main", DISK, RefusalCode.DISK_LOW, "only 400 MiB free");
    holds.hold("main", "disk of /elsewhere", RefusalCode.DISK_LOW, "only 1 MiB free");

    holds.releaseAll("main");

    assertThat(books.reader.hold("main")).isEmpty();
    assertThat(opened(0).refusal()).isNull();
  }
}
