package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.workflows.amplifier.AmplifierWorkflowImpl;
import dev.belay.workflows.amplifier.CollectWorkflowImpl;
import dev.belay.workflows.amplifier.VoteWorkflowImpl;
import dev.belay.workflows.flatten.FlattenWorkflowImpl;
import dev.belay.workflows.order.OrderWorkflowImpl;
import dev.belay.workflows.portfolio.AgentWorkflowImpl;
import dev.belay.workflows.portfolio.CalendarWorkflowImpl;
import dev.belay.workflows.portfolio.PortfolioWorkflowImpl;
import dev.belay.workflows.portfolio.RebalanceWorkflowImpl;
import dev.belay.workflows.portfolio.TradingRoundWorkflowImpl;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflowImpl;
import dev.belay.workflows.position.PositionWorkflowImpl;
import dev.belay.workflows.reconcile.ReconcileWorkflowImpl;
import dev.belay.workflows.research.SweepWorkflowImpl;
import dev.belay.workflows.research.WalkForwardWorkflowImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays histories recorded from a real server. One that no longer replays means that workflows
 * running anywhere would break: guard the change with {@code Workflow.getVersion}, or drain and
 * start anew, and refresh the histories on purpose with {@code ./belay record-histories}.
 */
class ReplayTest {
  private static final Path HISTORIES = Path.of("src/test/resources/histories");
  private static final List<String> SCENARIOS =
      List.of(
          "Agent/continued-as-new",
          "Agent/paused-and-resumed",
          // Those of the amplifier are recorded from the in-memory server, by AmplifierFlowTest and
          // CollectFlowTest.
          "Amplifier/told-everything",
          "Collect/some-failed",
          "Flatten/flat",
          "Order/exit-filled",
          "Order/filled-market",
          "Order/looked-at-after-its-end",
          "Order/stop-canceled",
          "Order/stop-expired",
          "Order/stop-filled",
          "Portfolio/marks-and-emergency-exit",
          "Position/closed-by-decision",
          "Position/closed-by-flatten",
          "Position/closed-by-stop",
          "Position/closed-by-target",
          // Recorded with the code of before "busy-venue"; can't be recorded again.
          "Position/met-a-busy-venue-before-its-version",
          "Reconcile/equal",
          "Reconcile/mended",
          "Sweep/done",
          "Sweep/lost-result",
          "TradingRound/consensus",
          "TradingRound/hold",
          "TradingRound/trade",
          "Vote/by-hand",
          "Vote/emergency",
          "Vote/scheduled",
          "WalkForward/continued-as-new",
          "WalkForward/paused-and-given-up");

  @TestFactory
  Stream<DynamicTest> everyRecordedHistoryReplays() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORIES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(name(file), () -> replay(file)));
    }
  }

  @Test
  void everyScenarioHasARecordedHistory() {
    assertThat(SCENARIOS)
        .allSatisfy(scenario -> assertThat(HISTORIES.resolve(scenario + ".json")).exists());
  }

  private static void replay(Path file) throws IOException {
    ReplayGate.replay(
        name(file),
        Files.readString(file),
        AgentWorkflowImpl.class,
        AmplifierWorkflowImpl.class,
        CalendarWorkflowImpl.class,
        CollectWorkflowImpl.class,
        FlattenWorkflowImpl.class,
        OrderWorkflowImpl.class,
        PortfolioWorkflowImpl.class,
        PositionWorkflowImpl.class,
        RebalanceWorkflowImpl.class,
        ReconcileWorkflowImpl.class,
        SweepWorkflowImpl.class,
        TradingRoundWorkflowImpl.class,
        VoteWorkflowImpl.class,
        WalkForwardWorkflowImpl.class,
        WeeklyReviewWorkflowImpl.class);
  }

  private static String name(Path file) {
    return HISTORIES.relativize(file).toString();
  }
}
