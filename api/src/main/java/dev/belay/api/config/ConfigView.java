package dev.belay.api.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fund's configuration in the form of the file: what most agents have is said once, and an
 * agent says what is different.
 *
 * @param symbols what an agent trades that has no list of its own
 * @param agents also those that are disabled
 */
@Schema(name = "Config")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigView(
    String name,
    Usdt initialBalance,
    Usdt dailyBudgetUsd,
    List<Symbol> symbols,
    List<Model> models,
    List<Agent> agents,
    Limits agentLimits,
    FundLimit fundLimits) {

  /** A model that agents refer to. */
  @Schema(name = "ConfigModel")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Model(
      String id,
      String name,
      String family,
      String provider,
      String model,
      @Nullable String baseUrl,
      @Nullable String keyVariable,
      BigDecimal usdPerMillionIn,
      BigDecimal usdPerMillionOut,
      int tokensPerSecond) {}

  /**
   * An agent.
   *
   * @param interval such as 90s or 3m
   * @param voices of a consensus
   */
  @Schema(name = "ConfigAgent")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Agent(
      String id,
      String name,
      String model,
      String style,
      String interval,
      String consensus,
      @Nullable Integer voices,
      @Nullable List<Symbol> symbols,
      @Nullable Limits limits) {}

  /** Limits of an agent, as in the file. */
  @Schema(name = "ConfigLimits")
  public record Limits(
      int maxPositions,
      int maxLeverage,
      BigDecimal majorNotionalMultiple,
      BigDecimal otherNotionalMultiple,
      Usdt minOrder,
      int minConfidence,
      BigDecimal minRewardRisk,
      int opensPerRound,
      int opensPerHour,
      BigDecimal dailyLossPct,
      BigDecimal drawdownPct,
      String drawdownPause,
      int modelFailuresBeforePause,
      BigDecimal trailingStopPct,
      BigDecimal maxHoldHours) {
    static Limits of(AgentLimits limits) {
      return new Limits(
          limits.maxPositions(),
          limits.maxLeverage(),
          limits.majorNotionalMultiple(),
          limits.otherNotionalMultiple(),
          limits.minOrder(),
          limits.minConfidence(),
          limits.minRewardRisk(),
          limits.opensPerRound(),
          limits.opensPerHour(),
          limits.dailyLossPct(),
          limits.drawdownPct(),
          text(limits.drawdownPause()),
          limits.modelFailuresBeforePause(),
          limits.trailingStopPct(),
          limits.maxHoldHours());
    }
  }

  /** Limits of the fund, as in the file. */
  @Schema(name = "ConfigFundLimits")
  public record FundLimit(
      BigDecimal grossMultiple,
      BigDecimal netMultiple,
      BigDecimal symbolMultiple,
      BigDecimal dailyLossPct,
      BigDecimal drawdownPct) {}

  /** The same portfolio as the file would say it. */
  public static ConfigView of(PortfolioSpec spec) {
    List<Symbol> symbols = most(spec.agents(), AgentSpec::symbols);
    AgentLimits limits = most(spec.agents(), AgentSpec::limits);
    FundLimits fund = spec.fundLimits();
    return new ConfigView(
        spec.name(),
        spec.initialBalance(),
        spec.dailyBudgetUsd(),
        symbols,
        spec.models().stream().map(ConfigView::model).toList(),
        spec.agents().stream().map(agent -> agent(agent, symbols, limits)).toList(),
        Limits.of(limits),
        new FundLimit(
            fund.grossMultiple(),
            fund.netMultiple(),
            fund.symbolMultiple(),
            fund.dailyLossPct(),
            fund.drawdownPct()));
  }

  private static Model model(ModelSpec model) {
    return new Model(
        model.id(),
        model.name(),
        model.family(),
        model.provider(),
        model.model(),
        model.baseUrl(),
        model.keyVariable(),
        model.usdPerMillionIn(),
        model.usdPerMillionOut(),
        model.tokensPerSecond());
  }

  private static Agent agent(AgentSpec agent, List<Symbol> symbols, AgentLimits limits) {
    return new Agent(
        agent.id(),
        agent.name(),
        agent.model(),
        agent.style(),
        text(agent.interval()),
        agent.consensus().toString(),
        agent.consensus() == Consensus.SINGLE ? null : agent.voices(),
        agent.symbols().equals(symbols) ? null : agent.symbols(),
        agent.limits().equals(limits) ? null : Limits.of(agent.limits()));
  }

  /** What most of them have; of several the first. */
  private static <T> T most(List<AgentSpec> agents, Function<AgentSpec, T> part) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    agents.forEach(agent -> counts.merge(part.apply(agent), 1, Integer::sum));
    Map.Entry<T, Integer> most = null;
    for (Map.Entry<T, Integer> entry : counts.entrySet()) {
      if (most == null || entry.getValue() > most.getValue()) {
        most = entry;
      }
    }
    if (most == null) {
      throw new IllegalArgumentException("Expected a fund with agents, was one without");
    }
    return most.getKey();
  }

  /** In the largest unit that says it exactly. */
  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
