package dev.belay.activities.portfolio;

import dev.belay.activities.portfolio.PromptPart.Kind;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.strategies.portfolio.Observation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** The prompts of one moment: what a round is rendered with, all its voices alike. */
public final class PromptSet {
  private final Map<String, Template> parts;

  PromptSet(Map<String, Template> parts) {
    this.parts = Map.copyOf(parts);
  }

  /**
   * Renders one voice's prompt.
   *
   * @param voice starting with bull, bear or risk for an addendum; anything else has none
   * @throws IllegalArgumentException if there is no prompt of the agent's style
   */
  public Prompt render(AgentSpec agent, Observation seen, String voice) {
    Template style = style(agent.style());
    Template limits = part("limits");
    Template format = part("format");
    Template data = part("data");
    String addendum = addendum(voice);
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
    return new Prompt(version(agent.style(), voice), system.replace("\n\n\n", "\n\n"), user);
  }

  /**
   * The version of a prompt that is rendered with these.
   *
   * @throws IllegalArgumentException if there is no prompt of the style
   */
  public String version(String style, String voice) {
    // Changes with every character of any part, even if somebody forgets to count up.
    return style(style).name()
        + "-"
        + hash(
            String.join(
                "\0",
                style(style).text(),
                addendum(voice),
                part("limits").text(),
                part("format").text(),
                part("data").text()));
  }

  private String addendum(String voice) {
    return PromptPart.of(Kind.VOICE).stream()
        .map(PromptPart::name)
        .filter(voice::startsWith)
        .findFirst()
        .map(name -> part(name).text() + "\n")
        .orElse("");
  }

  private Template style(String name) {
    if (PromptPart.of(Kind.STYLE).stream().noneMatch(part -> part.name().equals(name))) {
      throw new IllegalArgumentException(
          "Expected a style of %s, was \"%s\"".formatted(PromptLibrary.STYLES, name));
    }
    return part(name);
  }

  private Template part(String name) {
    Template template = parts.get(name);
    if (template == null) {
      throw new IllegalStateException("Expected all parts of prompts, there is no " + name);
    }
    return template;
  }

  /** The first eight hexadecimal digits. */
  static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
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
