package dev.belay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When a round's workflow started and closed, by the Temporal server's clock. */
record RoundTimes(Instant start, Instant close) {
  private static final String PREFIX = "round/";
  private static final int PAGE = 500;

  /** Of all rounds that started after a minute before the time and are closed, by round id. */
  static Map<String, RoundTimes> read(Path home, String namespace, Instant from)
      throws IOException {
    JsonNode temporal =
        new ObjectMapper().readTree(home.resolve("runtime.json").toFile()).path("temporal");
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.path("target").asText())
                .build());
    try {
      Map<String, RoundTimes> found = new HashMap<>();
      ByteString next = ByteString.EMPTY;
      do {
        ListWorkflowExecutionsResponse page =
            stubs
                .blockingStub()
                .listWorkflowExecutions(
                    ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(namespace)
                        .setPageSize(PAGE)
                        .setNextPageToken(next)
                        .setQuery(
                            "WorkflowType = 'TradingRound' AND StartTime > '%s'"
                                .formatted(from.minusSeconds(60)))
                        .build());
        for (WorkflowExecutionInfo round : page.getExecutionsList()) {
          if (round.hasCloseTime()) {
            found.put(
                round.getExecution().getWorkflowId().substring(PREFIX.length()),
                new RoundTimes(instant(round.getStartTime()), instant(round.getCloseTime())));
          }
        }
        next = page.getNextPageToken();
      } while (!next.isEmpty());
      return found;
    } finally {
      stubs.shutdownNow();
    }
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
