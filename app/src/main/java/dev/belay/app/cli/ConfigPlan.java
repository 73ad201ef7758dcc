package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.config.ConfigDiff;
import dev.belay.app.config.PortfolioFile;
import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a fund that runs becomes what a file says.
 *
 * @param fund as the database has it, with all its agents
 * @param disabled those of its agents that are disabled
 * @param file what it is to be
 */
record ConfigPlan(PortfolioSpec fund, Set<String> disabled, PortfolioSpec file) {
  ConfigPlan {
    disabled = Set.copyOf(disabled);
  }

  /** What one agent is to become. */
  private sealed interface Step {
    String sentence();

    record Add(AgentSpec agent) implements Step {
      @Override
      public String sentence() {
        return "+ agent %s: added, with an equal share as far as there is unallocated cash"
            .formatted(agent.id());
      }
    }

    record Set(String id, AgentSpec agent, List<ConfigDiff.Change> changes) implements Step {
      @Override
      public String sentence() {
        return "~ agent %s: changed from its next round".formatted(id);
      }
    }

    record Enable(String id) implements Step {
      @Override
      public String sentence() {
        return "~ agent %s: enabled".formatted(id);
      }
    }

    record Disable(String id) implements Step {
      @Override
      public String sentence() {
        return "- agent %s: disabled; its positions are closed, its capital goes back"
            .formatted(id);
      }
    }
  }

  static ConfigPlan of(JsonNode answer, PortfolioSpec file) {
    // The answer has the form of the file, and JSON is YAML: the same reader reads both.
    PortfolioSpec fund = PortfolioFile.parse(answer.path("config").toString(), "of the fund");
    Set<String> disabled = new HashSet<>();
    answer.path("disabled").forEach(id -> disabled.add(id.asText()));
    return new ConfigPlan(fund, disabled, file);
  }

  boolean isEmpty() {
    return settings().isEmpty() && steps().isEmpty();
  }

  /** Of the fund itself. */
  private List<ConfigDiff.Change> settings() {
    return ConfigDiff.of(fund, file).stream()
        .filter(change -> !change.path().startsWith("agents."))
        .toList();
  }

  /** New models first need settings, so those come before; then those who give capital. */
  private List<Step> steps() {
    Map<String, AgentSpec> now = byId(fund);
    Map<String, AgentSpec> then = byId(file);
    List<Step> steps = new ArrayList<>();
    now.forEach(
        (id, agent) -> {
          if (!then.containsKey(id) && !disabled.contains(id)) {
            steps.add(new Step.Disable(id));
          }
        });
    for (AgentSpec agent : file.agents()) {
      AgentSpec before = now.get(agent.id());
      if (before == null) {
        steps.add(new Step.Add(agent));
        continue;
      }
      List<ConfigDiff.Change> changes = ConfigDiff.of(before, agent);
      if (!changes.isEmpty()) {
        steps.add(new Step.Set(agent.id(), agent, changes));
      }
      if (disabled.contains(agent.id())) {
        steps.add(new Step.Enable(agent.id()));
      }
    }
    return steps;
  }

  private static Map<String, AgentSpec> byId(PortfolioSpec spec) {
    Map<String, AgentSpec> agents = new TreeMap<>();
    spec.agents().forEach(agent -> agents.put(agent.id(), agent));
    return agents;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    settings().forEach(change -> lines.add(change.toString()));
    for (Step step : steps()) {
      lines.add(step.sentence());
      if (step instanceof Step.Set set) {
        set.changes().forEach(change -> lines.add("    " + change));
      }
    }
    return lines;
  }

  ObjectNode toJson() {
    ObjectNode answer = Json.mapper().createObjectNode();
    ArrayNode changes = answer.putArray("changes");
    settings()
        .forEach(change -> changes.add(change(change.path(), change.before(), change.after())));
    for (Step step : steps()) {
      switch (step) {
        case Step.Add add -> changes.add(change("agents." + add.agent().id(), null, "added"));
        case Step.Enable enable ->
            changes.add(change("agents." + enable.id() + ".enabled", "false", "true"));
        case Step.Disable disable ->
            changes.add(change("agents." + disable.id() + ".enabled", "true", "false"));
        case Step.Set set ->
            set.changes()
                .forEach(
                    change ->
                        changes.add(
                            change(
                                "agents." + set.id() + "." + change.path(),
                                change.before(),
                                change.after())));
      }
    }
    return answer;
  }

  private static ObjectNode change(String path, @Nullable String before, @Nullable String after) {
    return Json.mapper()
        .createObjectNode()
        .put("path", path)
        .put("before", before)
        .put("after", after);
  }

  /**
   * @throws OperatorException naming what a fund keeps for ever, if the file has it different
   */
  void requireApplicable() {
    List<ConfigDiff.Change> fixed =
        settings().stream()
            .filter(
                change -> change.path().equals("name") || change.path().equals("initial_balance"))
            .toList();
    if (!fixed.isEmpty()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected the name and the initial balance that the fund was begun with, was %s; nothing was applied. Put them right in the file, or begin another fund in a home of its own."
              .formatted(String.join("; ", fixed.stream().map(Object::toString).toList())));
    }
  }

  /**
   * Tells the fund step by step; what the fund refuses ends it.
   *
   * @param text the file's own
   * @return what was done, in sentences
   * @throws OperatorException if a step is refused, saying which were done before it
   */
  List<String> apply(BelayApi api, String text) {
    List<String> done = new ArrayList<>();
    boolean fewerModels = settings().stream().anyMatch(ConfigPlan::takesAModelAway);
    if (!settings().isEmpty()) {
      String path = "/api/config/settings" + (fewerModels ? "?keep_models=true" : "");
      done.add(api.send("POST", path, text).path("message").asText());
    }
    for (Step step : steps()) {
      try {
        done.add(tell(api, step).path("message").asText());
      } catch (OperatorException e) {
        throw new OperatorException(
            e.exitCode(),
            "%s%nThe fund refused \"%s\"; %s Put it right and apply the file again: what is done is not done twice."
                .formatted(
                    e.getMessage(),
                    step.sentence(),
                    done.isEmpty()
                        ? "nothing was changed."
                        : "before that was done: " + String.join(" ", done)),
            e);
      }
    }
    if (fewerModels) {
      // Now that no agent uses them any more.
      done.add(api.send("POST", "/api/config/settings", text).path("message").asText());
    }
    return done;
  }

  private static boolean takesAModelAway(ConfigDiff.Change change) {
    return change.path().startsWith("models.") && change.after() == null;
  }

  private static JsonNode tell(BelayApi api, Step step) {
    return switch (step) {
      case Step.Add add ->
          api.send(
              "POST", "/api/agents", agent(add.agent()).put("id", add.agent().id()).toString());
      case Step.Set set ->
          api.send("PATCH", "/api/agents/" + set.id(), agent(set.agent()).toString());
      case Step.Enable enable -> api.post("/api/agents/" + enable.id() + "/enable", Map.of());
      case Step.Disable disable -> api.post("/api/agents/" + disable.id() + "/disable", Map.of());
    };
  }

  /** All that the file says of an agent. */
  private static ObjectNode agent(AgentSpec agent) {
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("name", agent.name())
            .put("model", agent.model())
            .put("style", agent.style())
            .put("interval_seconds", agent.interval().toSeconds())
            .put("consensus", agent.consensus().toString())
            .put("voices", agent.voices());
    ArrayNode symbols = body.putArray("symbols");
    agent.symbols().forEach(symbol -> symbols.add(symbol.toString()));
    ObjectNode limits = body.putObject("limits");
    AgentPatch.named(agent.limits()).forEach(limits::put);
    return body;
  }
}
