package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent in a row of the leader board.
 *
 * @param traderId unique in the fund
 * @param aiModel model, marked where the rule-based stand-in answers for it
 * @param strategy style of its prompt
 * @param intervalSeconds market seconds between rounds
 * @param initialBalance put in, net of what was taken out
 * @param pnl equity less initial balance
 * @param pnlPct net of transfers: chained over its marks once capital was moved
 * @param returnSinceReviewPct the same since the last review, by which agents are ranked
 * @param winRate closed trades with a net gain among all, 0 to 1
 * @param fees trading fees paid, at least 0
 * @param costUsd spent on model calls
 * @param trades closed round trips
 */
@Schema(name = "Agent")
public record AgentView(
    String traderId,
    String traderName,
    String aiModel,
    String strategy,
    long intervalSeconds,
    Usdt equity,
    Usdt initialBalance,
    Usdt pnl,
    @Nullable Double pnlPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pnlPctReason,
    @Nullable Double returnSinceReviewPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String returnSinceReviewPctReason,
    int positionCount,
    @Nullable Double sharpe,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sharpeReason,
    @Nullable Double maxDrawdownPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String maxDrawdownPctReason,
    @Nullable Double winRate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String winRateReason,
    Usdt fees,
    Usdt costUsd,
    long trades,
    boolean isRunning,
    @Schema(allowableValues = {"running", "paused", "halted", "disabled"}) String status,
    @Nullable LastDecision lastDecision,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lastDecisionReason) {

  /** The newest recorded decision. */
  @Schema(name = "LastDecision")
  public record LastDecision(String id, Instant asOf, String outcome) {}
}
