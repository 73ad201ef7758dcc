package dev.belay.workflows;

import dev.belay.workflows.wire.BelayDataConverter;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets no workflow through that would break those of its type that run somewhere. */
final class ReplayGate {
  private ReplayGate() {}

  /**
   * Replays a recorded history on workflows as they are now.
   *
   * @param name of the history, for the message
   * @throws AssertionError if it does not replay, saying what to do
   */
  static void replay(String name, String history, Class<?>... implementations) {
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(BelayDataConverter.create())
                        .build())
                .build())) {
      var worker = env.newWorker("replay");
      worker.registerWorkflowImplementationTypes(implementations);
      WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(history), worker);
    } catch (Exception e) {
      throw new AssertionError(
          """
          %s was recorded from this workflow as it was, and does not replay on it as it is now: %s
          Whatever of it runs anywhere would break at its next step. Either keep the old way beside the new one:
            int version = Workflow.getVersion("a-name-for-the-change", Workflow.DEFAULT_VERSION, 1);
            if (version == Workflow.DEFAULT_VERSION) { the old way } else { the new one }
          or, where `Ensure` can rebuild it from the ledger, drain what runs, start it anew, and record its histories on \
          purpose with `./belay record-histories`. docs/contributing.md has the choice."""
              .formatted(name, reason(e)),
          e);
    }
  }

  /**
   * Replays the history of a test; with the property {@code belay.histories} it becomes the one in
   * that folder.
   */
  static void keep(String name, WorkflowExecutionHistory history, Class<?>... implementations)
      throws IOException {
    // Pid and host of whoever ran it say nothing and differ every time.
    String json =
        history
            .toJson(false)
            .replaceAll("\"identity\":\\s*\"[^\"]*\"", "\"identity\":\"belay\"")
            .replaceAll("\"[0-9]+@[^\":]+:", "\"belay:");
    replay(name, json, implementations);
    String folder = System.getProperty("belay.histories");
    if (folder != null) {
      Path file = Path.of(folder).resolve(name + ".json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, json + "\n");
    }
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && cause.getClass().getSimpleName().contains("NonDeterministic")) {
        return message.lines().findFirst().orElse(message);
      }
    }
    return "" + failure.getMessage();
  }
}
