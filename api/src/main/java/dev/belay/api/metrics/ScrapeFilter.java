package dev.belay.api.metrics;

import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Brings the meters up to date before they are read. */
@ServerFilter("/prometheus")
final class ScrapeFilter {
  private final LedgerMeters meters;

  ScrapeFilter(LedgerMeters meters) {
    this.meters = meters;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void refresh() {
    meters.refresh();
  }
}
