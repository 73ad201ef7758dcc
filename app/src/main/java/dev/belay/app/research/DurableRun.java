package dev.belay.app.research;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.activities.research.ResultFiles;
import dev.belay.activities.research.RunRequest;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.process.StopRequest;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.domain.market.Candles;
import dev.belay.domain.research.Chunks;
import dev.belay.workflows.research.ResearchRun.Outcome;
import dev.belay.workflows.research.ResearchRun.RunInput;
import dev.belay.workflows.research.ResearchRun.RunResult;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.TaskQueues;
import dev.belay.workflows.wire.WorkflowIds;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command that waits for a sweep or a walk-forward run which goes on when the command dies. */
public final class DurableRun {
  /** The folder of the home's research that has what was computed. */
  public static final String RESULTS = "results";

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> FIGURES =
      new TypeReference<>() {};

  private final Options options;
  private final Map<String, String> environment;
  private final PrintStream err;
  private final RunRequest request;
  private final String hash;
  private final String id;
  private final ResultFiles files;
  private final String word;

  /**
   * @param research the home's folder for research
   * @param workers how many processes compute
   * @param chunk trials a chunk; null for a sensible number
   */
  public record Options(Path research, TemporalMode temporal, int workers, @Nullable Long chunk) {}

  /** Shows figures; what workers have left of them is in the files. */
  public interface Show {
    void show(ResultFiles files, Map<String, @Nullable Object> figures);
  }

  public DurableRun(
      Options options, RunRequest request, Map<String, String> environment, PrintStream err) {
    this.options = options;
    this.environment = environment;
    this.err = err;
    this.request = request;
    this.files = new ResultFiles(options.research().resolve(RESULTS));
    this.hash = ResultFiles.hashOf(request);
    this.id =
        switch (request.kind()) {
          case SWEEP -> WorkflowIds.sweep(hash);
          case WALK_FORWARD -> WorkflowIds.walkForward(hash);
        };
    this.word =
        switch (request.kind()) {
          case SWEEP -> "sweep";
          case WALK_FORWARD -> "walk-forward";
        };
  }

  /** The folder of a command's log. */
  public static Path logs(Path research) {
    return PrivateFiles.folder(ResearchHost.folder(research).resolve("logs"));
  }

  /**
   * Computes what is asked for, goes on with it, watches another command that does, or shows what
   * was computed before.
   *
   * @param candles of the request
   * @param show gets the figures, before anything is stopped
   * @return the exit code
   */
  public int compute(List<Candles> candles, Show show) {
    Optional<String> before = files.finished(hash);
    if (before.isPresent()) {
      say("computed before; nothing is computed again");
      show.show(files, figures(before.get(), null, 0));
      return ExitCode.DONE.code();
    }
    files.put(request);
    StopRequest stop = StopRequest.listen();
    try {
      Optional<RunNote> other = RunNote.read(ResearchHost.folder(options.research()));
      while (other.isPresent()) {
        Optional<ExitCode> code = watch(other.get(), stop, show);
        if (code.isPresent()) {
          return code.get().code();
        }
        other = RunNote.read(ResearchHost.folder(options.research()));
      }
      return own(candles, stop, show).code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }

  private ExitCode own(List<Candles> candles, StopRequest stop, Show show)
      throws InterruptedException {
    try (ResearchHost host = ResearchHost.open(options, files, environment, err)) {
      WorkflowStub run = begin(host.client(), candles);
      host.note(id);
      say("%s, Temporal %s".formatted(id, host.temporal().reason()));
      host.work(options.workers());
      RunResult result = new RunWatch(id, run, this::say).await(stop::requested);
      if (result == null) {
        pause(run);
        return ExitCode.INTERRUPTED;
      }
      return end(result, host.restarts(), show);
    }
  }

  /** Waits for another command that computes it; empty when that has ended on the way. */
  private Optional<ExitCode> watch(RunNote other, StopRequest stop, Show show)
      throws InterruptedException {
    if (!other.workflow().equals(id)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected no other durable run in %s, but process %d computes %s; wait until that is done, stop it with Ctrl-C, or choose another home with --home."
              .formatted(options.research(), other.process().pid(), other.workflow()));
    }
    say("process %d computes it already, waiting for that".formatted(other.process().pid()));
    WorkflowClient client = ResearchHost.client(other, environment);
    try {
      WorkflowStub run = client.newUntypedWorkflowStub(id);
      RunResult result =
          new RunWatch(id, run, this::say).await(() -> stop.requested() || !other.isAlive());
      if (result != null) {
        return Optional.of(end(result, 0, show));
      }
      say(
          stop.requested()
              ? "stopped waiting; process %d goes on".formatted(other.process().pid())
              : "that process has ended, going on with it");
      return stop.requested() ? Optional.of(ExitCode.INTERRUPTED) : Optional.empty();
    } finally {
      client.getWorkflowServiceStubs().shutdownNow();
    }
  }

  private ExitCode end(RunResult result, int restarts, Show show) {
    String file = result.result();
    if (result.outcome() == Outcome.CANCELLED || file == null) {
      say("given up, as another command asked for; the same command goes on with it");
      return ExitCode.FAILED;
    }
    show.show(files, figures(file, result, restarts));
    return ExitCode.DONE;
  }

  /** Starts it, or attaches to it where it is under way, and has it go on. */
  private WorkflowStub begin(WorkflowClient client, List<Candles> candles) {
    Long size = options.chunk();
    Chunks chunks =
        size == null
            ? Chunks.of(request.trials(), request.candlesATrial(candles))
            : new Chunks(request.trials(), size);
    int pace = 2 * Math.max(1, options.workers());
    String title =
        "%s %s · %,d combinations"
            .formatted(word, request.run().strategy(), request.combinations().size());
    WorkflowStub run =
        client.newUntypedWorkflowStub(
            switch (request.kind()) {
              case SWEEP -> "Sweep";
              case WALK_FORWARD -> "WalkForward";
            },
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.RESEARCH)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                // What was given up, has failed, or has lost its files may be asked for again.
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary(title)
                .setStaticDetails(details(chunks))
                .setTypedSearchAttributes(
                    SearchAttributes.newBuilder().set(Attributes.SYSTEM, "research").build())
                .build());
    run.signalWithStart(
        "pace",
        new Object[] {pace},
        new Object[] {new RunInput(hash, chunks, pace, files.noted(hash, chunks), 0)});
    return run;
  }

  private String details(Chunks chunks) {
    return "- request `%s`%n- candles of %s, %s%n- %,d trials in %,d chunks of %,d%n"
        .formatted(
            hash,
            request.run().symbols().size() == 1
                ? request.run().symbols().getFirst()
                : request.run().symbols().size() + " symbols",
            request.run().timeframe(),
            chunks.trials(),
            chunks.count(),
            chunks.size());
  }

  private void pause(WorkflowStub run) {
    try {
      run.signal("pace", 0);
    } catch (WorkflowException | StatusRuntimeException e) {
      // It stands still all the same as soon as there are no workers.
    }
    say("stopped; the same command goes on where it was, with --cancel it is given up");
  }

  /**
   * Gives the run up, if it is under way.
   *
   * @return the exit code
   */
  public int cancel() {
    StopRequest stop = StopRequest.listen();
    Optional<RunNote> other = RunNote.read(ResearchHost.folder(options.research()));
    try {
      if (other.isPresent()) {
        WorkflowClient client = ResearchHost.client(other.get(), environment);
        try {
          return cancel(client, stop, () -> {}).code();
        } finally {
          client.getWorkflowServiceStubs().shutdownNow();
        }
      }
      try (ResearchHost host = ResearchHost.open(options, files, environment, err)) {
        return cancel(host.client(), stop, () -> host.work(1)).code();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }

  private ExitCode cancel(WorkflowClient client, StopRequest stop, Runnable work)
      throws InterruptedException {
    WorkflowStub run = client.newUntypedWorkflowStub(id);
    try {
      run.signal("cancel");
    } catch (WorkflowNotFoundException e) {
      throw new OperatorException(
          ExitCode.NOT_RUNNING,
          "Expected a run of just these flags that is under way, %s, but there is none."
              .formatted(id),
          e);
    }
    work.run();
    RunResult result = new RunWatch(id, run, this::say).await(stop::requested);
    if (result == null) {
      return ExitCode.INTERRUPTED;
    }
    say(
        result.outcome() == Outcome.CANCELLED
            ? "given up; what is computed stays"
            : "done before it could be given up");
    return ExitCode.DONE;
  }

  private Map<String, @Nullable Object> figures(
      String result, @Nullable RunResult computed, int restarts) {
    byte[] bytes =
        files
            .get(result)
            .orElseThrow(
                () ->
                    new OperatorException(
                        ExitCode.FAILED,
                        "Expected the result %s.json in %s, but it is not there or not whole; is that the folder the workers write to? The same command computes it again."
                            .formatted(result, files.folder())));
    try {
      Map<String, @Nullable Object> figures = Json.mapper().readValue(bytes, FIGURES);
      Map<String, @Nullable Object> durable = new LinkedHashMap<>();
      durable.put("workflow", id);
      durable.put("request", hash);
      durable.put("result", result);
      durable.put("computed_before", computed == null);
      if (computed != null) {
        durable.put("workers", options.workers());
        durable.put("worker_restarts", restarts);
        durable.put("chunks", computed.chunks());
        durable.put("computed_ms", computed.computedMillis());
      }
      figures.put("durable", durable);
      return figures;
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected figures in %s.json of %s, but %s; delete it and give the same command again."
              .formatted(result, files.folder(), e.getMessage()),
          e);
    }
  }

  private void say(String line) {
    err.printf("[%s] %s%n", word, line);
  }
}
