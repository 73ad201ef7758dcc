package dev.belay.api.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether all that Belay leans on answers.
 *
 * @param status degraded when any part is
 */
@Schema(name = "Health")
public record Health(
    @Schema(allowableValues = {"ok", "degraded"}) String status,
    Instant at,
    String version,
    String mode,
    String portfolio,
    Part ledger,
    Temporal temporal,
    VenueClock venueClock,
    Feed feed) {

  /** A part that only answers or does not. */
  @Schema(name = "HealthPart")
  public record Part(@Schema(allowableValues = {"ok", "degraded"}) String status, String detail) {}

  /** The Temporal server. */
  @Schema(name = "HealthTemporal")
  public record Temporal(
      String status,
      String detail,
      String kind,
      boolean durable,
      String reason,
      @Nullable String uiAddress) {}

  /** The venue's clock. */
  @Schema(name = "HealthVenueClock")
  public record VenueClock(
      String status,
      String detail,
      @Nullable Instant asOf,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String asOfReason,
      int speed,
      boolean ended) {}

  /** The account feed. */
  @Schema(name = "HealthFeed")
  public record Feed(
      String status,
      String detail,
      @Nullable Double ageSeconds,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ageSecondsReason) {}
}
