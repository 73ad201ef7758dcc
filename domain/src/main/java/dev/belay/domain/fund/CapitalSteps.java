package dev.belay.domain.fund;

import dev.belay.domain.fund.CapitalFacts.Holding;
import dev.belay.domain.fund.CapitalFacts.Line;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan needs next: free margin first, then smaller positions, then what the others get.
 *
 * <p>It looks at facts. Asked again after a crash, with the same facts, it says the same.
 *
 * @param transfers to be recorded and carried out now
 * @param cuts positions to be made smaller now
 * @param finished nothing is left to do
 * @param left what was not moved, in words; empty when all was
 */
public record CapitalSteps(
    List<Transfer> transfers, List<Cut> cuts, boolean finished, List<String> left) {
  /** What is too little to be moved. */
  private static final Usdt CENT = Usdt.of("0.01");

  /** Sold beyond what is missing, for the fee and the next candle's open. */
  private static final BigDecimal CUSHION = new BigDecimal("1.02");

  public CapitalSteps {
    transfers = List.copyOf(transfers);
    cuts = List.copyOf(cuts);
    left = List.copyOf(left);
  }

  /**
   * @param amount to the agent, or from it when negative
   */
  public record Transfer(String agent, Usdt amount) {}

  /**
   * A position to be made smaller.
   *
   * @param quantity to be closed; null for all of it
   */
  public record Cut(String positionId, @Nullable Quantity quantity) {}

  /**
   * @param overdue the bounded time is over: nothing is taken any more, what is there is given
   */
  public static CapitalSteps next(CapitalFacts facts, boolean overdue) {
    List<Transfer> transfers = new ArrayList<>();
    List<Cut> cuts = new ArrayList<>();
    boolean waiting = facts.lines().stream().anyMatch(Line::pending);
    boolean taking = false;
    for (Line line : facts.lines()) {
      if (!overdue && takes(line)) {
        taking = true;
        take(line, transfers, cuts);
      }
    }
    if (waiting || taking) {
      return new CapitalSteps(transfers, cuts, false, List.of());
    }
    Usdt available = facts.unallocated();
    for (Line line : facts.lines()) {
      Usdt amount = smaller(CapitalMove.floor(line.remaining()), CapitalMove.floor(available));
      if (gives(line) && amount.compareTo(CENT) >= 0) {
        transfers.add(new Transfer(line.move().agent(), amount));
        available = available.minus(amount);
      }
    }
    return transfers.isEmpty()
        ? new CapitalSteps(List.of(), List.of(), true, left(facts))
        : new CapitalSteps(transfers, List.of(), false, List.of());
  }

  private static boolean takes(Line line) {
    if (line.move().everything()) {
      return !line.holdings().isEmpty() || CapitalMove.floor(line.free()).isPositive();
    }
    return line.remaining().isNegative() && line.remaining().abs().compareTo(CENT) >= 0;
  }

  private static boolean gives(Line line) {
    return !line.move().everything() && line.accepts() && line.remaining().isPositive();
  }

  private static void take(Line line, List<Transfer> transfers, List<Cut> cuts) {
    if (line.pending()) {
      return;
    }
    if (line.move().everything()) {
      if (line.holdings().isEmpty()) {
        transfers.add(new Transfer(line.move().agent(), CapitalMove.floor(line.free()).negate()));
      }
      for (Holding holding : line.holdings()) {
        if (!holding.busy()) {
          cuts.add(new Cut(holding.positionId(), null));
        }
      }
      return;
    }
    Usdt wanted = line.remaining().negate();
    Usdt amount = CapitalMove.floor(smaller(wanted, line.free()));
    if (amount.compareTo(CENT) >= 0) {
      transfers.add(new Transfer(line.move().agent(), amount.negate()));
    }
    Usdt missing = wanted.minus(line.free());
    boolean busy = line.holdings().stream().anyMatch(Holding::busy);
    if (missing.isPositive() && !busy) {
      cut(line, missing, cuts);
    }
  }

  /** Every position by the same part of it, so that the mix stays as the agent chose it. */
  private static void cut(Line line, Usdt missing, List<Cut> cuts) {
    Usdt bound = Usdt.ZERO;
    for (Holding holding : line.holdings()) {
      bound = bound.plus(freed(holding));
    }
    if (!bound.isPositive()) {
      line.holdings().forEach(holding -> cuts.add(new Cut(holding.positionId(), null)));
      return;
    }
    BigDecimal part =
        missing
            .value()
            .multiply(CUSHION)
            .divide(bound.value(), 8, RoundingMode.CEILING)
            .min(BigDecimal.ONE);
    for (Holding holding : line.holdings()) {
      cuts.add(new Cut(holding.positionId(), quantity(holding, part, line.minOrder())));
    }
  }

  /** Cash that closing the whole of it would set free. */
  private static Usdt freed(Holding holding) {
    Usdt freed = holding.margin().plus(holding.unrealized());
    return freed.isNegative() ? Usdt.ZERO : freed;
  }

  /**
   * How much to close; null for all of it. Never an order below the minimum, never a rest below it.
   */
  static @Nullable Quantity quantity(Holding holding, BigDecimal part, Usdt minOrder) {
    Instrument instrument = holding.instrument();
    Price mark = holding.mark();
    if (instrument == null || mark == null) {
      return null;
    }
    BigDecimal least =
        minOrder
            .value()
            .max(instrument.minNotional().value())
            .divide(mark.value(), 16, RoundingMode.CEILING)
            .max(instrument.minQuantity().value());
    BigDecimal wanted = holding.held().value().multiply(part).max(least);
    BigDecimal steps = wanted.divide(instrument.stepSize(), 0, RoundingMode.CEILING);
    BigDecimal quantity = steps.multiply(instrument.stepSize());
    BigDecimal rest = holding.held().value().subtract(quantity);
    return rest.compareTo(least) < 0 ? null : Quantity.of(quantity);
  }

  private static List<String> left(CapitalFacts facts) {
    List<String> left = new ArrayList<>();
    for (Line line : facts.lines()) {
      Usdt remaining = line.remaining();
      boolean open = line.move().everything() && !line.holdings().isEmpty();
      if (open) {
        left.add(
            "%s: %d positions are not closed, %s USDT not taken back"
                .formatted(line.move().agent(), line.holdings().size(), line.free()));
      } else if (remaining.abs().compareTo(CENT) >= 0) {
        left.add(
            "%s: %s USDT of %s were not moved"
                .formatted(line.move().agent(), remaining, line.move().amount()));
      }
    }
    return left;
  }

  private static Usdt smaller(Usdt a, Usdt b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
