package dev.belay.domain.fund;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of an agent is to be different; null where it stays as it is.
 *
 * @param limits by name as in the configuration file, such as max_leverage; plain decimals, and a
 *     duration in seconds for drawdown_pause
 */
public record AgentPatch(
    @Nullable String name,
    @Nullable String model,
    @Nullable String style,
    @Nullable Duration interval,
    @Nullable Consensus consensus,
    @Nullable Integer voices,
    @Nullable List<Symbol> symbols,
    @Nullable SortedMap<String, BigDecimal> limits) {
  /** The names of the limits. */
  public static final List<String> LIMITS = List.copyOf(named(AgentLimits.DEFAULT).keySet());

  /** Limits by name, in the order of the configuration file; the pause in seconds. */
  public static SequencedMap<String, BigDecimal> named(AgentLimits limits) {
    SequencedMap<String, BigDecimal> all = new LinkedHashMap<>();
    all.put("max_positions", BigDecimal.valueOf(limits.maxPositions()));
    all.put("max_leverage", BigDecimal.valueOf(limits.maxLeverage()));
    all.put("major_notional_multiple", limits.majorNotionalMultiple());
    all.put("other_notional_multiple", limits.otherNotionalMultiple());
    all.put("min_order", limits.minOrder().value());
    all.put("min_confidence", BigDecimal.valueOf(limits.minConfidence()));
    all.put("min_reward_risk", limits.minRewardRisk());
    all.put("opens_per_round", BigDecimal.valueOf(limits.opensPerRound()));
    all.put("opens_per_hour", BigDecimal.valueOf(limits.opensPerHour()));
    all.put("daily_loss_pct", limits.dailyLossPct());
    all.put("drawdown_pct", limits.drawdownPct());
    all.put("drawdown_pause", BigDecimal.valueOf(limits.drawdownPause().toSeconds()));
    all.put("model_failures_before_pause", BigDecimal.valueOf(limits.modelFailuresBeforePause()));
    all.put("trailing_stop_pct", limits.trailingStopPct());
    all.put("max_hold_hours", limits.maxHoldHours());
    return all;
  }

  /** The agent with the changes; not checked. */
  public AgentSpec applied(AgentSpec agent) {
    Consensus agreed = consensus == null ? agent.consensus() : consensus;
    int before = agreed == Consensus.SINGLE ? 1 : Math.max(agent.voices(), 3);
    return new AgentSpec(
        agent.id(),
        name == null ? agent.name() : name,
        model == null ? agent.model() : model,
        style == null ? agent.style() : style,
        interval == null ? agent.interval() : interval,
        agreed,
        voices == null ? (consensus == null ? agent.voices() : before) : voices,
        symbols == null ? agent.symbols() : symbols,
        limits(agent.limits()));
  }

  /** Names of limits that there are not, and values that are no whole numbers where they must. */
  public List<String> problems() {
    Map<String, BigDecimal> given = limits == null ? Map.of() : limits;
    return new TreeMap<>(given)
        .entrySet().stream()
            .filter(e -> !LIMITS.contains(e.getKey()) || !isFine(e.getKey(), e.getValue()))
            .map(e -> "%s=%s".formatted(e.getKey(), e.getValue().toPlainString()))
            .toList();
  }

  private static boolean isFine(String name, BigDecimal value) {
    boolean decimal =
        name.endsWith("_multiple")
            || name.endsWith("_pct")
            || name.equals("max_hold_hours")
            || name.equals("min_order")
            || name.equals("min_reward_risk");
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    return (decimal || whole) && value.abs().compareTo(BigDecimal.valueOf(1_000_000_000)) < 0;
  }

  private AgentLimits limits(AgentLimits now) {
    return new AgentLimits(
        whole("max_positions", now.maxPositions()),
        whole("max_leverage", now.maxLeverage()),
        decimal("major_notional_multiple", now.majorNotionalMultiple()),
        decimal("other_notional_multiple", now.otherNotionalMultiple()),
        Usdt.of(decimal("min_order", now.minOrder().value())),
        whole("min_confidence", now.minConfidence()),
        decimal("min_reward_risk", now.minRewardRisk()),
        whole("opens_per_round", now.opensPerRound()),
        whole("opens_per_hour", now.opensPerHour()),
        decimal("daily_loss_pct", now.dailyLossPct()),
        decimal("drawdown_pct", now.drawdownPct()),
        Duration.ofSeconds(
            decimal("drawdown_pause", BigDecimal.valueOf(now.drawdownPause().toSeconds()))
                .longValue()),
        whole("model_failures_before_pause", now.modelFailuresBeforePause()),
        decimal("trailing_stop_pct", now.trailingStopPct()),
        decimal("max_hold_hours", now.maxHoldHours()));
  }

  private int whole(String limit, int now) {
    return decimal(limit, BigDecimal.valueOf(now)).intValue();
  }

  private BigDecimal decimal(String limit, BigDecimal now) {
    return limits == null ? now : limits.getOrDefault(limit, now);
  }
}
