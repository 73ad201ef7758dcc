package dev.belay.api.portfolio;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Money of the agents by speed tier, style and model family. */
final class Groups {
  private static final int ULTRA_FAST = 800;
  private static final int FAST = 500;
  private static final int MEDIUM = 350;

  private final Map<String, ModelSpec> models = new TreeMap<>();

  Groups(List<ModelSpec> models) {
    models.forEach(model -> this.models.put(model.id(), model));
  }

  List<PortfolioView.Group> of(List<AgentFigures> agents) {
    List<PortfolioView.Group> groups = new ArrayList<>();
    groups.addAll(by("speed", agents, this::tier));
    groups.addAll(by("style", agents, agent -> agent.spec().style()));
    groups.addAll(by("family", agents, this::family));
    return groups;
  }

  private static List<PortfolioView.Group> by(
      String what, List<AgentFigures> agents, Function<AgentFigures, String> name) {
    Map<String, List<AgentFigures>> named = new TreeMap<>();
    for (AgentFigures agent : agents) {
      named.computeIfAbsent(name.apply(agent), n -> new ArrayList<>()).add(agent);
    }
    List<PortfolioView.Group> groups = new ArrayList<>();
    named.forEach((group, members) -> groups.add(group(what, group, members)));
    return groups;
  }

  private static PortfolioView.Group group(String what, String name, List<AgentFigures> members) {
    Money money = members.stream().map(AgentFigures::money).reduce(Money.ZERO, Money::plus);
    BigDecimal models =
        members.stream().map(AgentFigures::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new PortfolioView.Group(
        what,
        name,
        members.stream().map(agent -> agent.spec().id()).toList(),
        money.equity(),
        money.equity().minus(money.deposited()),
        money.fees(),
        Usdt.of(models),
        members.stream().mapToLong(AgentFigures::trades).sum());
  }

  private String tier(AgentFigures agent) {
    ModelSpec model = models.get(agent.spec().model());
    int speed = model == null ? 0 : model.tokensPerSecond();
    if (speed >= ULTRA_FAST) {
      return "ultra-fast";
    }
    if (speed >= FAST) {
      return "fast";
    }
    return speed >= MEDIUM ? "medium" : "slower";
  }

  private String family(AgentFigures agent) {
    ModelSpec model = models.get(agent.spec().model());
    return model == null ? "unknown" : model.family();
  }
}
