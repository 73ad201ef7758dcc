package dev.belay.domain.fund;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is so while a plan is carried out.
 *
 * @param unallocated cash that no agent has and no transfer under way has claimed
 */
public record CapitalFacts(List<Line> lines, Usdt unallocated) {
  public CapitalFacts {
    lines = List.copyOf(lines);
  }

  /**
   * One move and how far it has come.
   *
   * @param moved net, to the agent; refused transfers don't count
   * @param pending a transfer of the account is not answered yet
   * @param free cash of the account not bound as margin or reserved
   * @param accepts the agent is enabled: only then may capital go to it
   * @param minOrder least notional of an order of the agent
   */
  public record Line(
      CapitalMove move,
      Usdt moved,
      boolean pending,
      Usdt free,
      boolean accepts,
      Usdt minOrder,
      List<Holding> holdings) {
    public Line {
      holdings = List.copyOf(holdings);
    }

    /** Still to be moved, signed as the move is; with everything, what is there to take. */
    Usdt remaining() {
      return move.everything() ? free.negate() : move.amount().minus(moved);
    }
  }

  /**
   * A position that is not closed.
   *
   * @param busy an order of it is on its way, or it is closing already
   * @param mark null without a quote
   * @param margin cash bound by it
   * @param instrument null where the market does not have it now
   */
  public record Holding(
      String positionId,
      Quantity held,
      boolean busy,
      @Nullable Price mark,
      Usdt margin,
      Usdt unrealized,
      @Nullable Instrument instrument) {}
}
