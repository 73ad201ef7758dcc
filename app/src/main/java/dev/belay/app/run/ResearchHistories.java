package dev.belay.app.run;

import dev.belay.activities.research.Cores;
import dev.belay.activities.research.ResultFiles;
import dev.belay.activities.research.RunRequest;
import dev.belay.activities.research.Study;
import dev.belay.activities.research.WalkForward;
import dev.belay.app.research.ResearchWorkers;
import dev.belay.app.run.HistoryScenarios.Recorded;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.research.Chunks;
import dev.belay.domain.research.RunSpec;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.search.Axis;
import dev.belay.engine.search.Grid;
import dev.belay.engine.search.Objective;
import dev.belay.engine.walkforward.Fold;
import dev.belay.workflows.research.ResearchRun.RunInput;
import dev.belay.workflows.research.ResearchRun.RunResult;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs of research whose histories tests replay: small ones, on invented candles. */
final class ResearchHistories {
  private static final int HOURS = 2400;
  private static final long FIRST = 1_640_995_200_000L;

  private final WorkflowClient client;
  private final ResultFiles files;
  private final Study study;
  private final List<Candles> candles;
  private final List<Recorded> recorded = new ArrayList<>();

  private ResearchHistories(WorkflowClient client, Path folder) throws IOException {
    this.client = client;
    this.files = new ResultFiles(folder.resolve("results"));
    this.study = study(folder);
    this.candles = study.allCandles(Cores.all());
  }

  /**
   * Computes for a few seconds.
   *
   * @param folder takes candles and results
   * @return what is worth keeping
   */
  static List<Recorded> run(WorkflowClient client, Path folder) throws IOException {
    ResearchHistories histories = new ResearchHistories(client, folder);
    try (ResearchWorkers workers =
        new ResearchWorkers(client, histories.files, 1, Failpoints.NONE)) {
      histories.compute();
    }
    return histories.recorded;
  }

  private static Study study(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    for (int i = 0; i < HOURS; i++) {
      long price = 1000 + Math.round(100 * Math.sin(i * 0.05)) + i % 7;
      text.append(FIRST + i * 3_600_000L)
          .append(",%d,%d,%d,%d,1\n".formatted(price, price + 9, price - 9, price));
    }
    Files.writeString(data.resolve("AAAUSDT.csv"), text);
    return Study.of(
        new RunSpec(
            "ema-cross",
            Map.of(),
            data.toString(),
            List.of(Symbol.of("AAAUSDT")),
            Interval.H1,
            null,
            null,
            false,
            BigDecimal.valueOf(10_000),
            BigDecimal.TEN,
            BigDecimal.ZERO,
            1,
            false,
            false));
  }

  private List<Parameters> combinations(String fast, String slow) {
    return new Grid(study.kind(), Map.of(), List.of(Axis.of(fast), Axis.of(slow))).all();
  }

  private void compute() {
    RunRequest sweep =
        RunRequest.sweep(
            study,
            candles,
            combinations("fast=2..5", "slow=10..19"),
            Objective.FINAL_EQUITY,
            "recorded");
    Chunks chunks = new Chunks(sweep.trials(), 10);
    String request = files.put(sweep);
    WorkflowStub done = start("Sweep", "done", new RunInput(request, chunks, 2));
    done.getResult(RunResult.class);
    // One result is known, one is believed to be there and is not.
    List<String> known = new ArrayList<>(files.noted(request, chunks));
    known.set(1, RunInput.NONE);
    known.set(2, "0".repeat(64));
    start("Sweep", "lost-result", new RunInput(request, chunks, 2, known, 0))
        .getResult(RunResult.class);

    RunRequest walk = walkForward();
    Chunks many = new Chunks(walk.trials(), 4);
    String second = files.put(walk);
    start("WalkForward", "continued-as-new", new RunInput(second, many, 4))
        .getResult(RunResult.class);
    WorkflowStub paused =
        start("WalkForward", "paused-and-given-up", new RunInput(second, many, 0));
    paused.signal("pace", 1);
    paused.signal("pace", 0);
    paused.signal("cancel");
    paused.getResult(RunResult.class);
  }

  private RunRequest walkForward() {
    Duration day = Duration.ofDays(1);
    Fold.Plan plan =
        new Fold.Plan(
            day.multipliedBy(40),
            day.multipliedBy(15),
            day.multipliedBy(15),
            false,
            Duration.ZERO,
            Duration.ZERO);
    List<Fold> folds =
        Fold.of(candles.getFirst().openTime(0), candles.getFirst().closeTime(HOURS - 1), plan);
    return RunRequest.walkForward(
        study,
        candles,
        new WalkForward.Plan(
            combinations("fast=2..9", "slow=10..19"), Objective.FINAL_EQUITY, folds),
        "recorded");
  }

  private WorkflowStub start(String type, String scenario, RunInput input) {
    String id = "recorded/%s/%s".formatted(type, scenario);
    WorkflowStub run =
        client.newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.RESEARCH)
                .build());
    run.start(input);
    recorded.add(new Recorded(type, scenario, id, null));
    return run;
  }
}
