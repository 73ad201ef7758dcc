package dev.belay.activities.fault;

import dev.belay.domain.fault.Failpoints;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Passes {@code activity.<type>.before} and {@code .after} around every activity, regular and
 * local, and names workflow and activity in the log's context meanwhile.
 */
public final class FailpointInterceptor extends WorkerInterceptorBase {
  private final Failpoints failpoints;

  public FailpointInterceptor(Failpoints failpoints) {
    this.failpoints = failpoints;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Around(next, failpoints);
  }

  private static final class Around extends ActivityInboundCallsInterceptorBase {
    private final Failpoints failpoints;
    private @Nullable ActivityInfo info;

    Around(ActivityInboundCallsInterceptor next, Failpoints failpoints) {
      super(next);
      this.failpoints = failpoints;
    }

    @Override
    public void init(ActivityExecutionContext context) {
      info = context.getInfo();
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo activity = info;
      if (activity == null) {
        return super.execute(input);
      }
      try (var workflow = MDC.putCloseable("workflowId", activity.getWorkflowId());
          var type = MDC.putCloseable("activity", activity.getActivityType())) {
        String point = "activity." + activity.getActivityType();
        failpoints.hit(point + ".before");
        ActivityOutput output = super.execute(input);
        failpoints.hit(point + ".after");
        return output;
      }
    }
  }
}
