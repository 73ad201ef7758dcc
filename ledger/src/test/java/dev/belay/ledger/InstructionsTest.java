package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.Instruction.End;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.risk.InstructionRules.Verdict;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Instructions.Stored;
import dev.belay.ledger.Instructions.Told;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class InstructionsTest {
  private Books books;
  private String position;

  @BeforeEach
  void open() throws SQLException {
    books = Books.seeded(1, FundLimits.DEFAULT);
    position = books.held("a0", Books.NOON, "1000");
    books.positions.record(position, PositionStatus.OPEN, null, true);
    stop(0, null, "98");
  }

  @AfterEach
  void close() {
    books.close();
  }

  private ClientOrderId stop(int number, @Nullable Quantity quantity, String price) {
    return books.positions.recordIntent(
        new Positions.Reduce(
            position, Leg.STOP, number, OrderType.STOP_MARKET, quantity, Price.of(price)));
  }

  private Told tell(String request, Instruction wanted) {
    return books.instructions.tell(
        position,
        found -> wanted,
        Books.instrument(Books.BTC),
        Books.quotes("100").getFirst(),
        new Commander(request, "ann", "because"));
  }

  private Stored kept(Told told) {
    assertThat(told).isInstanceOf(Told.Kept.class);
    return ((Told.Kept) told).instruction();
  }

  @Test
  void aMovedStopIsKeptBeforeItTakesEffectAndInForceWhenItIsDone() {
    Stored kept = kept(tell("r1", new Instruction.MoveStop(Price.of("99"))));

    Positions.Stored before = books.positions.load(position);
    assertThat(before.stop()).isEqualTo(Price.of("98"));
    assertThat(before.instructions())
        .containsExactly(new Instruction.UnderWay(1, new Instruction.MoveStop(Price.of("99")), 1));
    stop(1, Quantity.of("10"), "99");
    assertThat(books.positions.load(position).stop()).isEqualTo(Price.of("98"));

    books.instructions.settle(position, kept.n(), End.DONE, "rests");
    books.instructions.settle(position, kept.n(), End.REFUSED, "again");

    Positions.Stored after = books.positions.load(position);
    assertThat(after.stop()).isEqualTo(Price.of("99"));
    assertThat(after.instructions()).isEmpty();
    assertThat(books.instructions.of(position))
        .singleElement()
        .satisfies(
            ended -> {
              assertThat(ended.end()).isEqualTo(End.DONE);
              assertThat(ended.outcome()).isEqualTo("rests");
              assertThat(ended.id()).isEqualTo(position + "/1");
              assertThat(ended.by()).isEqualTo("ann");
            });
    assertThat(books.journal.run().findings()).isEmpty();
  }

  @Test
  void aRefusedMoveLeavesTheStopInForce() {
    Stored kept = kept(tell("r1", new Instruction.MoveStop(Price.of("99"))));
    books.instructions.settle(position, kept.n(), End.REFUSED, "-2021");

    assertThat(books.positions.load(position).stop()).isEqualTo(Price.of("98"));
  }

  @Test
  void aTargetCanBeTakenAway() {
    Stored kept = kept(tell("r1", new Instruction.MoveTarget(null)));
    books.instructions.settle(position, kept.n(), End.DONE, "none rests");

    assertThat(books.positions.load(position).target()).isNull();
  }

  @Test
  void theSameRequestIsKeptOnce() {
    Stored first = kept(tell("r1", new Instruction.Close(Quantity.of("4"))));
    Stored again = kept(tell("r1", new Instruction.Close(Quantity.of("4"))));

    assertThat(again).isEqualTo(first);
    assertThat(books.count("instructions")).isEqualTo(1);
  }

  @Test
  void ofManyAtOnceOneWinsAndTheOthersAreToldWhich() throws Exception {
    List<Callable<Told>> operators =
        IntStream.range(0, 8)
            .<Callable<Told>>mapToObj(
                i -> () -> tell("r" + i, new Instruction.MoveStop(Price.of("9" + i))))
            .toList();
    List<Told> told = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (Future<Told> one : pool.invokeAll(operators)) {
        told.add(one.get());
      }
    }

    assertThat(told).filteredOn(Told.Kept.class::isInstance).hasSize(1);
    assertThat(told)
        .filteredOn(Told.Not.class::isInstance)
        .hasSize(7)
        .allSatisfy(
            not ->
                assertThat(((Told.Not) not).verdict())
                    .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.other().n()).isEqualTo(1)));
  }

  @Test
  void closingAllMarksItAsClosingAndOvertakesWhatIsUnderWay() {
    tell("r1", new Instruction.MoveStop(Price.of("99")));
    tell("r2", new Instruction.Close(Quantity.of("4")));

    Stored all = kept(tell("r3", new Instruction.Close(null)));

    Positions.Stored closing = books.positions.load(position);
    assertThat(closing.status()).isEqualTo(PositionStatus.CLOSING);
    assertThat(closing.exitReason()).isEqualTo(ExitReason.COMMAND);
    assertThat(closing.instructions()).extracting(i -> i.n()).containsExactly(all.n());
    assertThat(books.instructions.of(position).subList(0, 2))
        .allSatisfy(overtaken -> assertThat(overtaken.end()).isEqualTo(End.OVERTAKEN));
    assertThat(tell("r4", new Instruction.MoveStop(Price.of("97"))))
        .isInstanceOfSatisfying(
            Told.Not.class, not -> assertThat(not.verdict()).isInstanceOf(Verdict.Conflict.class));
  }

  @Test
  void theEndOfThePositionIsTheEndOfItsInstructions() {
    tell("r1", new Instruction.Close(null));
    ClientOrderId exit =
        books.positions.recordIntent(
            new Positions.Reduce(position, Leg.EXIT, 0, OrderType.MARKET, Quantity.of("10"), null));
    books.gate.claim(exit, books.wallNow);
    books.record(exit, OrderStatus.FILLED, books.fill(Books.BTC, Side.SELL, "100", "10", "0"));
    books.positions.record(position, PositionStatus.CLOSED, ExitReason.COMMAND, false);

    assertThat(books.instructions.of(position))
        .singleElement()
        .satisfies(ended -> assertThat(ended.end()).isEqualTo(End.DONE));
  }
}
