package dev.belay.workflows;

import dev.belay.domain.fund.CapitalSteps.Cut;
import dev.belay.domain.fund.FundRefusal;
import dev.belay.domain.fund.FundRefusal.Code;
import dev.belay.workflows.portfolio.CapitalActivities;
import dev.belay.workflows.portfolio.CapitalVenueActivities;
import dev.belay.workflows.portfolio.FundChangeActivities;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import dev.belay.workflows.portfolio.ReviewActivities;
import dev.belay.workflows.portfolio.ReviewBookActivities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Capital in memory: what was asked of ledger and venue, and answers that the test chooses. */
final class FakeCapital {
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> moved = new CopyOnWriteArrayList<>();
  final List<String> settled = new CopyOnWriteArrayList<>();
  final List<CapitalActivities.CapitalTransfer> transfers = new CopyOnWriteArrayList<>();
  final List<Cut> cuts = new CopyOnWriteArrayList<>();
  @Nullable String refusal;
  boolean neverFinished;
  boolean rebalancing;
  final List<Instant> raised = new CopyOnWriteArrayList<>();
  private final Supplier<Instant> now;

  FakeCapital(Supplier<Instant> now) {
    this.now = now;
  }

  final class Changes implements FundChangeActivities {
    @Override
    public FundChange setAllocation(InFund<SetAllocation> in) {
      return done("allocation " + in.command().scheme(), "main/" + in.command().request(), null);
    }

    @Override
    public FundChange addAgent(InFund<AddAgent> in) {
      return done("add " + in.command().agent().id(), null, in.command().agent().id());
    }

    @Override
    public FundChange changeAgent(InFund<ChangeAgent> in) {
      return done("change " + in.command().agent(), null, in.command().agent());
    }

    @Override
    public FundChange disableAgent(InFund<SwitchAgent> in) {
      if (in.command().agent().equals("nobody")) {
        FundRefusal refused = FundRefusal.of(Code.AGENT_UNKNOWN, "Expected an agent");
        return new FundChange(false, refused, refused.detail(), null, List.of(), null);
      }
      return done(
          "disable " + in.command().agent(),
          "main/" + in.command().request(),
          in.command().agent());
    }

    @Override
    public FundChange enableAgent(InFund<SwitchAgent> in) {
      return done("enable " + in.command().agent(), null, in.command().agent());
    }

    @Override
    public FundChange applyReview(InFund<String> in) {
      asked.add("review " + in.command());
      if (rebalancing) {
        FundRefusal refused = FundRefusal.of(Code.REBALANCE_RUNNING, "Expected none");
        return new FundChange(false, refused, refused.detail(), null, List.of(), null);
      }
      return new FundChange(true, null, "done", in.command() + "-plan", List.of("b"), null);
    }

    private FundChange done(String what, @Nullable String plan, @Nullable String agent) {
      asked.add(what);
      return new FundChange(
          true, null, what, plan, agent == null ? List.of() : List.of(agent), null);
    }
  }

  /** The ledger's side: every transfer is handed out until it is settled. */
  final class Book implements CapitalActivities {
    @Override
    public CapitalStep step(StepRequest request) {
      boolean finished = transfers.isEmpty() && (!neverFinished || request.overdue());
      List<Cut> now = List.copyOf(cuts);
      cuts.clear();
      return new CapitalStep(
          transfers,
          now,
          finished,
          finished && neverFinished ? List.of("a: -1 USDT of -2 were not moved") : List.of());
    }

    @Override
    public boolean reduce(ReduceRequest request) {
      asked.add("reduce " + request.cut().positionId() + " by " + request.cut().quantity());
      return true;
    }

    @Override
    public void settle(TransferAnswer answer) {
      settled.add(answer.id() + " " + answer.refusal());
      transfers.removeIf(transfer -> transfer.id().equals(answer.id()));
    }
  }

  final class VenueSide implements CapitalVenueActivities {
    @Override
    public CapitalActivities.TransferAnswer transfer(CapitalActivities.CapitalTransfer transfer) {
      moved.add(transfer.account() + " " + transfer.amount());
      return new CapitalActivities.TransferAnswer(transfer.id(), refusal);
    }
  }

  final class Writer implements ReviewActivities {
    @Override
    public ReviewWritten write(WriteReview request) {
      String id = request.request() == null ? "week" : request.request();
      raised.add(now.get());
      return new ReviewWritten("main/" + id, List.of("b"));
    }
  }

  /** A review is due every seven days, and not due again once it was written. */
  final class Dates implements ReviewBookActivities {
    private static final Duration WEEK = Duration.ofDays(7);
    private @Nullable Instant first;

    @Override
    public ReviewDue due(String portfolio) {
      Instant at = now.get();
      if (first == null) {
        first = at.plus(WEEK);
      }
      Instant due = first.plus(WEEK.multipliedBy(raised.size()));
      Duration delay = Duration.between(at, due);
      return new ReviewDue(due, delay.isNegative() ? Duration.ZERO : delay, false);
    }
  }
}
