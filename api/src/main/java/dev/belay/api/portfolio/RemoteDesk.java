package dev.belay.api.portfolio;

import dev.belay.api.command.CommandAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another way in than HTTP may ask and command, with the API's own keys, words and refusals: a
 * command throws {@link dev.belay.api.problem.ProblemException} where the API would answer with a
 * problem, and the same key gets the same answer.
 */
public interface RemoteDesk {

  PortfolioView fund();

  /** Those that are not closed, oldest first. */
  List<PositionView> positions();

  /** Null when entries are admitted. */
  @Nullable HaltView halt();

  /** How many disagreements of ledger, venue and workflows are open. */
  int openCases();

  CommandAnswer halt(String key, String by);

  CommandAnswer flatten(String key, String by);

  CommandAnswer pause(String agent, String key, String by);

  CommandAnswer close(String positionId, String key, String by);
}
