package dev.belay.activities.portfolio;

import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.strategies.portfolio.Observation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Renders the versioned prompts: one template a style, an addendum a voice. */
public final class PromptLibrary {
  /** The styles there are templates for. */
  public static final List<String> STYLES =
      List.of(
          "balanced", "conservative", "aggressive", "validated", "scalping", "analysis", "speed");

  private static final List<String> VOICES = List.of("bull", "bear", "risk");
  private static final String VERSION = "v1";

  private final Template limits = Template.load("shared/limits/" + VERSION);
  private final Template format = Template.load("shared/format/" + VERSION);
  private final Template data = Template.load("shared/data/" + VERSION);
  private final Map<String, Template> loaded = new ConcurrentHashMap<>();

  /**
   * Renders one voice's prompt.
   *
   * @param voice starting with bull, bear or risk for an addendum; anything else has none
   * @throws IllegalArgumentException if there is no template for the agent's style
   */
  public Prompt render(AgentSpec agent, Observation seen, String voice) {
    Template style = template(agent.style());
    String addendum =
        VOICES.stream()
            .filter(voice::startsWith)
            .findFirst()
            .map(name -> template("voice/" + name).text() + "\n")
            .orElse("");
    String system =
        style.fill(
            Map.of(
                "voice",
                addendum,
                "limits",
                limits.fill(limits(agent.limits())) + "\n",
                "format",
                format.text()));
    String user =
        data.fill(
            Map.ofEntries(
                Map.entry("as_of", seen.asOf().toString()),
                Map.entry("interval", minutes(agent.interval())),
                Map.entry("equity", seen.account().equity().toString()),
                Map.entry("available", seen.account().available().toString()),
                Map.entry("position_count", "" + seen.account().positions().size()),
                Map.entry("max_positions", "" + agent.limits().maxPositions()),
                Map.entry("positions", ObservationText.positions(seen)),
                Map.entry("trades", ObservationText.trades(seen)),
                Map.entry("markets", ObservationText.markets(seen))));
    return new Prompt(version(style, addendum), system.replace("\n\n\n", "\n\n"), user);
  }

  private Template template(String name) {
    return loaded.computeIfAbsent(name, key -> Template.load(key + "/" + VERSION));
  }

  /** Changes with every character of any part, even if somebody forgets to count up. */
  private String version(Template style, String addendum) {
    String all =
        String.join("\0", style.text(), addendum, limits.text(), format.text(), data.text());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return style.name() + "-" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every Java to know SHA-256", e);
    }
  }

  private static Map<String, String> limits(AgentLimits limits) {
    return Map.ofEntries(
        Map.entry("max_positions", "" + limits.maxPositions()),
        Map.entry("opens_per_round", "" + limits.opensPerRound()),
        Map.entry("opens_per_hour", "" + limits.opensPerHour()),
        Map.entry("max_leverage", "" + limits.maxLeverage()),
        Map.entry("major_multiple", plain(limits.majorNotionalMultiple())),
        Map.entry("other_multiple", plain(limits.otherNotionalMultiple())),
        Map.entry("min_order", limits.minOrder().toString()),
        Map.entry("min_confidence", "" + limits.minConfidence()),
        Map.entry("min_reward_risk", plain(limits.minRewardRisk())),
        Map.entry("daily_loss", plain(limits.dailyLossPct())),
        Map.entry("drawdown", plain(limits.drawdownPct())));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static String minutes(Duration interval) {
    return interval.toSeconds() % 60 == 0
        ? interval.toMinutes() + " min"
        : interval.toSeconds() + " s";
  }
}
