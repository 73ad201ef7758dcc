package dev.belay.api.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;

/** One word each for who looks after processes, such as Kubernetes. They need no token. */
@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
@Hidden
final class ProbeController {
  private final HealthReader health;

  ProbeController(HealthReader health) {
    this.health = health;
  }

  /** Answered by a process that lives. */
  @Get("/liveness")
  Map<String, String> liveness() {
    return Map.of("status", "up");
  }

  /** 503 while the ledger does not answer. */
  @Get("/readiness")
  HttpResponse<Map<String, String>> readiness() {
    return health.isReady()
        ? HttpResponse.ok(Map.of("status", "up"))
        : HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "down"));
  }
}
