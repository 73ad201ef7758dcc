package dev.belay.workflows.amplifier;

import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.time.Tick;
import dev.belay.workflows.amplifier.DeskActivities.AdmitEntry;
import dev.belay.workflows.amplifier.DeskActivities.BeginCycle;
import dev.belay.workflows.amplifier.DeskActivities.CycleOpening;
import dev.belay.workflows.amplifier.DeskActivities.CycleRef;
import dev.belay.workflows.amplifier.DeskActivities.FinishCycle;
import dev.belay.workflows.amplifier.DeskActivities.RecordCycle;
import dev.belay.workflows.amplifier.DeskActivities.RecordedCycle;
import dev.belay.workflows.amplifier.ScanActivities.ScanRequest;
import dev.belay.workflows.amplifier.ScanActivities.ScanResult;
import dev.belay.workflows.clock.ClockActivities;
import dev.belay.workflows.clock.ClockActivities.NextTick;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.LaunchActivities;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sleep to the next cycle, close what is to be closed, look, open what may be opened, again. */
public final class AmplifierWorkflowImpl implements AmplifierWorkflow {
  private static final int CYCLES_A_RUN = 250;
  private static final Duration ENDED = Duration.ofSeconds(2);

  private final DeskActivities desk =
      Workflow.newLocalActivityStub(DeskActivities.class, ActivityProfiles.LEDGER);
  private final ClockActivities clock =
      Workflow.newLocalActivityStub(ClockActivities.class, ActivityProfiles.LEDGER);
  private final ScanActivities market =
      Workflow.newActivityStub(ScanActivities.class, ActivityProfiles.MARKET_DATA);

  private final AmplifierInput input;
  private final DeskHands hands;
  private final Deque<Told> told = new ArrayDeque<>();
  private @Nullable Instant previous;
  private long cycles;
  private long skipped;
  private String status = "starting";
  private MandateView mandate = new MandateView(null, "no cycle has looked yet", null);

  @WorkflowInit
  public AmplifierWorkflowImpl(AmplifierInput input) {
    LaunchActivities launch =
        Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);
    this.input = input;
    this.hands = new DeskHands(input.desk(), desk, launch, input.waiting());
    this.previous = input.previous();
    this.cycles = input.cycles();
    this.skipped = input.skipped();
    this.told.addAll(input.told());
  }

  @Override
  public void run(AmplifierInput ignored) {
    int begun = 0;
    while (begun < CYCLES_A_RUN && !Workflow.getInfo().isContinueAsNewSuggested()) {
      carryOutMessages();
      Tick tick = clock.next(new NextTick(DeskSpec.CYCLE, previous));
      status = tick.ended() ? "market ended" : status;
      Duration delay = tick.ended() ? ENDED : tick.wallDelay();
      if (!Workflow.await(delay, () -> !told.isEmpty()) && !tick.ended()) {
        begun++;
        if (!cycle(tick.asOf())) {
          return;
        }
      }
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    Workflow.continueAsNew(
        new AmplifierInput(
            input.installation(),
            input.desk(),
            previous,
            cycles,
            skipped,
            hands.waiting(),
            List.copyOf(told)));
  }

  /**
   * @return false when there is no such desk any more
   */
  private boolean cycle(Instant asOf) {
    CycleRef cycle = new CycleRef(input.desk(), asOf);
    int missed = missed(asOf);
    previous = asOf;
    skipped += missed;
    CycleOpening opening = desk.begin(new BeginCycle(cycle, missed));
    Mandate.Standing standing = opening.standing();
    if (standing != null) {
      mandate = new MandateView(standing.mandate(), standing.why(), asOf);
    }
    status = opening.why();
    // Exits first, and they wait for nobody.
    int closed = hands.closeWhatIsToBeClosed();
    VoteCause due = opening.voteDue();
    if (due != null) {
      hands.call(due, "");
    }
    switch (opening.state()) {
      case GONE -> {
        return false;
      }
      case STALE -> {
        skipped++;
        hands.follow();
        desk.finish(new FinishCycle(cycle, "STALE", 0, 0, closed));
      }
      case FRESH -> carryOut(cycle, look(cycle, opening), closed);
      case RECORDED -> carryOut(cycle, Objects.requireNonNull(opening.recorded()), closed);
    }
    return true;
  }

  /** One look at everything; whoever wants out meanwhile is not kept waiting. */
  private RecordedCycle look(CycleRef cycle, CycleOpening opening) {
    Mandate.Standing standing = opening.standing();
    BigDecimal factor = standing == null ? BigDecimal.ZERO : standing.sizeFactor();
    Promise<ScanResult> scan =
        Async.function(
            market::scan, new ScanRequest(cycle, opening.profile(), factor, opening.entries()));
    while (!scan.isCompleted()) {
      Workflow.await(() -> scan.isCompleted() || !told.isEmpty());
      carryOutMessages();
    }
    try {
      return desk.record(new RecordCycle(cycle, standing, scan.get(), null));
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure canceled) {
        throw canceled;
      }
      return desk.record(new RecordCycle(cycle, standing, null, "" + e.getCause()));
    }
  }

  private void carryOut(CycleRef cycle, RecordedCycle decided, int closedBefore) {
    int closed = closedBefore + hands.closeWhatIsToBeClosed() + decided.exits().size();
    hands.close(decided.exits(), ExitReason.DECISION);
    hands.follow();
    if (decided.revote() != null) {
      hands.call(VoteCause.MOMENTUM, decided.revote());
    }
    hands.callWaiting();
    if (decided.alarm() != null) {
      hands.call(VoteCause.MAIN_AGENT, decided.alarm());
    }
    int opened = 0;
    for (int index = 0; index < decided.entries(); index++) {
      carryOutMessages();
      opened += hands.open(new AdmitEntry(cycle, index)) ? 1 : 0;
    }
    cycles++;
    desk.finish(
        new FinishCycle(
            cycle, outcome(decided, opened), opened, decided.entries() - opened, closed));
  }

  private static String outcome(RecordedCycle decided, int opened) {
    if (decided.blind()) {
      return "NO_DATA";
    }
    return decided.override() != null ? "OVERRIDE" : opened > 0 ? "TRADE" : "HOLD";
  }

  /** Whoever wants out comes first; all calls for a vote together get one. */
  private void carryOutMessages() {
    while (!told.isEmpty()) {
      hands.carryOut(told.removeFirst());
      if (told.isEmpty()) {
        hands.callWaiting();
      }
    }
  }

  /** Grid points since the last cycle at which there was none. */
  private int missed(Instant asOf) {
    long points = previous == null ? 1 : Duration.between(previous, asOf).dividedBy(DeskSpec.CYCLE);
    return (int) Math.max(0, points - 1);
  }

  @Override
  public void emergencyRevote(String reason) {
    told.add(new Told(Told.Kind.REVOTE, reason, null));
  }

  @Override
  public void vote(String by) {
    told.add(new Told(Told.Kind.VOTE_BY_HAND, by, null));
  }

  @Override
  public void exitAll(String by) {
    told.addFirst(new Told(Told.Kind.EXIT_ALL, by, null));
  }

  @Override
  public void override(String reason) {
    told.addFirst(new Told(Told.Kind.OVERRIDE, reason, null));
  }

  @Override
  public void voted(String vote) {
    told.add(new Told(Told.Kind.VOTED, vote, null));
  }

  @Override
  public void pause(String by) {
    told.add(new Told(Told.Kind.PAUSE, by, null));
  }

  @Override
  public void resume(String by) {
    told.add(new Told(Told.Kind.RESUME, by, null));
  }

  @Override
  public void profile(ProfileChange change) {
    told.add(new Told(Told.Kind.PROFILE, change.by(), change.profile()));
  }

  @Override
  public MandateView mandate() {
    return mandate;
  }

  @Override
  public DeskProgress state() {
    return new DeskProgress(previous, status, cycles, skipped);
  }
}
