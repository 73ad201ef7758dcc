package dev.belay.app.run;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.belay.activities.venue.AccountFeed;
import dev.belay.app.cli.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** A worker's figures for Prometheus: its own, the JVM's, and those of Temporal's client. */
final class WorkerMeters implements AutoCloseable {
  private static final double REPORT_SECONDS = 5;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  WorkerMeters(Set<Role> roles) {
    for (Role role : roles) {
      Gauge.builder("belay.worker.role", () -> 1)
          .description("1 for each role of this worker")
          .tag("role", role.toString())
          .strongReference(true)
          .register(registry);
    }
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Where Temporal's client reports to. */
  Scope temporal() {
    return new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(registry))
        .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SECONDS));
  }

  /** Adds how long ago the feed heard from the venue. */
  void watch(AccountFeed feed, InstantSource wall) {
    Gauge.builder(
            "belay.feed.age.seconds",
            () ->
                feed.lastHeard()
                    .map(at -> Duration.between(at, wall.instant()).toMillis() / 1000.0)
                    .orElse(Double.NaN))
        .description("Wall seconds since the account feed last heard from the venue")
        .strongReference(true)
        .register(registry);
  }

  /** All of them, in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
