package dev.belay.app.config;

import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** What a file would change of a fund. */
public final class ConfigDiff {
  private ConfigDiff() {}

  /**
   * A value that differs.
   *
   * @param path such as agents.qwen_single.interval
   * @param before as the fund has it; null where it has none
   * @param after as the file has it; null where it has none
   */
  public record Change(String path, @Nullable String before, @Nullable String after) {
    @Override
    public String toString() {
      if (before == null) {
        return "+ %s: %s".formatted(path, after);
      }
      return after == null
          ? "- %s: %s".formatted(path, before)
          : "~ %s: %s → %s".formatted(path, before, after);
    }
  }

  /** All that differs, in the order of the file. */
  public static List<Change> of(PortfolioSpec fund, PortfolioSpec file) {
    return of(flat(fund), flat(file));
  }

  /** What differs of an agent; of a new one everything. */
  public static List<Change> of(@Nullable AgentSpec before, AgentSpec after) {
    SequencedMap<String, String> now = new LinkedHashMap<>();
    SequencedMap<String, String> then = new LinkedHashMap<>();
    if (before != null) {
      agent(now, "", before);
    }
    agent(then, "", after);
    return of(now, then);
  }

  private static List<Change> of(Map<String, String> before, Map<String, String> after) {
    SequencedSet<String> paths = new LinkedHashSet<>(after.keySet());
    paths.addAll(before.keySet());
    List<Change> changes = new ArrayList<>();
    for (String path : paths) {
      String now = before.get(path);
      String then = after.get(path);
      if (now == null || !now.equals(then)) {
        changes.add(new Change(path, now, then));
      }
    }
    return changes;
  }

  private static SequencedMap<String, String> flat(PortfolioSpec spec) {
    SequencedMap<String, String> flat = new LinkedHashMap<>();
    flat.put("name", spec.name());
    flat.put("initial_balance", plain(spec.initialBalance().value()));
    flat.put("daily_budget_usd", plain(spec.dailyBudgetUsd().value()));
    spec.models().forEach(model -> model(flat, "models." + model.id() + ".", model));
    spec.agents().forEach(agent -> agent(flat, "agents." + agent.id() + ".", agent));
    FundLimits limits = spec.fundLimits();
    flat.put("fund_limits.gross_multiple", plain(limits.grossMultiple()));
    flat.put("fund_limits.net_multiple", plain(limits.netMultiple()));
    flat.put("fund_limits.symbol_multiple", plain(limits.symbolMultiple()));
    flat.put("fund_limits.daily_loss_pct", plain(limits.dailyLossPct()));
    flat.put("fund_limits.drawdown_pct", plain(limits.drawdownPct()));
    return flat;
  }

  private static void model(Map<String, String> flat, String path, ModelSpec model) {
    flat.put(path + "name", model.name());
    flat.put(path + "family", model.family());
    flat.put(path + "provider", model.provider());
    flat.put(path + "model", model.model());
    if (model.baseUrl() != null) {
      flat.put(path + "base_url", model.baseUrl());
    }
    if (model.keyVariable() != null) {
      flat.put(path + "key_variable", model.keyVariable());
    }
    flat.put(path + "usd_per_million_in", plain(model.usdPerMillionIn()));
    flat.put(path + "usd_per_million_out", plain(model.usdPerMillionOut()));
    flat.put(path + "tokens_per_second", "" + model.tokensPerSecond());
  }

  private static void agent(Map<String, String> flat, String path, AgentSpec agent) {
    flat.put(path + "name", agent.name());
    flat.put(path + "model", agent.model());
    flat.put(path + "style", agent.style());
    flat.put(path + "interval", text(agent.interval()));
    flat.put(path + "consensus", agent.consensus().toString());
    flat.put(path + "voices", "" + agent.voices());
    flat.put(
        path + "symbols",
        String.join(", ", agent.symbols().stream().map(Object::toString).toList()));
    AgentPatch.named(agent.limits())
        .forEach((name, value) -> flat.put(path + "limits." + name, plain(value)));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String text(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
