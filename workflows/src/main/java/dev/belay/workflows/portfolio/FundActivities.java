package dev.belay.workflows.portfolio;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's side of the whole fund; idempotent, run as local activities. */
@ActivityInterface
public interface FundActivities {

  /** The agents that should be running now and their intervals. */
  @ActivityMethod(name = "FundBook.Roster")
  List<RosterEntry> roster(String portfolio);

  /**
   * The accounts to look at when everything is to be closed: of the agents that should be running,
   * and every other one that has an open position or order in the ledger.
   */
  @ActivityMethod(name = "FundBook.Accounts")
  List<String> accounts(String portfolio);

  /** The agent's state, asked before every round. */
  @ActivityMethod(name = "FundBook.AgentState")
  AgentState agentState(AgentRef agent);

  /**
   * Writes the equity marks of the grid point (once; a second call changes nothing), then applies
   * the breakers of agents and fund: daily loss, drawdown pause, halt.
   */
  @ActivityMethod(name = "FundBook.Mark")
  void mark(MarkRequest request);

  /** Stops all entries until an operator resumes; latched, idempotent. */
  @ActivityMethod(name = "FundBook.Halt")
  void halt(HaltRequest request);

  /** The venue itself has reported every account flat; idempotent. */
  @ActivityMethod(name = "FundBook.Flattened")
  void flattened(FlatRef flatten);

  /** Pauses or resumes one agent on an operator's word. */
  @ActivityMethod(name = "FundBook.SetPaused")
  void setPaused(PauseRequest request);

  /** Positions of the account that are not closed in the ledger. */
  @ActivityMethod(name = "FundBook.OpenPositions")
  List<String> openPositions(String account);

  record AgentRef(String portfolio, String agent) {}

  record RosterEntry(String agent, Duration interval) {}

  /**
   * @param status running, paused or disabled
   */
  record AgentState(String status, Duration interval) {}

  record MarkRequest(String portfolio, Instant asOf) {}

  /**
   * @param flatten the flatten that the halt is part of, to be kept until its end; null for none
   */
  record HaltRequest(String portfolio, String reason, String by, @Nullable String flatten) {}

  /**
   * @param request names the flatten
   */
  record FlatRef(String portfolio, String request) {}

  record PauseRequest(AgentRef agent, boolean paused, String by) {}
}
