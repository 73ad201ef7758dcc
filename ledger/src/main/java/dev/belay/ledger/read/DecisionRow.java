package dev.belay.ledger.read;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision.
 *
 * @param id the round's
 * @param asOf market time it was made for
 * @param recordedAt wall time
 */
public record DecisionRow(
    long seq,
    String id,
    String agent,
    Instant asOf,
    String outcome,
    @Nullable String detail,
    String reasoning,
    @Nullable String observationHash,
    Instant recordedAt,
    List<Voice> voices,
    List<Element> elements) {
  public DecisionRow {
    voices = List.copyOf(voices);
    elements = List.copyOf(elements);
  }

  /**
   * @param promptVersion of the style and all it was put together with
   * @param replyHash null when the call failed
   * @param model null when no call was completed
   */
  public record Voice(
      String voice,
      @Nullable String promptHash,
      @Nullable String promptVersion,
      @Nullable String replyHash,
      @Nullable String failure,
      @Nullable String model,
      boolean standIn,
      long tokensIn,
      long tokensOut,
      BigDecimal costUsd,
      long latencyMillis) {}

  /**
   * @param raw as the model wrote it
   * @param decision null when it was refused for its form
   * @param positionId the position it opened or closed
   */
  public record Element(
      String id,
      String raw,
      @Nullable Symbol symbol,
      @Nullable Action action,
      @Nullable Decision decision,
      @Nullable Refusal refusal,
      @Nullable String positionId) {}
}
