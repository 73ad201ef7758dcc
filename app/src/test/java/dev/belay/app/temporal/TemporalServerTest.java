package dev.belay.app.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.app.home.BelayHome;
import dev.belay.app.process.ProcessIdentity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class TemporalServerTest {
  private static final Map<String, String> ENVIRONMENT = System.getenv();
  private static final TemporalSettings SETTINGS =
      new TemporalSettings(
          "belay-test", TemporalSettings.REAL_CLOCK_RETENTION, false, List.of(), ENVIRONMENT);
  @TempDir Path folder;

  /** The server that is here; without one there is nothing to test. */
  private static TemporalChoice.Executable local() {
    TemporalChoice choice = ServerForTests.choice();
    Assumptions.assumeTrue(
        choice instanceof TemporalChoice.Executable, "no local Temporal server: " + choice);
    return (TemporalChoice.Executable) choice;
  }

  private static WorkflowServiceStubs connect(TemporalServer server) {
    return WorkflowServiceStubs.newServiceStubs(server.stubsOptions());
  }

  private static WorkflowExecution startWorkflow(WorkflowServiceStubs stubs, String namespace) {
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    return client
        .newUntypedWorkflowStub(
            "Anything",
            WorkflowOptions.newBuilder()
                .setWorkflowId("anything")
                .setTaskQueue("nobody")
                .setTypedSearchAttributes(
                    io.temporal.common.SearchAttributes.newBuilder()
                        .set(SearchAttributeKey.forKeyword("System"), "portfolio")
                        .set(
                            SearchAttributeKey.forOffsetDateTime("AsOf"),
                            OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                        .build())
                .build())
        .start();
  }

  private static boolean running(WorkflowServiceStubs stubs, String namespace) {
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    return client
        .newUntypedWorkflowStub("anything")
        .describe()
        .getStatus()
        .name()
        .endsWith("RUNNING");
  }

  @Test
  void keepsWorkflowsAndPortAcrossARestartAndAKill() throws Exception {
    TemporalChoice.Executable choice = local();
    String target;
    try (BelayHome home = BelayHome.open(folder);
        TemporalServer server = TemporalServer.start(choice, home, SETTINGS)) {
      target = String.valueOf(server.description().target());
      WorkflowServiceStubs stubs = connect(server);
      startWorkflow(stubs, server.namespace());
      assertThat(
              stubs
                  .blockingStub()
                  .describeNamespace(
                      DescribeNamespaceRequest.newBuilder().setNamespace("belay-test").build())
                  .getConfig()
                  .getWorkflowExecutionRetentionTtl()
                  .getSeconds())
          .isEqualTo(Duration.ofDays(14).toSeconds());
      stubs.shutdownNow();
    }

    try (BelayHome home = BelayHome.open(folder);
        LocalTemporal server = LocalTemporal.start(choice, home, SETTINGS)) {
      assertThat(server.description().target()).isEqualTo(target);
      WorkflowServiceStubs stubs = connect(server);
      assertThat(running(stubs, server.namespace())).isTrue();

      long killed = server.pid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      for (int i = 0; i < 200 && server.pid() == killed; i++) {
        Thread.sleep(Duration.ofMillis(50));
      }
      assertThat(server.pid()).isNotEqualTo(killed);
      assertThat(running(stubs, server.namespace())).isTrue();
      stubs.shutdownNow();
    }
  }

  @Test
  void stopsTheServerThatAKilledParentLeft() throws Exception {
    TemporalChoice.Executable choice = local();
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString(),
                choice.path().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long orphan;
    try (var answer = parent.inputReader()) {
      orphan =
          Long.parseLong(
              answer.lines().filter(line -> line.matches("[0-9]+")).findFirst().orElseThrow());
    }
    parent.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (BelayHome home = BelayHome.open(folder);
        TemporalServer server = TemporalServer.start(choice, home, SETTINGS)) {
      assertThat(ProcessHandle.of(orphan).filter(ProcessIdentity::runs)).isEmpty();
      WorkflowServiceStubs stubs = connect(server);
      assertThat(running(stubs, server.namespace())).isTrue();
      stubs.shutdownNow();
    }
  }

  /** Starts a server, says its pid and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      BelayHome home = BelayHome.open(Path.of(args[0]));
      LocalTemporal server =
          LocalTemporal.start(
              new TemporalChoice.Executable(Path.of(args[1]), "", ""), home, SETTINGS);
      startWorkflow(connect(server), server.namespace());
      System.out.println(server.pid());
      Thread.sleep(Duration.ofMinutes(1));
      throw new AssertionError("Expected to be killed, holding " + home);
    }
  }

  @Test
  void theInMemoryServerKnowsTheSearchAttributesAndOpensNoPort() {
    try (BelayHome home = BelayHome.open(folder);
        TemporalServer server =
            TemporalServer.start(new TemporalChoice.Memory("asked for"), home, SETTINGS)) {
      WorkflowServiceStubs stubs = connect(server);
      startWorkflow(stubs, server.namespace());
      assertThat(running(stubs, server.namespace())).isTrue();
      assertThat(server.description().durable()).isFalse();
      assertThat(server.description().target()).isNull();
    }
  }
}
