package dev.belay.workflows.portfolio;

import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The fund, for ever: keeps the roster's agents running and writes the equity marks on the 5-minute
 * market-time grid, to which the breakers are tied. Who is in the fund, how, and with how much is
 * changed by updates; each is judged by the ledger and answered. Started without a parent by {@code
 * Ensure} under {@code portfolio/{name}}.
 */
@WorkflowInterface
public interface PortfolioWorkflow {
  @WorkflowMethod(name = "Portfolio")
  void run(PortfolioInput input);

  /** Halt, then close everything. The same request is carried out once. */
  @SignalMethod(name = "emergencyExit")
  void emergencyExit(String request);

  /** A review is written: carry it out. The same one is carried out once. */
  @SignalMethod(name = "rebalance")
  void rebalance(String review);

  /** Takes a new agent in. */
  @UpdateMethod(name = "addAgent")
  FundChange addAgent(AddAgent command);

  /** Changes what an agent is made of, from its next round. */
  @UpdateMethod(name = "changeAgent")
  FundChange changeAgent(ChangeAgent command);

  /** Takes an agent out: its positions close, its capital comes back. */
  @UpdateMethod(name = "disableAgent")
  FundChange disableAgent(SwitchAgent command);

  /** Takes an agent in again, with its share as far as there is unallocated cash. */
  @UpdateMethod(name = "enableAgent")
  FundChange enableAgent(SwitchAgent command);

  /** Chooses how capital is shared out, and moves it. */
  @UpdateMethod(name = "setAllocation")
  FundChange setAllocation(SetAllocation command);

  @QueryMethod(name = "state")
  PortfolioProgress state();

  /**
   * @param previous market time of the last mark
   * @param reviews written and not carried out yet
   */
  record PortfolioInput(
      String installation,
      String portfolio,
      @Nullable Instant previous,
      @Nullable List<String> reviews)
      implements BelayInput {}

  /**
   * @param request names the command; the same one again changes nothing
   * @param weights percent by agent, of the scheme custom
   */
  record SetAllocation(
      String request, Scheme scheme, SortedMap<String, BigDecimal> weights, String by) {}

  /**
   * @param capital null for an equal share
   */
  record AddAgent(String request, AgentSpec agent, @Nullable Usdt capital, String by) {}

  record ChangeAgent(String request, String agent, AgentPatch patch, String by) {}

  record SwitchAgent(String request, String agent, String by) {}

  record PortfolioProgress(@Nullable Instant lastMark, List<String> agents) {
    public PortfolioProgress {
      agents = List.copyOf(agents);
    }
  }
}
