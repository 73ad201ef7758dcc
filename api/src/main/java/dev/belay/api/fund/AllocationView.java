package dev.belay.api.fund;

import dev.belay.domain.fund.CapitalMove;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.Capital;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan that moves capital, and how far it has come.
 *
 * @param kind rebalance, release (everything of one agent back) or grant (capital for one)
 * @param weights fraction of each agent
 * @param base what the weights are of
 * @param status running, done or partial
 * @param notMoved what could not be moved, in words
 */
@Schema(name = "AllocationPlan")
public record AllocationView(
    String id,
    String kind,
    @Nullable String agent,
    @Nullable String scheme,
    Map<String, BigDecimal> weights,
    Usdt base,
    List<Move> moves,
    Instant asOf,
    String by,
    String cause,
    String status,
    List<String> notMoved,
    Instant recordedAt,
    @Nullable Instant endedAt) {

  /**
   * @param amount to the agent, or from it when negative
   */
  @Schema(name = "CapitalMove")
  public record Move(String traderId, Usdt equity, Usdt target, Usdt amount) {
    static Move of(CapitalMove move) {
      return new Move(move.agent(), move.equity(), move.target(), move.amount());
    }
  }

  static AllocationView of(Capital.Plan plan) {
    return new AllocationView(
        plan.id(),
        plan.kind().name().toLowerCase(Locale.ROOT),
        plan.agent(),
        plan.scheme() == null ? null : plan.scheme().toString(),
        plan.weights(),
        plan.base(),
        plan.moves().stream().map(Move::of).toList(),
        plan.asOf(),
        plan.by(),
        plan.cause(),
        plan.status().name().toLowerCase(Locale.ROOT),
        plan.notMoved(),
        plan.recordedAt(),
        plan.terminalAt());
  }
}
