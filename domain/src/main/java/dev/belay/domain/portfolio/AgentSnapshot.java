package dev.belay.domain.portfolio;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent knows of itself at a round, from the ledger and current marks.
 *
 * @param equity cash plus unrealized profit and loss
 * @param available cash not bound as margin or reserved
 */
public record AgentSnapshot(
    String account,
    Usdt equity,
    Usdt available,
    List<Holding> positions,
    List<ClosedTrade> recentTrades) {
  public AgentSnapshot {
    positions = List.copyOf(positions);
    recentTrades = List.copyOf(recentTrades);
  }

  /** An open position. */
  public record Holding(
      String positionId,
      Symbol symbol,
      Direction direction,
      Quantity quantity,
      Price entryPrice,
      Price mark,
      int leverage,
      @Nullable Price stop,
      @Nullable Price target,
      Usdt unrealizedPnl,
      Instant openedAt) {}

  /** A finished round trip; netPnl is after fees and funding. */
  public record ClosedTrade(
      Symbol symbol, Direction direction, Usdt netPnl, String reason, Instant closedAt) {}
}
