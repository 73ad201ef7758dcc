package dev.belay.workflows.portfolio;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One agent, for ever: a round at every point of its interval's market-time grid. Started without a
 * parent by {@code Portfolio} under {@code agent/{portfolio}/{agent}}; ends when the agent leaves
 * the roster. Whether it is paused is the ledger's; the messages only wake it.
 */
@WorkflowInterface
public interface AgentWorkflow {
  @WorkflowMethod(name = "Agent")
  void run(AgentInput input);

  /** No rounds until resumed; open positions keep their stops. */
  @SignalMethod(name = "pause")
  void pause(String by);

  @SignalMethod(name = "resume")
  void resume(String by);

  /** Close all positions and go on paused. */
  @SignalMethod(name = "exit")
  void exit(String by);

  /** What the agent is made of, or whether it runs, is different now: look. */
  @SignalMethod(name = "changed")
  void changed();

  @QueryMethod(name = "state")
  AgentProgress state();

  /**
   * @param previous market time of the last round begun
   */
  record AgentInput(String installation, String portfolio, String agent, @Nullable Instant previous)
      implements BelayInput {}

  record AgentProgress(@Nullable Instant lastRound, String status) {}
}
