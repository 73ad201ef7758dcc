package dev.belay.api.portfolio;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.read.DecisionRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision.
 *
 * @param id the round's id
 * @param asOf market time it was made for
 * @param at wall time it was recorded
 * @param observationHash null when the market could not be looked at: {@code detail} says why
 */
@Schema(name = "Decision")
public record DecisionView(
    String id,
    String agent,
    Instant asOf,
    Instant at,
    String outcome,
    @Nullable String detail,
    String reasoning,
    @Nullable String observationHash,
    List<Voice> voices,
    List<Element> elements) {

  static DecisionView of(DecisionRow row) {
    return new DecisionView(
        row.id(),
        row.agent(),
        row.asOf(),
        row.recordedAt(),
        row.outcome(),
        row.detail(),
        row.reasoning(),
        row.observationHash(),
        row.voices().stream().map(Voice::of).toList(),
        row.elements().stream().map(Element::of).toList());
  }

  /**
   * One call of the agent's model.
   *
   * @param standIn the rule-based stand-in answered, no model
   * @param failure why there is no reply; null when there is one
   * @param latencyMs milliseconds
   */
  @Schema(name = "Voice")
  public record Voice(
      String voice,
      @Nullable String model,
      boolean standIn,
      @Nullable String failure,
      long tokensIn,
      long tokensOut,
      Usdt costUsd,
      long latencyMs,
      @Nullable String promptHash,
      @Nullable String promptVersion,
      @Nullable String replyHash) {
    static Voice of(DecisionRow.Voice voice) {
      return new Voice(
          voice.voice(),
          voice.model(),
          voice.standIn(),
          voice.failure(),
          voice.tokensIn(),
          voice.tokensOut(),
          Usdt.of(voice.costUsd()),
          voice.latencyMillis(),
          voice.promptHash(),
          voice.promptVersion(),
          voice.replyHash());
    }
  }

  /**
   * One thing decided; refused ones carry no form that could be carried out.
   *
   * @param positionSizeUsd notional
   * @param confidence 0 to 100
   * @param refusal null when it was admitted
   * @param positionId the position it opened or closed
   * @param raw as the model wrote it
   */
  @Schema(name = "Element")
  public record Element(
      String id,
      @Nullable Symbol symbol,
      @Schema(
              implementation = String.class,
              allowableValues = {
                "open_long",
                "open_short",
                "close_long",
                "close_short",
                "hold",
                "wait"
              })
          @Nullable Action action,
      @Nullable Integer leverage,
      @Nullable Usdt positionSizeUsd,
      @Nullable Price stopLoss,
      @Nullable Price takeProfit,
      @Nullable Integer confidence,
      @Nullable Usdt riskUsd,
      @Nullable String reasoning,
      @Nullable RefusalView refusal,
      @Nullable String positionId,
      String raw) {
    static Element of(DecisionRow.Element element) {
      Decision form = element.decision();
      return new Element(
          element.id(),
          element.symbol(),
          element.action(),
          form == null ? null : form.leverage(),
          form == null ? null : form.positionSizeUsd(),
          form == null ? null : form.stopLoss(),
          form == null ? null : form.takeProfit(),
          form == null ? null : form.confidence(),
          form == null ? null : form.riskUsd(),
          form == null ? null : form.reasoning(),
          RefusalView.of(element.refusal()),
          element.positionId(),
          element.raw());
    }
  }

  /**
   * A typed no.
   *
   * @param meaning what the code means
   * @param detail what was expected and what was found
   */
  @Schema(name = "Refusal")
  public record RefusalView(RefusalCode code, String meaning, String detail) {
    static @Nullable RefusalView of(@Nullable Refusal refusal) {
      return refusal == null
          ? null
          : new RefusalView(refusal.code(), refusal.code().meaning(), refusal.detail());
    }
  }
}
