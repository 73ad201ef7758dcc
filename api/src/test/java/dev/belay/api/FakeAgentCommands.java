package dev.belay.api;

import dev.belay.api.portfolio.AgentCommands;
import java.util.List;
import java.util.Optional;

/** One agent that obeys, and one that is disabled. */
public final class FakeAgentCommands implements AgentCommands {
  private boolean paused;

  @Override
  public Optional<Told> pause(String agent, String by) {
    return set(agent, true, List.of());
  }

  @Override
  public Optional<Told> resume(String agent, String by) {
    return set(agent, false, List.of());
  }

  @Override
  public Optional<Told> exit(String agent, String request, String by) {
    return set(agent, true, List.of(Fixtures.POSITION));
  }

  void forget() {
    paused = false;
  }

  private Optional<Told> set(String agent, boolean wanted, List<String> closing) {
    if (agent.equals("openai_multi")) {
      return Optional.of(new Disabled());
    }
    if (!agent.equals("qwen_single")) {
      return Optional.empty();
    }
    boolean changed = paused != wanted;
    paused = wanted;
    return Optional.of(new Done("agent/main/" + agent, changed, closing));
  }
}
