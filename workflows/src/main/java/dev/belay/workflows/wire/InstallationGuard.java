package dev.belay.workflows.wire;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationFailure;

/** Refuses workflows of another installation, so that an empty ledger never serves old flows. */
public final class InstallationGuard extends WorkerInterceptorBase {
  private final String installation;

  public InstallationGuard(String installation) {
    this.installation = installation;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        if (input.getArguments().length == 1
            && input.getArguments()[0] instanceof BelayInput belay
            && !belay.installation().equals(installation)) {
          throw ApplicationFailure.newNonRetryableFailure(
              "Expected a workflow of installation %s, was one of %s: this Temporal namespace serves another ledger"
                  .formatted(installation, belay.installation()),
              "INSTALLATION_FOREIGN");
        }
        return super.execute(input);
      }
    };
  }
}
