package dev.belay.activities.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.belay.workflows.research.ResearchActivities.SumStep;
import dev.belay.workflows.research.ResearchRun.RunInput;
import dev.belay.workflows.research.ResearchRun.RunResult;
import dev.belay.workflows.research.SweepWorkflowImpl;
import dev.belay.workflows.research.WalkForwardWorkflowImpl;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.BelayDataConverter;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in chunks, with their real workflows, against the same runs in one piece. */
@Timeout(120)
class DurableResearchTest {
  private static final String CODE = "test";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path data = Path.of("");
  private ResultFiles files = new ResultFiles(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    data = folder.resolve("data");
    files = new ResultFiles(folder.resolve("results"));
    CandleFolder.write(data, 3000, "AAAUSDT", "BBBUSDT");
  }

  private Study study(String cash) {
    return Study.of(
        new RunSpec(
            "ema-cross",
            Map.of(),
            data.toString(),
            List.of(Symbol.of("AAAUSDT"), Symbol.of("BBBUSDT")),
            Interval.H1,
            null,
            null,
            false,
            new BigDecimal(cash),
            BigDecimal.TEN,
            BigDecimal.ZERO,
            1,
            false,
            false));
  }

  private static List<Parameters> combinations(Study study) {
    return new Grid(
            study.kind(), Map.of(), List.of(Axis.of("fast=2..6"), Axis.of("slow=10..24..2")))
        .all();
  }

  private static List<Candles> candles(Study study) {
    return study.allCandles(Cores.all());
  }

  private static RunRequest sweep(Study study) {
    return RunRequest.sweep(
        study, candles(study), combinations(study), Objective.FINAL_EQUITY, CODE);
  }

  private static WalkForward.Plan plan(Study study) {
    List<Candles> candles = candles(study);
    Duration day = Duration.ofDays(1);
    return new WalkForward.Plan(
        combinations(study),
        Objective.SHARPE,
        Fold.of(
            candles.getFirst().openTime(0),
            candles.getFirst().closeTime(candles.getFirst().size() - 1),
            new Fold.Plan(
                day.multipliedBy(40),
                day.multipliedBy(10),
                day.multipliedBy(10),
                false,
                Duration.ofHours(12),
                Duration.ofHours(12))));
  }

  private RunResult run(RunRequest request, long chunk, int workers) {
    String hash = files.put(request);
    boolean sweep = request.kind() == RunRequest.Kind.SWEEP;
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(BelayDataConverter.create())
                        .build())
                .build())) {
      for (var key : List.of(Attributes.SYSTEM, Attributes.OUTCOME)) {
        env.registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
      }
      env.newWorker(TaskQueues.RESEARCH)
          .registerWorkflowImplementationTypes(
              SweepWorkflowImpl.class, WalkForwardWorkflowImpl.class);
      env.newWorker(
              TaskQueues.COMPUTE,
              WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(workers).build())
          .registerActivitiesImplementations(new ResearchCompute(files));
      env.start();
      WorkflowStub run =
          env.getWorkflowClient()
              .newUntypedWorkflowStub(
                  sweep ? "Sweep" : "WalkForward",
                  WorkflowOptions.newBuilder()
                      .setWorkflowId("x")
                      .setTaskQueue(TaskQueues.RESEARCH)
                      .build());
      run.start(new RunInput(hash, new Chunks(request.trials(), chunk), 2 * workers));
      return run.getResult(RunResult.class);
    }
  }

  private JsonNode figures(RunResult result) throws IOException {
    return JSON.readTree(files.get(String.valueOf(result.result())).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,2", "40,4", "13,4"})
  void aSweepIsTheSameInAnyChunksByAnyWorkers(long chunk, int workers) throws IOException {
    Study study = study("10000");
    Sweep whole =
        Sweep.of(study, combinations(study), Objective.FINAL_EQUITY, new Cores(1, d -> {}));

    RunResult result = run(sweep(study), chunk, workers);

    assertThat(result.fingerprint()).isEqualTo(whole.fingerprint());
    assertThat(figures(result)).isEqualTo(JSON.readTree(JSON.writeValueAsBytes(whole.figures())));
  }

  @ParameterizedTest
  @CsvSource({"1,2", "17,1", "1000,2", "99,4"})
  void aWalkForwardRunIsTheSameInAnyChunksByAnyWorkers(long chunk, int workers) throws IOException {
    Study study = study("10000");
    WalkForward whole = WalkForward.of(study, plan(study), new Cores(2, d -> {}));
    RunRequest request = RunRequest.walkForward(study, candles(study), plan(study), CODE);

    RunResult result = run(request, chunk, workers);

    assertThat(whole.folds()).hasSizeGreaterThan(5);
    assertThat(result.fingerprint()).isEqualTo(whole.fingerprint());
    assertThat(figures(result)).isEqualTo(JSON.readTree(JSON.writeValueAsBytes(whole.figures())));
    assertThat(files.finished(files.put(request))).contains(String.valueOf(result.result()));
  }

  @Test
  void aResultThatWasDamagedOrDeletedIsComputedAgain() throws IOException {
    Study study = study("10000");
    RunRequest request = sweep(study);
    RunResult first = run(request, 10, 2);
    List<String> chunks = files.noted(files.put(request), new Chunks(request.trials(), 10));
    assertThat(chunks).hasSize(4).doesNotContain(RunInput.NONE);

    Files.delete(file(chunks.get(1)));
    Files.writeString(file(chunks.get(2)), "{}");
    assertThat(files.noted(files.put(request), new Chunks(request.trials(), 10)))
        .containsExactly(chunks.get(0), RunInput.NONE, RunInput.NONE, chunks.get(3));
    Files.writeString(file(String.valueOf(first.result())), "cut off");
    assertThat(files.finished(files.put(request))).isEmpty();

    assertThat(run(request, 10, 2).result()).isEqualTo(first.result());
    assertThat(files.finished(files.put(request))).contains(String.valueOf(first.result()));
  }

  @Test
  void theSumSaysWhichChunksAreNotThere() throws IOException {
    Study study = study("10000");
    RunRequest request = sweep(study);
    run(request, 10, 2);
    String hash = files.put(request);
    List<String> chunks = files.noted(hash, new Chunks(request.trials(), 10));
    Files.writeString(file(chunks.get(2)), "{}");

    var summed = new ResearchCompute(files).rank(new SumStep(hash, 10, chunks));

    assertThat(summed.unusable()).containsExactly(2);
    assertThat(summed.result()).isNull();
  }

  @Test
  void aChunkOfAnotherPlaceIsNotTaken() {
    Study study = study("10000");
    RunRequest request = sweep(study);
    run(request, 10, 2);
    String hash = files.put(request);
    List<String> chunks = files.noted(hash, new Chunks(request.trials(), 10));

    var summed =
        new ResearchCompute(files)
            .rank(
                new SumStep(
                    hash, 10, List.of(chunks.get(1), chunks.get(0), chunks.get(2), chunks.get(3))));

    assertThat(summed.unusable()).containsExactly(0, 1);
  }

  @Test
  void candlesThatHaveChangedSinceAreRefused() throws IOException {
    RunRequest request = sweep(study("10000"));
    CandleFolder.write(data, 2999, "AAAUSDT");

    assertThatThrownBy(() -> run(request, 10, 1))
        .hasStackTraceContaining("but they have changed")
        .hasStackTraceContaining(ResearchCompute.REFUSED);
  }

  @Test
  void aRequestIsNamedByAllThatDecidesWhatComesOut() throws IOException {
    String hash = ResultFiles.hashOf(sweep(study("10000")));

    assertThat(ResultFiles.hashOf(sweep(study("10000.0")))).isEqualTo(hash);
    assertThat(ResultFiles.hashOf(sweep(study("1E+4")))).isEqualTo(hash);
    assertThat(ResultFiles.hashOf(sweep(study("10001")))).isNotEqualTo(hash);
    CandleFolder.write(data, 2999, "BBBUSDT");
    assertThat(ResultFiles.hashOf(sweep(study("10000")))).isNotEqualTo(hash);
  }

  @Test
  void nothingHalfWrittenIsLeft() throws IOException {
    run(sweep(study("10000")), 10, 4);

    try (Stream<Path> left = Files.list(files.folder())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("[0-9a-f]{64}\\.(json|chunks|done)"));
    }
  }

  private Path file(String hash) {
    return files.folder().resolve(hash + ".json");
  }
}
