package dev.belay.app.temporal;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;

/**
 * The SDK's in-memory server inside this process; it opens no port. What is in flight is lost with
 * the process and rebuilt from the ledger; there is no search and no UI.
 */
final class MemoryTemporal implements TemporalServer {
  private static final boolean TIME_RUNS_BY_THE_CLOCK = true;
  private final TemporalDescription description;
  private final String namespace;
  private final TestServer.InProcessTestServer server;

  private MemoryTemporal(
      TemporalDescription description, String namespace, TestServer.InProcessTestServer server) {
    this.description = description;
    this.namespace = namespace;
    this.server = server;
  }

  static MemoryTemporal start(TemporalChoice.Memory choice, TemporalSettings settings) {
    TestServer.InProcessTestServer server = TestServer.createServer(TIME_RUNS_BY_THE_CLOCK);
    SearchAttributes.ensure(server.getChannel(), settings.namespace());
    var description =
        new TemporalDescription(
            TemporalDescription.Kind.MEMORY, false, choice.reason(), null, null, null, null);
    return new MemoryTemporal(description, settings.namespace(), server);
  }

  @Override
  public TemporalDescription description() {
    return description;
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public WorkflowServiceStubsOptions stubsOptions() {
    return WorkflowServiceStubsOptions.newBuilder().setChannel(server.getChannel()).build();
  }

  @Override
  public void close() {
    server.close();
  }
}
