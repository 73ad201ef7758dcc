package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fund and its agents, all money of one moment. */
@Schema(name = "Portfolio")
public record PortfolioView(
    @Schema(description = "Sum of the agents' equities and the unallocated cash") Usdt totalEquity,
    Usdt initialBalance,
    Usdt totalPnl,
    @Nullable Double totalPnlPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String totalPnlPctReason,
    Usdt unallocatedCash,
    int totalPositions,
    int agentCount,
    @Schema(description = "Entries are admitted and the market goes on") @JsonProperty("is_running")
        boolean isRunning,
    @Schema(description = "trader_id with the best return since the last review")
        @Nullable String bestPerformer,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String bestPerformerReason,
    @Nullable String worstPerformer,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String worstPerformerReason,
    CorrelationView correlation,
    Allocation allocation,
    Costs costs,
    @Schema(description = "Hourly returns net of transfers over 168 market hours, annualised")
        @Nullable Double sharpe,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sharpeReason,
    @Nullable Double volatilityPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String volatilityPctReason,
    @Schema(description = "At least 0, net of transfers") @Nullable Double maxDrawdownPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String maxDrawdownPctReason,
    @Nullable Double diversificationRatio,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String diversificationRatioReason,
    MarketView market,
    String mode,
    List<AgentView> agents) {

  /** Of the agents' returns on the common five-minute grid. */
  @Schema(name = "Correlation")
  public record CorrelationView(
      List<String> agents,
      @Schema(description = "-1 to 1; a cell is null where an agent's equity did not move")
          @Nullable List<List<@Nullable Double>> matrix,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String matrixReason,
      int samples) {}

  /**
   * How capital is shared out.
   *
   * @param weights fraction of each agent's share, by trader_id
   */
  @Schema(name = "Allocation")
  public record Allocation(String scheme, Map<String, Double> weights) {}

  /** What trading and thinking have cost since the beginning. */
  @Schema(name = "Costs")
  public record Costs(
      @Schema(description = "Trading fees paid, at least 0") Usdt fees,
      @Schema(description = "Funding received; negative when paid") Usdt funding,
      @Schema(description = "Spent on model calls") Usdt modelUsd) {}
}
