package dev.belay.activities.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says for every activity with a heartbeat timeout, as long as it runs, that this worker is alive.
 * That the work itself gets on is what its other timeouts are for.
 */
public final class HeartbeatInterceptor extends WorkerInterceptorBase {
  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Beating(next);
  }

  private static final class Beating extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityExecutionContext context;

    Beating(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext of) {
      context = of;
      super.init(of);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityExecutionContext of = context;
      Duration timeout = of == null ? Duration.ZERO : of.getInfo().getHeartbeatTimeout();
      if (of == null || timeout.isZero()) {
        return super.execute(input);
      }
      // Not an interruption, which would break off a beat under way.
      CountDownLatch over = new CountDownLatch(1);
      Thread.ofVirtual().name("heartbeat").start(() -> beat(of, timeout.dividedBy(4), over));
      try {
        return super.execute(input);
      } finally {
        over.countDown();
      }
    }

    private static void beat(
        ActivityExecutionContext context, Duration pause, CountDownLatch over) {
      try {
        do {
          context.heartbeat(null);
        } while (!over.await(pause.toNanos(), TimeUnit.NANOSECONDS));
      } catch (InterruptedException | ActivityCompletionException e) {
        // It is over, or nobody waits for it any more.
      }
    }
  }
}
