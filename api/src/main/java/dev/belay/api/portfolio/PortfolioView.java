package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fund and its agents, all money of one moment.
 *
 * @param totalEquity sum of the agents' equities and the unallocated cash
 * @param isRunning entries are admitted and the market goes on
 * @param entryHold why entries are refused for a while though nobody halted them; null when not
 * @param bestPerformer trader_id with the best return since the last review
 * @param sharpe hourly returns net of transfers over 168 market hours, annualised
 * @param maxDrawdownPct at least 0, net of transfers
 */
@Schema(name = "Portfolio")
public record PortfolioView(
    Usdt totalEquity,
    Usdt initialBalance,
    Usdt totalPnl,
    @Nullable Double totalPnlPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String totalPnlPctReason,
    Usdt unallocatedCash,
    int totalPositions,
    int agentCount,
    boolean isRunning,
    @Nullable EntryHoldView entryHold,
    @Nullable String bestPerformer,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String bestPerformerReason,
    @Nullable String worstPerformer,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String worstPerformerReason,
    CorrelationView correlation,
    Allocation allocation,
    Costs costs,
    @Nullable Double sharpe,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sharpeReason,
    @Nullable Double volatilityPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String volatilityPctReason,
    @Nullable Double maxDrawdownPct,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String maxDrawdownPctReason,
    @Nullable Double diversificationRatio,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String diversificationRatioReason,
    BuyAndHoldView buyAndHold,
    List<Group> groups,
    ReviewDates review,
    MarketView market,
    String mode,
    List<AgentView> agents) {

  /**
   * Buying BTC when the fund began, and holding it.
   *
   * @param since market time of the fund's beginning
   */
  @Schema(name = "BuyAndHold")
  public record BuyAndHoldView(
      String symbol,
      Instant since,
      @Nullable Double returnPct,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String returnPctReason) {}

  /**
   * Agents that have something in common.
   *
   * @param by speed (tier by the model's nominal tokens a second), style or family (of models)
   */
  @Schema(name = "Group")
  public record Group(
      String by,
      String name,
      List<String> agents,
      Usdt equity,
      Usdt pnl,
      Usdt fees,
      Usdt modelUsd,
      long trades) {}

  /**
   * @param last market time of the last review; null before the first
   * @param next Monday of market time on which the next weekly one is due
   */
  @Schema(name = "ReviewDates")
  public record ReviewDates(@Nullable Instant last, Instant next) {}

  /**
   * Of the agents' returns on the common five-minute grid.
   *
   * @param matrix -1 to 1; a cell is null where an agent's equity did not move
   */
  @Schema(name = "Correlation")
  public record CorrelationView(
      List<String> agents,
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

  /**
   * What trading and thinking have cost since the beginning.
   *
   * @param fees trading fees paid, at least 0
   * @param funding funding received; negative when paid
   * @param modelUsd spent on model calls
   */
  @Schema(name = "Costs")
  public record Costs(Usdt fees, Usdt funding, Usdt modelUsd) {}
}
