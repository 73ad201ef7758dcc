package dev.belay.workflows.portfolio;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fund, for ever: keeps the roster's agents running and writes the equity marks on the 5-minute
 * market-time grid, to which the breakers are tied. Started without a parent by {@code Ensure}
 * under {@code portfolio/{name}}.
 */
@WorkflowInterface
public interface PortfolioWorkflow {
  @WorkflowMethod(name = "Portfolio")
  void run(PortfolioInput input);

  /** Halt, then close everything. The same request is carried out once. */
  @SignalMethod(name = "emergencyExit")
  void emergencyExit(String request);

  @QueryMethod(name = "state")
  PortfolioProgress state();

  record PortfolioInput(String installation, String portfolio, @Nullable Instant previous)
      implements BelayInput {}

  record PortfolioProgress(@Nullable Instant lastMark, List<String> agents) {
    public PortfolioProgress {
      agents = List.copyOf(agents);
    }
  }
}
