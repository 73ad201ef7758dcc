package dev.belay.domain.fund;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a review found, as of a market time; written once and kept. Ratios are null with a reason
 * where there is not enough data.
 *
 * @param since market time of the review before, or of the fund's beginning
 * @param bitcoinReturnPct what buying BTC at {@code since} and holding it would have brought
 */
public record ReviewReport(
    Instant since,
    Instant asOf,
    Scheme scheme,
    SortedMap<String, BigDecimal> weights,
    Usdt totalEquity,
    Usdt unallocatedCash,
    @Nullable Double returnPct,
    @Nullable String returnPctReason,
    @Nullable Double bitcoinReturnPct,
    @Nullable String bitcoinReturnPctReason,
    Figure sharpe,
    Figure maxDrawdownPct,
    Correlated correlation,
    List<AgentReview> agents,
    Conventions conventions) {
  public ReviewReport {
    agents = List.copyOf(agents);
  }

  /**
   * A figure with its sample size.
   *
   * @param reason why the value is null
   */
  public record Figure(@Nullable Double value, @Nullable String reason, int samples) {}

  /**
   * @param matrix in the order of the agents; null without enough samples
   */
  public record Correlated(
      List<String> agents,
      @Nullable List<List<@Nullable Double>> matrix,
      @Nullable String reason,
      int samples) {}

  /** How the figures are to be read. */
  public record Conventions(String sharpe, String rule, String marketState, String returns) {}

  /** What is to become of an agent. */
  public enum Proposal {
    /** The rule says to disable it. */
    DISABLE,
    /** Its new capital is above its equity. */
    INCREASE,
    /** Its new capital is below its equity. */
    REDUCE,
    KEEP,
    /** It is disabled already. */
    DISABLED
  }

  /**
   * One agent.
   *
   * @param returnPct since the review before, net of transfers
   * @param fees paid since then, at least 0
   * @param modelUsd what its model calls cost since then
   * @param byMarketState net profit and loss of the trades closed since then, by what the market
   *     was like at their entry
   * @param target the capital that the scheme gives it; null where the scheme is refused
   */
  public record AgentReview(
      String agent,
      String name,
      Usdt equity,
      @Nullable Double returnPct,
      @Nullable String returnPctReason,
      Figure sharpe,
      Figure maxDrawdownPct,
      long trades,
      long tradesInWindow,
      Usdt fees,
      Usdt modelUsd,
      SortedMap<String, Usdt> byMarketState,
      Proposal proposal,
      String reason,
      @Nullable Usdt target) {}

  /** Agents that the rule disables, in the report's order. */
  public List<AgentReview> disabled() {
    return agents.stream().filter(a -> a.proposal() == Proposal.DISABLE).toList();
  }
}
