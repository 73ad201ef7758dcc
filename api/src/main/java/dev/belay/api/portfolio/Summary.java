package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.read.Counts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What a demo has done: counts since the home was created and, under {@code run}, since this
 * process began. {@code total_equity} is {@code initial_balance + realized_pnl + unrealized_pnl -
 * fees + funding}, exactly.
 */
@Schema(name = "Summary")
public record Summary(
    @JsonUnwrapped Tally counts,
    @Schema(description = "The same counts for this process") Tally run,
    Usdt initialBalance,
    Usdt totalEquity,
    Usdt unallocatedCash,
    @Schema(description = "Gross of fees and funding") Usdt realizedPnl,
    Usdt unrealizedPnl,
    @Schema(description = "Paid, at least 0") Usdt fees,
    @Schema(description = "Received; negative when paid") Usdt funding,
    List<AgentView> agents,
    Temporal temporal,
    MarketView market,
    @Schema(description = "Workflows found open or rebuilt at start") int recovered) {

  /** What has happened. */
  @Schema(name = "Counts")
  public record Tally(
      long rounds,
      @Schema(description = "Elements of recorded decisions") long decisions,
      long refusals,
      long orders,
      long fills,
      @Schema(description = "Closed round trips") long trades) {
    static Tally of(Counts counts) {
      return new Tally(
          counts.rounds(),
          counts.decisions(),
          counts.refusals(),
          counts.orders(),
          counts.fills(),
          counts.trades());
    }
  }

  /** The Temporal server in use. */
  @Schema(name = "Temporal")
  public record Temporal(
      @Schema(allowableValues = {"cluster", "server", "memory"}) String kind,
      boolean durable,
      String reason) {}
}
