package dev.belay.workflows;

import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.BelayDataConverter;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;

/** The in-memory server as Belay uses it: its data converter, its search attributes. */
final class TestEnvironments {
  private TestEnvironments() {}

  static TestWorkflowEnvironment create() {
    TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(BelayDataConverter.create())
                        .build())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build())
                .build());
    for (var key :
        new io.temporal.common.SearchAttributeKey<?>[] {
          Attributes.SYSTEM,
          Attributes.AGENT,
          Attributes.SYMBOL,
          Attributes.MODE,
          Attributes.OUTCOME
        }) {
      env.registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    env.registerSearchAttribute(
        Attributes.AS_OF.getName(), IndexedValueType.INDEXED_VALUE_TYPE_DATETIME);
    return env;
  }
}
