package dev.belay.workflows.wire;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How each kind of activity is run and retried; the only place where retries are set. */
public final class ActivityProfiles {
  /** Of what may take long: the worker says so often that it is still at it. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** Short idempotent steps on the ledger or the clock: tried until they succeed. */
  public static final LocalActivityOptions LEDGER =
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(15))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(100))
                  .setMaximumInterval(Duration.ofSeconds(2))
                  // Without a number the SDK tries a local activity just once.
                  .setMaximumAttempts(Integer.MAX_VALUE)
                  .build())
          .build();

  /** The one submission of an order: never tried again. */
  public static final ActivityOptions SUBMIT =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.VENUE)
          .setStartToCloseTimeout(Duration.ofSeconds(8))
          .setScheduleToCloseTimeout(Duration.ofSeconds(12))
          // A worker that died with the order is found out sooner, and the venue asked.
          .setHeartbeatTimeout(Duration.ofSeconds(3))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  /** Questions to the venue: harmless, asked until answered. */
  public static final ActivityOptions VENUE_READ =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.VENUE)
          .setStartToCloseTimeout(Duration.ofSeconds(5))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(250))
                  .setMaximumInterval(Duration.ofSeconds(2))
                  .build())
          .build();

  /** Looking at the market for one round: useless when late. */
  public static final ActivityOptions MARKET_DATA =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.MARKET_DATA)
          .setStartToCloseTimeout(Duration.ofSeconds(5))
          .setScheduleToCloseTimeout(Duration.ofSeconds(45))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(250))
                  .setMaximumInterval(Duration.ofSeconds(2))
                  .build())
          .build();

  /** Asking sources outside for a vote: none may hold it up, and each has a time of its own. */
  public static final ActivityOptions EVIDENCE =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.MARKET_DATA)
          .setStartToCloseTimeout(Duration.ofSeconds(30))
          .setScheduleToCloseTimeout(Duration.ofSeconds(60))
          .setHeartbeatTimeout(HEARTBEAT)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(250))
                  .setMaximumInterval(Duration.ofSeconds(2))
                  .build())
          .build();

  /** Moving capital at the venue under an id that is moved once: asked until answered. */
  public static final ActivityOptions TRANSFER = VENUE_READ;

  /** Writing a review: reads a lot, is written once, tried until it is. */
  public static final ActivityOptions REVIEW =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.MARKET_DATA)
          .setStartToCloseTimeout(Duration.ofSeconds(60))
          .setHeartbeatTimeout(HEARTBEAT)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(250))
                  .setMaximumInterval(Duration.ofSeconds(5))
                  .build())
          .build();

  /** Comparing ledger and venue: useless when late, the next one comes within a minute. */
  public static final ActivityOptions RECONCILE =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.VENUE)
          .setStartToCloseTimeout(Duration.ofSeconds(30))
          .setScheduleToCloseTimeout(Duration.ofSeconds(120))
          .setHeartbeatTimeout(HEARTBEAT)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(500))
                  .setMaximumInterval(Duration.ofSeconds(5))
                  .build())
          .build();

  /**
   * A piece of a long computation: it may be done twice, so it is tried again until somebody does
   * it. Not for ever, because one that takes its worker down each time would never let go.
   */
  public static final ActivityOptions COMPUTE =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.COMPUTE)
          .setStartToCloseTimeout(Duration.ofHours(2))
          .setHeartbeatTimeout(HEARTBEAT)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(250))
                  .setMaximumInterval(Duration.ofSeconds(5))
                  .setMaximumAttempts(20)
                  .build())
          .build();

  /** Fetching into a store: what came before a failure is there, and the next hour makes up. */
  public static final ActivityOptions COLLECT =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.MARKET_DATA)
          .setStartToCloseTimeout(Duration.ofMinutes(10))
          .setHeartbeatTimeout(HEARTBEAT)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofSeconds(30))
                  .setMaximumAttempts(10)
                  .build())
          .build();

  private ActivityProfiles() {}

  /**
   * One logical call to a model.
   *
   * @param deadline wall time after which the round goes on without it
   */
  public static ActivityOptions model(Duration deadline) {
    Duration attempt =
        deadline.compareTo(Duration.ofSeconds(60)) < 0 ? deadline : Duration.ofSeconds(60);
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.MODELS)
        .setStartToCloseTimeout(attempt)
        .setScheduleToCloseTimeout(deadline)
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(500))
                .setMaximumInterval(Duration.ofSeconds(10))
                .setMaximumAttempts(3)
                .build())
        .build();
  }
}
