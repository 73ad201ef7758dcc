package dev.belay.api.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
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
    Feed feed,
    Prices prices,
    Reconciled reconciliation,
    Disk disk,
    Database database,
    Notifications notifications) {

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

  /**
   * Live prices.
   *
   * @param status degraded while some are too old to open a position
   * @param ageSeconds wall time for which the oldest has not been confirmed
   */
  @Schema(name = "HealthPrices")
  public record Prices(
      @Schema(allowableValues = {"ok", "degraded"}) String status,
      String detail,
      @Nullable Double ageSeconds,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ageSecondsReason,
      boolean entriesRefused) {}

  /**
   * Whether ledger, venue and workflows agree.
   *
   * @param status degraded while they don't, or while nobody looks
   * @param openCases disagreements that are not mended
   * @param ageSeconds wall time since the last look began
   */
  @Schema(name = "HealthReconciliation")
  public record Reconciled(
      @Schema(allowableValues = {"ok", "degraded"}) String status,
      String detail,
      int openCases,
      @Nullable Double ageSeconds,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ageSecondsReason) {}

  /**
   * The disk of the home.
   *
   * @param status degraded when little is free
   * @param entriesRefused whether so little is free that no position is opened
   */
  @Schema(name = "HealthDisk")
  public record Disk(
      @Schema(allowableValues = {"ok", "degraded"}) String status,
      String detail,
      @Nullable Long freeBytes,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String freeBytesReason,
      boolean entriesRefused) {}

  /**
   * How much room the books take, measured every minute.
   *
   * @param bytes of the whole database
   * @param tables the largest, with their indexes, largest first
   * @param textsKeptDays wall time for which the bodies of prompts and replies are kept
   * @param deletedBodies bodies that retention has deleted
   */
  @Schema(name = "HealthDatabase")
  public record Database(
      String detail,
      @Nullable Long bytes,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String bytesReason,
      List<Table> tables,
      @Nullable Long textsKeptDays,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String textsKeptDaysReason,
      long deletedBodies) {}

  /**
   * Which channels tell people what happens. No secret is in it.
   *
   * @param status degraded while one of them does not answer
   * @param on whether anything is configured
   */
  @Schema(name = "HealthNotifications")
  public record Notifications(
      @Schema(allowableValues = {"ok", "degraded"}) String status,
      String detail,
      boolean on,
      List<Channel> channels) {}

  /**
   * A channel.
   *
   * @param name such as discord, or telegram with the chat's number
   * @param toldAt wall time of the last message it took
   * @param told notifications that it took since this process began
   */
  @Schema(name = "HealthChannel")
  public record Channel(
      String name,
      @Schema(allowableValues = {"ok", "degraded"}) String status,
      String detail,
      @Nullable Instant toldAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String toldAtReason,
      long told) {}

  /** A table with its schema, such as belay.journal. */
  @Schema(name = "HealthTable")
  public record Table(String name, long bytes) {}
}
