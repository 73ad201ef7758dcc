package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent in a row of the leader board.
 *
 * @param initialBalance what was put in, net of what was taken out
 * @param pnl equity less initial balance
 * @param winRate closed trades with a net gain among all, 0 to 1
 */
@Schema(name = "Agent")
public record AgentView(
    @Schema(description = "Unique in the fund") String traderId,
    String traderName,
    @Schema(description = "Model, marked where the rule-based stand-in answers for it")
        String aiModel,
    @Schema(description = "Style of its prompt") String strategy,
    @Schema(description = "Market seconds between rounds") long intervalSeconds,
    Usdt equity,
    @Schema(description = "Put in, net of what was taken out") Usdt initialBalance,
    Usdt pnl,
    @Nullable Double pnlPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pnlPctReason,
    int positionCount,
    @Nullable Double sharpe,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sharpeReason,
    @Nullable Double maxDrawdownPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String maxDrawdownPctReason,
    @Schema(description = "Closed trades with a net gain among all, 0 to 1")
        @Nullable Double winRate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String winRateReason,
    @Schema(description = "Trading fees paid, at least 0") Usdt fees,
    @Schema(description = "Spent on model calls") Usdt costUsd,
    @Schema(description = "Closed round trips") long trades,
    @JsonProperty("is_running") boolean isRunning,
    @Schema(allowableValues = {"running", "paused", "halted", "disabled"}) String status,
    @Nullable LastDecision lastDecision,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lastDecisionReason) {

  /** The newest recorded decision. */
  @Schema(name = "LastDecision")
  public record LastDecision(String id, Instant asOf, String outcome) {}
}
