package dev.belay.domain.fund;

import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an agent may be made of; the same ranges as in the configuration file. */
public final class RosterChecks {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,31}");
  private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}][^\\p{Cntrl}]{0,79}");
  private static final int MOST_VOICES = 9;

  private RosterChecks() {}

  /**
   * What is wrong with the agent; empty when it is fine.
   *
   * @param models ids of the fund's models
   * @param styles there are prompts for
   */
  public static Optional<FundRefusal> check(
      AgentSpec agent, List<String> models, List<String> styles) {
    List<String> wrong = new ArrayList<>();
    require(
        wrong,
        ID.matcher(agent.id()).matches(),
        "an id of lower-case letters, digits and underscores, at most 32",
        agent.id());
    require(
        wrong,
        NAME.matcher(agent.name()).matches(),
        "a name of at most 80 characters",
        agent.name());
    require(wrong, models.contains(agent.model()), "a model of " + models, agent.model());
    require(wrong, styles.contains(agent.style()), "a style of " + styles, agent.style());
    require(
        wrong,
        agent.interval().compareTo(Duration.ofSeconds(1)) >= 0
            && agent.interval().compareTo(Duration.ofDays(1)) <= 0,
        "an interval of 1s to 1d",
        agent.interval());
    boolean single = agent.consensus() == Consensus.SINGLE;
    require(
        wrong,
        single ? agent.voices() == 1 : agent.voices() >= 2 && agent.voices() <= MOST_VOICES,
        single ? "1 voice of a single agent" : "2 to 9 voices",
        agent.voices());
    require(
        wrong,
        !agent.symbols().isEmpty()
            && new HashSet<>(agent.symbols()).size() == agent.symbols().size(),
        "at least one symbol, each once",
        agent.symbols());
    limits(wrong, agent.limits());
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(new FundRefusal(FundRefusal.Code.AGENT_INVALID, String.join("; ", wrong)));
  }

  private static void limits(List<String> wrong, AgentLimits limits) {
    within(wrong, "max_positions", limits.maxPositions(), "1", "100");
    within(wrong, "max_leverage", limits.maxLeverage(), "1", "10");
    within(wrong, "major_notional_multiple", limits.majorNotionalMultiple(), "0.01", "10");
    within(wrong, "other_notional_multiple", limits.otherNotionalMultiple(), "0.01", "10");
    within(wrong, "min_order", limits.minOrder().value(), "0.01", "1000000");
    within(wrong, "min_confidence", limits.minConfidence(), "0", "100");
    within(wrong, "min_reward_risk", limits.minRewardRisk(), "0", "100");
    within(wrong, "opens_per_round", limits.opensPerRound(), "0", "100");
    within(wrong, "opens_per_hour", limits.opensPerHour(), "0", "1000");
    within(wrong, "daily_loss_pct", limits.dailyLossPct(), "0.01", "100");
    within(wrong, "drawdown_pct", limits.drawdownPct(), "0.01", "100");
    within(wrong, "model_failures_before_pause", limits.modelFailuresBeforePause(), "1", "100");
    within(wrong, "trailing_stop_pct", limits.trailingStopPct(), "0", "50");
    within(wrong, "max_hold_hours", limits.maxHoldHours(), "0", "8760");
    require(
        wrong,
        limits.drawdownPause().compareTo(Duration.ofSeconds(1)) >= 0,
        "a drawdown_pause of at least 1s",
        limits.drawdownPause());
  }

  private static void within(
      List<String> wrong, String name, int value, String least, String most) {
    within(wrong, name, BigDecimal.valueOf(value), least, most);
  }

  private static void within(
      List<String> wrong, String name, BigDecimal value, String least, String most) {
    require(
        wrong,
        value.compareTo(new BigDecimal(least)) >= 0 && value.compareTo(new BigDecimal(most)) <= 0,
        "%s of %s to %s".formatted(name, least, most),
        value.toPlainString());
  }

  private static void require(List<String> wrong, boolean fine, String expected, Object found) {
    if (!fine) {
      wrong.add("Expected %s, was \"%s\"".formatted(expected, found));
    }
  }
}
