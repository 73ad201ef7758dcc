package dev.belay.api.portfolio;

import java.util.List;
import java.util.Optional;

/** What an operator can tell one agent. Every command may be repeated. */
public interface AgentCommands {

  /** No rounds from now on, until resumed. Open positions keep their stops. */
  Optional<Told> pause(String agent, String by);

  /** Rounds again; also ends a drawdown's pause. */
  Optional<Told> resume(String agent, String by);

  /**
   * No rounds from now on, and every open position is closed.
   *
   * @param request names the command
   */
  Optional<Told> exit(String agent, String request, String by);

  /** What a command came to; an agent that the fund does not have gives nothing. */
  sealed interface Told {}

  /**
   * It is so in the ledger, and its workflow was told.
   *
   * @param changed false when it was so already
   * @param closing ids of positions that are being closed
   */
  record Done(String workflowId, boolean changed, List<String> closing) implements Told {
    public Done {
      closing = List.copyOf(closing);
    }
  }

  /** A disabled agent runs no rounds; enabling it is another command. */
  record Disabled() implements Told {}
}
