package dev.belay.api;

import dev.belay.api.portfolio.OrderCommands;
import dev.belay.api.portfolio.PositionCommands;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.risk.InstructionRules;
import dev.belay.domain.risk.InstructionRules.Held;
import dev.belay.domain.risk.InstructionRules.Verdict;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Instructions.Stored;
import dev.belay.ledger.Instructions.Told;
import dev.belay.ledger.read.PositionRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The fixture's position under the real rules; instructions stay under way for ever. */
public final class FakePositionCommands implements PositionCommands, OrderCommands {
  public static final String STOP_ORDER = "bstop";
  public static final String OVER_ORDER = Fixtures.ORDER.value();

  private final List<Instruction.UnderWay> underWay = new ArrayList<>();

  @Override
  public synchronized Optional<Told> tell(String positionId, Wanted wanted, Commander commander) {
    PositionRow row = Fixtures.position();
    if (!row.id().equals(positionId)) {
      return Optional.empty();
    }
    Instrument instrument =
        new Instrument(
            row.symbol(),
            new BigDecimal("0.1"),
            new BigDecimal("0.001"),
            Quantity.of("0.001"),
            Quantity.of("1000"),
            Usdt.of("100"),
            20,
            new BigDecimal("0.004"),
            new BigDecimal("0.01"));
    Instruction instruction =
        switch (wanted) {
          case Close(var quantity) -> new Instruction.Close(quantity);
          case CloseShare(var pct) ->
              new Instruction.Close(InstructionRules.share(row.quantity(), pct, instrument));
          case Stop(var price) -> new Instruction.MoveStop(price);
          case Target(var price) -> new Instruction.MoveTarget(price);
        };
    Price mark = Objects.requireNonNull(row.mark());
    Verdict verdict =
        InstructionRules.judge(
            new Held(
                row.status(),
                row.direction(),
                row.quantity(),
                row.stop(),
                row.target(),
                null,
                underWay),
            instruction,
            instrument,
            new Quote(row.symbol(), mark, mark, Fixtures.AS_OF));
    if (!(verdict instanceof Verdict.Accepted(Instruction accepted))) {
      return Optional.of(new Told.Not(verdict));
    }
    int n = underWay.size() + 1;
    underWay.add(new Instruction.UnderWay(n, accepted, 0));
    return Optional.of(
        new Told.Kept(
            new Stored(
                positionId,
                n,
                accepted,
                0,
                commander.by(),
                commander.reason(),
                null,
                null,
                Fixtures.AT,
                null)));
  }

  synchronized void forget() {
    underWay.clear();
  }

  @Override
  public Optional<Cancel> cancel(String clientOrderId, Commander commander) {
    if (clientOrderId.equals(STOP_ORDER)) {
      return Optional.of(
          new Refused(
              new Verdict.Refused(
                  RefusalCode.ORDER_PROTECTS,
                  "order",
                  "STOP of " + Fixtures.POSITION,
                  "an entry or a target")));
    }
    if (clientOrderId.equals(OVER_ORDER)) {
      return Optional.of(new Over(OrderStatus.FILLED));
    }
    return clientOrderId.equals("btarget")
        ? tell(Fixtures.POSITION, new Target(null), commander)
            .map(told -> new Instructed(Fixtures.POSITION, told))
        : Optional.empty();
  }
}
