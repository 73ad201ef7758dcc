package dev.belay.workflows;

import static dev.belay.workflows.FakeDesk.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.VoteWindows;
import dev.belay.domain.amplifier.Voter;
import dev.belay.workflows.FakeDesk.FakeVote;
import dev.belay.workflows.amplifier.AmplifierWorkflow;
import dev.belay.workflows.amplifier.AmplifierWorkflow.AmplifierInput;
import dev.belay.workflows.amplifier.AmplifierWorkflow.ProfileChange;
import dev.belay.workflows.amplifier.AmplifierWorkflowImpl;
import dev.belay.workflows.amplifier.DeskActivities.DeskCommand;
import dev.belay.workflows.amplifier.VoteWorkflowImpl;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.TaskQueues;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The desk and its votes in skipped time. */
class AmplifierFlowTest {
  private final TestWorkflowEnvironment env = TestEnvironments.create();
  private volatile Duration ahead = Duration.ZERO;
  private final FakeDesk desk =
      new FakeDesk(() -> Instant.ofEpochMilli(env.currentTimeMillis()).plus(ahead));
  private WorkerFactory factory;

  @BeforeEach
  void start() {
    // Begins just before a window, whatever the time of day.
    Instant now = Instant.ofEpochMilli(env.currentTimeMillis());
    Instant next = VoteWindows.next(now, VoteRules.DEFAULT);
    env.sleep(Duration.between(now, next).minusMinutes(2));
    factory = workers();
  }

  private WorkerFactory workers() {
    WorkerFactory made =
        WorkerFactory.newInstance(
            env.getWorkflowClient(),
            WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    Launcher launcher = new Launcher(env.getWorkflowClient(), "i", "paper");
    var flows = made.newWorker(TaskQueues.ORCHESTRATION, notSticky());
    flows.registerWorkflowImplementationTypes(AmplifierWorkflowImpl.class, VoteWorkflowImpl.class);
    flows.registerActivitiesImplementations(
        desk.new Book(), desk.new Ballots(), desk.new Clock(), desk.new Launches(launcher));
    made.newWorker(TaskQueues.MARKET_DATA, notSticky())
        .registerActivitiesImplementations(desk.new Market(), desk.new Sources());
    made.newWorker(TaskQueues.MODELS, notSticky())
        .registerActivitiesImplementations(desk.new Models());
    made.start();
    return made;
  }

  /** On the in-memory server a dead worker's tasks would wait in its own queue for ever. */
  private static WorkerOptions notSticky() {
    return WorkerOptions.newBuilder()
        .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
        .setUsingVirtualThreads(true)
        .build();
  }

  @AfterEach
  void stop() {
    factory.shutdownNow();
    env.close();
  }

  private AmplifierWorkflow begin() {
    AmplifierWorkflow workflow =
        env.getWorkflowClient()
            .newWorkflowStub(
                AmplifierWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.ORCHESTRATION)
                    .setWorkflowId(WorkflowIds.amplifier(FakeDesk.NAME))
                    .build());
    WorkflowClient.start(workflow::run, AmplifierInput.fresh("i", FakeDesk.NAME));
    return workflow;
  }

  private AmplifierWorkflow running() {
    return env.getWorkflowClient()
        .newWorkflowStub(AmplifierWorkflow.class, WorkflowIds.amplifier(FakeDesk.NAME));
  }

  /** The same from all three. */
  private void all(String vote, String boldness, String confidence) {
    desk.script = (id, voter) -> answer(vote, boldness, confidence);
  }

  private void hours(long hours) {
    env.sleep(Duration.ofHours(hours));
  }

  private void minutes(long minutes) {
    env.sleep(Duration.ofMinutes(minutes));
  }

  private void toTheNextCycle() {
    long millis = env.currentTimeMillis();
    env.sleep(Duration.ofMillis(300_000 - millis % 300_000));
  }

  @Test
  @Tag("long")
  void sevenDaysAreTwoThousandCyclesAndFortyTwoVotesOnTheirGrid() {
    List<String> week = List.of("trade", "hold", "trade", "exit", "trade", "split", "silent");
    Instant first =
        VoteWindows.next(Instant.ofEpochMilli(env.currentTimeMillis()), VoteRules.DEFAULT);
    Function<Instant, String> scripted =
        window -> {
          long n = Duration.between(first, window).dividedBy(Duration.ofHours(4));
          return week.get(Math.floorMod(n, week.size()));
        };
    desk.script =
        (id, voter) -> {
          String wanted = scripted.apply(Instant.parse(id.split("/")[1]));
          return switch (wanted) {
            case "split" ->
                answer(
                    switch (voter) {
                      case MAIN -> "trade";
                      case A -> "exit";
                      case B -> "hold";
                    },
                    "aggressive",
                    "1");
            case "silent" -> voter == Voter.MAIN ? answer("trade", "moderate", "1") : "fails";
            default -> answer(wanted, "moderate", "0.8");
          };
        };
    AmplifierWorkflow workflow = begin();

    hours(24 * 7);

    assertThat(desk.cycles).hasSizeBetween(2_014, 2_018).doesNotHaveDuplicates().isSorted();
    assertThat(desk.cycles).allMatch(asOf -> asOf.getEpochSecond() % 300 == 0);
    assertThat(desk.skipped).containsOnly(0);
    List<FakeVote> scheduled = desk.held(VoteCause.SCHEDULED);
    assertThat(scheduled).hasSize(42);
    assertThat(scheduled)
        .allMatch(v -> v.called.asOf().getEpochSecond() % 14_400 < 60)
        .allMatch(v -> v.fresh);
    assertThat(desk.votes.keySet()).allMatch(id -> id.endsWith("/0"));
    for (FakeVote vote : scheduled) {
      String wanted = scripted.apply(vote.called.window());
      Stance stance = vote.outcome == null ? null : vote.outcome.stance();
      switch (wanted) {
        case "split" -> assertThat(stance).isEqualTo(Stance.HOLD);
        case "silent" -> assertThat(stance).isNull();
        default -> assertThat(stance).isEqualTo(Stance.parse(wanted).orElseThrow());
      }
    }
    assertThat(desk.asks).hasSize(3 * 42).allSatisfy((ballot, n) -> assertThat(n).isEqualTo(1));
    // The first trade and the one after each of six exits fill what the profile has, of its
    // untouched size.
    assertThat(desk.opened).hasSize(3 * 7);
    assertThat(desk.opened).allMatch(p -> p.size().compareTo(FakeDesk.PROFILE_SIZE) == 0);
    assertThat(desk.closed).hasSize(3 * 6).allMatch(c -> c.endsWith(" VOTE"));
    assertThat(workflow.state().cycles()).isEqualTo(desk.cycles.size());
    assertThat(desk.finished).doesNotContain("NO_DATA", "STALE");
  }

  @Test
  void aRunOfManyCyclesStaysShort() {
    begin();
    hours(6);

    var history = env.getWorkflowClient().fetchHistory(WorkflowIds.amplifier(FakeDesk.NAME));
    double aCycle = (double) history.getEvents().size() / desk.cycles.size();
    // 250 cycles a run.
    assertThat(aCycle * 250).isLessThan(10_000);
  }

  @Test
  @Tag("long")
  void thirtyDaysKeepEachRunBelowTenThousandEvents() {
    begin();

    hours(24 * 30);

    assertThat(desk.cycles).hasSizeGreaterThan(8_630);
    List<Integer> runs = new ArrayList<>();
    String run = "";
    do {
      List<HistoryEvent> events =
          env.getWorkflowClient()
              .fetchHistory(WorkflowIds.amplifier(FakeDesk.NAME), run.isEmpty() ? null : run)
              .getEvents();
      runs.add(events.size());
      run =
          events
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
    } while (!run.isEmpty());
    // 250 cycles a run.
    assertThat(runs).hasSizeGreaterThan(8_630 / 250).allMatch(size -> size < 10_000);
  }

  @Test
  void aHoldLeavesPositionsAloneAndIsOverWithItsWindow() {
    begin();
    minutes(30);
    assertThat(desk.open()).hasSize(3);

    all("hold", "moderate", "0.9");
    hours(4);
    assertThat(desk.mandates.getLast().stance()).isEqualTo(Stance.HOLD);
    assertThat(desk.open()).hasSize(3);
    assertThat(desk.factors.getLast()).isZero();

    all("trade", "moderate", "0.9");
    hours(4);
    assertThat(desk.factors.getLast()).isEqualByComparingTo("1");
    running().override("to make room");
    minutes(30);
    assertThat(desk.open()).hasSize(3);
    assertThat(desk.opened.getLast().size()).isEqualByComparingTo(FakeDesk.PROFILE_SIZE);
  }

  @Test
  void sizesAreAlwaysOfTheUntouchedProfile() {
    all("trade", "conservative", "0.9");
    begin();
    hours(13);

    assertThat(desk.factors)
        .allMatch(f -> f.signum() == 0 || f.compareTo(new BigDecimal("0.5")) == 0);
  }

  @Test
  void anExitVoteClosesEverythingAtOnceWithoutWaitingForACycle() {
    begin();
    minutes(30);
    all("exit", "moderate", "0.9");
    running().vote("me");
    env.sleep(Duration.ofSeconds(20));

    assertThat(desk.open()).isEmpty();
    assertThat(desk.closed).hasSize(3).allMatch(c -> c.endsWith(" VOTE"));
    hours(2);
    assertThat(desk.open()).isEmpty();
  }

  @Test
  void theMandateStandsWhereTooFewVotedAndExpiresToHold() {
    begin();
    minutes(30);
    assertThat(running().mandate().mandate()).isNotNull();
    desk.script = (id, voter) -> voter == Voter.B ? answer("exit", "moderate", "1") : "fails";
    hours(4);

    assertThat(desk.open()).hasSize(3);
    assertThat(running().mandate().mandate()).isNull();
    assertThat(running().mandate().why()).contains("expired");
    assertThat(desk.held(VoteCause.SCHEDULED).getLast().refused)
        .containsExactlyInAnyOrder(
            "main MODEL_KEY_REJECTED: no key", "a MODEL_KEY_REJECTED: no key");
  }

  @Test
  void aBallotThatIsMalformedOrSetsSizesAbstains() {
    desk.script =
        (id, voter) ->
            switch (voter) {
              case MAIN -> answer("trade", "aggressive", "0.9");
              case A -> "I would trade with {\"position_size_usd\": 5000}";
              case B ->
                  "{\"vote\":\"trade\",\"aggressiveness\":\"aggressive\",\"confidence\":1,"
                      + "\"reasoning\":\"r\",\"leverage\":20}";
            };
    begin();
    minutes(10);

    FakeVote vote = desk.votes.values().iterator().next();
    assertThat(vote.refused).containsExactlyInAnyOrder("a MALFORMED", "b SETS_SIZE");
    assertThat(vote.outcome).isNotNull();
    assertThat(vote.outcome.decided()).isFalse();
    assertThat(desk.opened).isEmpty();
  }

  @Test
  void withoutNewsAVoteGoesOnAtMostModerate() {
    desk.withoutNews = true;
    all("trade", "aggressive", "1");
    begin();
    minutes(10);

    assertThat(desk.factors.getLast()).isEqualByComparingTo("1");
    desk.withoutNews = false;
    hours(4);
    assertThat(desk.factors.getLast()).isEqualByComparingTo("1.5");
  }

  @Test
  void aMomentumCrashCallsOneVoteThatFetchesNothing() {
    Instant start = Instant.ofEpochMilli(env.currentTimeMillis());
    desk.momentum =
        asOf -> BigDecimal.valueOf(asOf.isBefore(start.plus(Duration.ofHours(1))) ? 70 : 34);
    begin();
    hours(3);

    List<FakeVote> crash = desk.held(VoteCause.MOMENTUM);
    assertThat(crash).hasSize(1);
    assertThat(crash.getFirst().fresh).isFalse();
    assertThat(desk.fetches).isEqualTo(desk.held(VoteCause.SCHEDULED).size());
    assertThat(desk.mandates.getLast().until())
        .isEqualTo(VoteWindows.next(crash.getFirst().called.asOf(), VoteRules.DEFAULT));
  }

  @Test
  void aBurstOfSignalsIsOneVoteAndTheNextWaitsAQuarterOfAnHour() {
    begin();
    minutes(30);
    for (int i = 0; i < 20; i++) {
      running().emergencyRevote("shock " + i);
    }
    minutes(5);
    assertThat(desk.held(VoteCause.SIGNAL)).hasSize(1);
    for (int i = 0; i < 20; i++) {
      running().emergencyRevote("aftershock " + i);
    }
    minutes(6);
    assertThat(desk.held(VoteCause.SIGNAL)).hasSize(1);
    minutes(12);
    List<FakeVote> votes = desk.held(VoteCause.SIGNAL);
    assertThat(votes).hasSize(2);
    assertThat(Duration.between(votes.get(0).called.asOf(), votes.get(1).called.asOf()))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
    hours(1);
    assertThat(desk.held(VoteCause.SIGNAL)).hasSize(2);
  }

  @Test
  void byHandAVoteIsHeldWheneverTheLastOneWas() {
    begin();
    minutes(30);
    for (int i = 0; i < 3; i++) {
      running().vote("me");
      minutes(1);
    }

    assertThat(desk.held(VoteCause.HAND)).hasSize(3);
  }

  @Test
  void theMainAgentsAlarmCallsOneInAQuarterOfAnHour() {
    desk.alarm = asOf -> "the regime changed";
    begin();
    minutes(62);

    assertThat(desk.held(VoteCause.MAIN_AGENT)).hasSizeBetween(3, 5);
  }

  @Test
  void anEmergencyExitIsSupersededByTheNextScheduledVote() {
    begin();
    minutes(30);
    all("exit", "moderate", "0.9");
    running().emergencyRevote("shock");
    minutes(10);
    assertThat(desk.open()).isEmpty();
    all("trade", "moderate", "0.9");
    hours(2);
    assertThat(desk.open()).isEmpty();
    hours(2);
    assertThat(desk.open()).hasSize(3);
  }

  @Test
  void anOverrideClosesEverythingWhateverTheVoteSaysAndOpensNothingInItsCycle() {
    begin();
    minutes(30);
    int before = desk.opened.size();
    AtomicBoolean fell = new AtomicBoolean(true);
    desk.override = asOf -> fell.getAndSet(false) ? "momentum below 30" : null;
    minutes(5);

    assertThat(desk.closed).hasSize(3).allMatch(c -> c.endsWith(" OVERRIDE"));
    assertThat(desk.finished).contains("OVERRIDE");
    assertThat(desk.opened).hasSize(before);
  }

  @Test
  void exitsDontWaitForAScanThatHangs() throws InterruptedException {
    begin();
    minutes(30);
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch scanning = new CountDownLatch(1);
    desk.whileScanning =
        () -> {
          scanning.countDown();
          try {
            boolean unused = hangs.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    // Skipped time stands still while an activity runs.
    toTheNextCycle();
    assertThat(scanning.await(10, TimeUnit.SECONDS)).isTrue();
    int opened = desk.opened.size();

    running().exitAll("me");
    await(() -> desk.open().isEmpty());

    assertThat(hangs.getCount()).isEqualTo(1);
    assertThat(desk.closed).hasSize(3).allMatch(c -> c.endsWith(" COMMAND"));
    desk.whileScanning = () -> {};
    hangs.countDown();
    minutes(10);
    assertThat(desk.opened).hasSize(opened);
    assertThat(desk.open()).isEmpty();
  }

  @Test
  void exitsDontWaitForAModelThatHangs() throws InterruptedException {
    begin();
    minutes(30);
    CountDownLatch hangs = new CountDownLatch(1);
    desk.script =
        (id, voter) -> {
          try {
            boolean unused = hangs.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return answer("trade", "moderate", "1");
        };
    running().vote("me");
    running().exitAll("me");
    await(() -> desk.open().isEmpty());

    assertThat(hangs.getCount()).isEqualTo(1);
    hangs.countDown();
  }

  @Test
  void aLimitClosesEverythingAndOpensNothing() {
    begin();
    minutes(30);
    desk.coolsOff = true;
    int opened = desk.opened.size();
    hours(3);

    assertThat(desk.closed).hasSize(3).allMatch(c -> c.endsWith(" DESK_LIMIT"));
    assertThat(desk.opened).hasSize(opened);
    assertThat(desk.cycles).hasSizeGreaterThan(35);
  }

  @Test
  void aPausedDeskGoesOnLookingAndOpensAgainWhenResumed() {
    begin();
    minutes(3);
    running().pause("me");
    minutes(30);
    assertThat(desk.opened.size()).isLessThanOrEqualTo(1);
    int cycles = desk.cycles.size();
    assertThat(cycles).isGreaterThan(4);
    running().resume("me");
    running().profile(new ProfileChange("aggressive", "me"));
    minutes(30);
    assertThat(desk.open()).hasSize(3);
    assertThat(desk.commands.stream().map(FakeDesk.DeskCommandSeen::kind))
        .containsExactly(DeskCommand.Kind.PAUSE, DeskCommand.Kind.RESUME, DeskCommand.Kind.PROFILE);
  }

  @Test
  void cyclesMissedAreCountedAndNotCarriedOutLater() {
    begin();
    minutes(30);
    int before = desk.cycles.size();
    // As after an outage of the process: the market has gone on meanwhile.
    ahead = Duration.ofHours(1);
    minutes(30);

    assertThat(desk.cycles.size() - before).isBetween(4, 8);
    assertThat(desk.cycles).doesNotHaveDuplicates().isSorted();
    assertThat(desk.skipped.stream().mapToInt(Integer::intValue).sum()).isBetween(9, 13);
    assertThat(running().state().skipped()).isBetween(9L, 13L);
  }

  @Test
  void aStaleCycleDecidesNothing() {
    desk.stale = true;
    begin();
    minutes(30);

    assertThat(desk.scans).isZero();
    assertThat(desk.finished).containsOnly("STALE");
    assertThat(running().state().skipped()).isEqualTo(desk.finished.size());
  }

  @Test
  void aMarketThatIsSilentIsNamedAndTheMainAgentHears() {
    begin();
    minutes(10);
    desk.scanFails = true;
    minutes(20);

    assertThat(desk.finished).contains("NO_DATA");
    assertThat(desk.held(VoteCause.MAIN_AGENT)).isNotEmpty();
  }

  /**
   * What ran here replays, over the end of a run. With {@code -Dbelay.histories=DIR} it is also
   * kept for {@link ReplayTest}.
   */
  @Test
  void whatRanReplays() throws IOException {
    AmplifierWorkflow begun = begin();
    String run = Objects.requireNonNull(WorkflowStub.fromTyped(begun).getExecution()).getRunId();
    minutes(20);
    running().pause("me");
    running().resume("me");
    running().profile(new ProfileChange("aggressive", "me"));
    running().emergencyRevote("shock");
    desk.scanFails = true;
    minutes(5);
    desk.scanFails = false;
    all("exit", "moderate", "0.9");
    running().vote("me");
    minutes(10);
    running().exitAll("me");
    running().override("BTC fell");
    minutes(10);
    String id = WorkflowIds.amplifier(FakeDesk.NAME);
    WorkflowClient client = env.getWorkflowClient();
    keep("Amplifier/told-everything", client.fetchHistory(id));
    hours(24);
    replay("a whole run", client.fetchHistory(id, run).toJson(false));
    replay("the run after it", client.fetchHistory(id).toJson(false));
    keep("Vote/scheduled", vote(VoteCause.SCHEDULED));
    keep("Vote/emergency", vote(VoteCause.SIGNAL));
    keep("Vote/by-hand", vote(VoteCause.HAND));
  }

  private WorkflowExecutionHistory vote(VoteCause cause) {
    return env.getWorkflowClient()
        .fetchHistory(WorkflowIds.vote(desk.held(cause).getFirst().called.id()));
  }

  private static void replay(String name, String json) {
    ReplayGate.replay(name, json, AmplifierWorkflowImpl.class, VoteWorkflowImpl.class);
  }

  private static void keep(String name, WorkflowExecutionHistory history) throws IOException {
    ReplayGate.keep(name, history, AmplifierWorkflowImpl.class, VoteWorkflowImpl.class);
  }

  @Test
  void aWorkerKilledBetweenBallotsAsksOnlyWhoHasNotAnswered() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicBoolean killed = new AtomicBoolean();
    desk.script =
        (id, voter) -> {
          if (voter == Voter.B && !killed.get()) {
            asked.countDown();
            dieWith(killed);
          }
          return answer("trade", "aggressive", "1");
        };
    begin();
    minutes(2);
    await(
        () ->
            asked.getCount() == 0
                && desk.votes.values().stream().anyMatch(v -> v.counted.size() == 2));
    replaceWorkers(killed);
    minutes(5);

    FakeVote vote = desk.votes.values().iterator().next();
    assertThat(vote.counted).hasSize(3);
    assertThat(desk.asks.get(vote.called.id() + " main")).isEqualTo(1);
    assertThat(desk.asks.get(vote.called.id() + " a")).isEqualTo(1);
    assertThat(desk.asks.get(vote.called.id() + " b")).isEqualTo(2);
    assertThat(desk.mandates).hasSize(1);
  }

  @Test
  void aWorkerKilledInTheMiddleOfAnExitFinishesIt() throws InterruptedException {
    begin();
    minutes(30);
    assertThat(desk.open()).hasSize(3);
    String second = desk.open().get(1);
    CountDownLatch closing = new CountDownLatch(1);
    AtomicBoolean killed = new AtomicBoolean();
    desk.whileClosing =
        id ->
            () -> {
              if (id.equals(second) && !killed.get()) {
                closing.countDown();
                dieWith(killed);
              }
            };
    running().exitAll("me");
    await(() -> closing.getCount() == 0);
    assertThat(desk.open()).hasSize(2);
    replaceWorkers(killed);
    minutes(10);

    assertThat(desk.open()).isEmpty();
    assertThat(desk.closed).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aWorkerKilledDuringARevoteHoldsItOnce() throws InterruptedException {
    begin();
    minutes(30);
    CountDownLatch gathering = new CountDownLatch(1);
    AtomicBoolean killed = new AtomicBoolean();
    desk.whileGathering =
        () -> {
          if (!killed.get()) {
            gathering.countDown();
            dieWith(killed);
          }
        };
    running().emergencyRevote("shock");
    await(() -> gathering.getCount() == 0);
    replaceWorkers(killed);
    minutes(5);

    assertThat(desk.held(VoteCause.SIGNAL))
        .singleElement()
        .satisfies(v -> assertThat(v.outcome).isNotNull());
  }

  /** As in a process that is killed: nothing of it is ever heard again. */
  private static void dieWith(AtomicBoolean killed) {
    while (!killed.get()) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    throw new Error("killed");
  }

  private void replaceWorkers(AtomicBoolean killed) {
    factory.shutdownNow();
    killed.set(true);
    factory.awaitTermination(5, TimeUnit.SECONDS);
    factory = workers();
  }

  private static void await(BooleanSupplier so) throws InterruptedException {
    for (int i = 0; i < 200 && !so.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(so.getAsBoolean()).isTrue();
  }
}
