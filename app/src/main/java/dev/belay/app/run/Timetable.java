package dev.belay.app.run;

import dev.belay.domain.time.MarketTime;
import dev.belay.domain.time.ReviewWeeks;
import dev.belay.workflows.amplifier.CollectWorkflow;
import dev.belay.workflows.amplifier.CollectWorkflow.CollectInput;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflow;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflow.ReviewInput;
import dev.belay.workflows.reconcile.ReconcileWorkflow;
import dev.belay.workflows.reconcile.ReconcileWorkflow.ReconcileInput;
import dev.belay.workflows.wire.LaunchActivities.ReconcileLaunch;
import dev.belay.workflows.wire.TaskQueues;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sees that somebody raises what comes at set times. The weekly review: a Temporal Schedule where
 * market time is the wall clock and the server knows schedules, else the calendar workflow; should
 * both ever do it, the ledger takes one review a week. Reconciliation, which is by the wall clock
 * in every market: a Schedule where the server knows them, else the calendar.
 */
final class Timetable {
  static final Duration RECONCILE_EVERY = Duration.ofSeconds(60);

  private static final Duration COLLECT_EVERY = Duration.ofHours(1);

  /** Market time this close to the wall clock, at its speed, is the wall clock. */
  private static final Duration SAME = Duration.ofMinutes(1);

  private final WorkflowClient client;
  private final Launcher launcher;
  private final String installation;

  Timetable(WorkflowClient client, Launcher launcher, String installation) {
    this.client = client;
    this.launcher = launcher;
    this.installation = installation;
  }

  void ensure(String portfolio, MarketTime market, Instant wallNow, boolean knowsSchedules) {
    boolean weekly = knowsSchedules && isWallClock(market, wallNow);
    if (weekly) {
      schedule("review-" + portfolio, weekly(portfolio));
    }
    if (knowsSchedules) {
      schedule("reconcile-" + portfolio, everyMinute(portfolio));
      launcher.reconcile(new ReconcileLaunch(portfolio, "start"));
    }
    if (!weekly) {
      launcher.calendar("simulated", portfolio, knowsSchedules ? null : RECONCILE_EVERY);
    }
  }

  /** Every hour the store of the desk's universe is brought up to date; the first time at once. */
  void collect(String desk) {
    schedule(
        "collect-" + desk,
        hourly(desk),
        ScheduleOptions.newBuilder().setTriggerImmediately(true).build());
  }

  static boolean isWallClock(MarketTime market, Instant wallNow) {
    return market.speed() == 1
        && !market.ended()
        && Duration.between(market.now(), wallNow).abs().compareTo(SAME) < 0;
  }

  private void schedule(String id, Schedule schedule) {
    schedule(id, schedule, ScheduleOptions.newBuilder().build());
  }

  private void schedule(String id, Schedule schedule, ScheduleOptions options) {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .build());
    try {
      var unused = schedules.createSchedule(id, schedule, options);
    } catch (ScheduleAlreadyRunningException e) {
      // From an earlier start: it stays.
    }
  }

  private Schedule weekly(String portfolio) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(WeeklyReviewWorkflow.class)
                .setArguments(new ReviewInput(installation, portfolio, null, "schedule"))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        // The server appends the time.
                        .setWorkflowId(WorkflowIds.review(portfolio, "scheduled"))
                        .setTaskQueue(TaskQueues.ORCHESTRATION)
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setCalendars(
                    List.of(
                        ScheduleCalendarSpec.newBuilder()
                            .setDayOfWeek(List.of(new ScheduleRange(1)))
                            .build()))
                .setTimeZoneName("UTC")
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(ReviewWeeks.LATEST)
                .build())
        .build();
  }

  private Schedule hourly(String desk) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(CollectWorkflow.class)
                .setArguments(new CollectInput(installation, desk))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.collect(desk, "scheduled"))
                        .setTaskQueue(TaskQueues.ORCHESTRATION)
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                // A little after the hour, when its candles have closed.
                .setIntervals(
                    List.of(new ScheduleIntervalSpec(COLLECT_EVERY, Duration.ofMinutes(2))))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(COLLECT_EVERY.dividedBy(2))
                .build())
        .build();
  }

  private Schedule everyMinute(String portfolio) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(ReconcileWorkflow.class)
                .setArguments(new ReconcileInput(installation, portfolio))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.reconcile(portfolio, "scheduled"))
                        .setTaskQueue(TaskQueues.ORCHESTRATION)
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(RECONCILE_EVERY)))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(RECONCILE_EVERY.dividedBy(2))
                .build())
        .build();
  }
}
