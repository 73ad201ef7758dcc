package dev.belay.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.Instruction.Close;
import dev.belay.domain.position.Instruction.MoveStop;
import dev.belay.domain.position.Instruction.MoveTarget;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.risk.InstructionRules.Held;
import dev.belay.domain.risk.InstructionRules.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionRulesTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Instrument INSTRUMENT =
      new Instrument(
          BTC,
          new BigDecimal("0.1"),
          new BigDecimal("0.001"),
          Quantity.of("0.002"),
          Quantity.of("100"),
          Usdt.of("5"),
          20,
          new BigDecimal("0.004"),
          new BigDecimal("0.0125"));

  /** Mark 100, last 101. */
  private static final Quote QUOTE =
      new Quote(BTC, Price.of("101"), Price.of("100"), Instant.EPOCH);

  private static Held held(Direction direction, String quantity, UnderWay... underWay) {
    boolean isLong = direction == Direction.LONG;
    return new Held(
        PositionStatus.OPEN,
        direction,
        Quantity.of(quantity),
        Price.of(isLong ? "90" : "110"),
        Price.of(isLong ? "120" : "80"),
        null,
        List.of(underWay));
  }

  private static Verdict judge(Held held, Instruction wanted) {
    return InstructionRules.judge(held, wanted, INSTRUMENT, QUOTE);
  }

  private static @Nullable RefusalCode code(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused ? refused.code() : null;
  }

  @ParameterizedTest
  @CsvSource({
    "LONG,95,",
    "LONG,99.9,",
    "LONG,100,STOP_THROUGH_PRICE",
    "LONG,100.5,STOP_THROUGH_PRICE",
    "LONG,101,STOP_THROUGH_PRICE",
    "LONG,101.1,STOP_WRONG_SIDE",
    "LONG,95.05,PRICE_OFF_TICK",
    "SHORT,105,",
    "SHORT,101.1,",
    "SHORT,101,STOP_THROUGH_PRICE",
    "SHORT,100.5,STOP_THROUGH_PRICE",
    "SHORT,100,STOP_THROUGH_PRICE",
    "SHORT,99.9,STOP_WRONG_SIDE",
  })
  void aStopLiesOnTheLosingSideOfThePrice(Direction direction, String price, RefusalCode code) {
    Verdict verdict = judge(held(direction, "1"), new MoveStop(Price.of(price)));

    assertThat(code(verdict)).isEqualTo(code);
    if (verdict instanceof Verdict.Refused refused) {
      assertThat(refused.field()).isEqualTo("price");
      assertThat(refused.value()).isEqualTo(price);
      assertThat(refused.allowed()).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LONG,130,",
    "LONG,101.1,",
    "LONG,101,STOP_THROUGH_PRICE",
    "LONG,99.9,STOP_WRONG_SIDE",
    "SHORT,85,",
    "SHORT,99.9,",
    "SHORT,100,STOP_THROUGH_PRICE",
    "SHORT,101.1,STOP_WRONG_SIDE",
  })
  void aTargetLiesOnTheWinningSideOfThePrice(Direction direction, String price, RefusalCode code) {
    assertThat(code(judge(held(direction, "1"), new MoveTarget(Price.of(price))))).isEqualTo(code);
  }

  @Test
  void stopAndTargetStayOnTheirSidesOfEachOther() {
    // The price has run beyond both and a stop follows it, past the target that did not trigger.
    Held position =
        new Held(
            PositionStatus.OPEN,
            Direction.LONG,
            Quantity.of("1"),
            Price.of("90"),
            Price.of("95"),
            null,
            List.of());

    assertThat(code(judge(position, new MoveStop(Price.of("96")))))
        .isEqualTo(RefusalCode.STOP_BEYOND_TARGET);
    assertThat(judge(position, new MoveStop(Price.of("94")))).isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1,0.5,",
    "1,0.0005,QUANTITY_OFF_STEP",
    "1,0.5005,QUANTITY_OFF_STEP",
    "1,0.001,SIZE_BELOW_MINIMUM",
    "1,1.001,CLOSE_EXCEEDS_HELD",
    "1,0.96,REMAINDER_BELOW_MINIMUM",
    "1,0.95,",
    "0.003,0.002,REMAINDER_BELOW_MINIMUM",
    "0,0.5,POSITION_NOT_OPEN",
  })
  void aPartFitsTheStepsAndLeavesEnough(String held, String quantity, RefusalCode code) {
    assertThat(code(judge(held(Direction.LONG, held), new Close(Quantity.of(quantity)))))
        .isEqualTo(code);
  }

  @Test
  void closingAllThatIsHeldIsClosingThePosition() {
    assertThat(judge(held(Direction.LONG, "1"), new Close(Quantity.of("1"))))
        .isEqualTo(new Verdict.Accepted(new Close(null)));
  }

  @Test
  void ofEachKindOneIsUnderWay() {
    UnderWay stop = new UnderWay(1, new MoveStop(Price.of("95")), 1);
    UnderWay part = new UnderWay(2, new Close(Quantity.of("0.5")), 0);
    Held position = held(Direction.LONG, "1", stop, part);

    assertThat(judge(position, new MoveStop(Price.of("96")))).isEqualTo(new Verdict.Conflict(stop));
    assertThat(judge(position, new Close(Quantity.of("0.2"))))
        .isEqualTo(new Verdict.Conflict(part));
    assertThat(judge(position, new MoveTarget(null))).isInstanceOf(Verdict.Accepted.class);
    assertThat(judge(position, new Close(null))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void whileItClosesNothingElseIsBegun() {
    UnderWay all = new UnderWay(3, new Close(null), 0);
    Held byOperator =
        new Held(
            PositionStatus.CLOSING,
            Direction.LONG,
            Quantity.of("1"),
            Price.of("90"),
            null,
            ExitReason.COMMAND,
            List.of(all));
    Held byAgent =
        new Held(
            PositionStatus.CLOSING,
            Direction.LONG,
            Quantity.of("1"),
            Price.of("90"),
            null,
            ExitReason.DECISION,
            List.of());

    assertThat(judge(byOperator, new Close(null))).isInstanceOf(Verdict.Unchanged.class);
    assertThat(judge(byOperator, new Close(Quantity.of("0.5"))))
        .isEqualTo(new Verdict.Conflict(all));
    assertThat(judge(byOperator, new MoveStop(Price.of("95"))))
        .isEqualTo(new Verdict.Conflict(all));
    assertThat(code(judge(byAgent, new MoveStop(Price.of("95")))))
        .isEqualTo(RefusalCode.POSITION_NOT_OPEN);
  }

  @Test
  void anEntryThatHasNotFilledCanOnlyBeClosed() {
    Held opening =
        new Held(
            PositionStatus.OPENING,
            Direction.LONG,
            Quantity.ZERO,
            Price.of("90"),
            Price.of("120"),
            null,
            List.of());

    assertThat(judge(opening, new Close(null))).isInstanceOf(Verdict.Accepted.class);
    for (Instruction other :
        List.of(
            new Close(Quantity.of("0.5")),
            new MoveStop(Price.of("95")),
            new MoveTarget(Price.of("130")),
            new MoveTarget(null))) {
      assertThat(code(judge(opening, other))).isEqualTo(RefusalCode.POSITION_NOT_OPEN);
    }
  }

  @Test
  void whatIsSoAlreadyChangesNothing() {
    assertThat(judge(held(Direction.LONG, "1"), new MoveStop(Price.of("90"))))
        .isInstanceOf(Verdict.Unchanged.class);
    assertThat(judge(held(Direction.LONG, "1"), new MoveTarget(Price.of("120"))))
        .isInstanceOf(Verdict.Unchanged.class);
  }

  @Test
  void withoutAPriceOnlyAllOfItCanBeClosed() {
    Held position = held(Direction.LONG, "1");

    assertThat(InstructionRules.judge(position, new Close(null), INSTRUMENT, null))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(
            code(InstructionRules.judge(position, new MoveStop(Price.of("95")), INSTRUMENT, null)))
        .isEqualTo(RefusalCode.PRICE_UNKNOWN);
  }

  @Property
  void aShareIsNeverMoreThanIsHeldAndFitsTheStep(
      @ForAll @IntRange(min = 1, max = 1_000_000) int thousandths,
      @ForAll @IntRange(min = 1, max = 10_000) int hundredths) {
    Quantity held = Quantity.of(new BigDecimal(thousandths).movePointLeft(3));

    Quantity share =
        InstructionRules.share(held, new BigDecimal(hundredths).movePointLeft(2), INSTRUMENT);

    assertThat(share).isLessThanOrEqualTo(held);
    assertThat(INSTRUMENT.roundDown(share)).isEqualTo(share);
    if (hundredths == 10_000) {
      assertThat(share).isEqualTo(held);
    }
  }
}
