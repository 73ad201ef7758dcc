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

/** A recorded decision. */
@Schema(name = "Decision")
public record DecisionView(
    @Schema(description = "The round's id") String id,
    String agent,
    @Schema(description = "Market time it was made for") Instant asOf,
    @Schema(description = "Wall time it was recorded") Instant at,
    String outcome,
    @Nullable String detail,
    String reasoning,
    String observationHash,
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

  /** One call of the agent's model. */
  @Schema(name = "Voice")
  public record Voice(
      String voice,
      @Nullable String model,
      @Schema(description = "The rule-based stand-in answered, no model") boolean standIn,
      @Schema(description = "Why there is no reply; null when there is one")
          @Nullable String failure,
      long tokensIn,
      long tokensOut,
      Usdt costUsd,
      @Schema(description = "Milliseconds") long latencyMs,
      @Nullable String promptHash,
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
          voice.replyHash());
    }
  }

  /** One thing decided; refused ones carry no form that could be carried out. */
  @Schema(name = "Element")
  public record Element(
      String id,
      @Nullable Symbol symbol,
      @Nullable Action action,
      @Nullable Integer leverage,
      @Schema(description = "Notional") @Nullable Usdt positionSizeUsd,
      @Nullable Price stopLoss,
      @Nullable Price takeProfit,
      @Schema(description = "0 to 100") @Nullable Integer confidence,
      @Nullable Usdt riskUsd,
      @Nullable String reasoning,
      @Schema(description = "Null when it was admitted") @Nullable RefusalView refusal,
      @Schema(description = "The position it opened or closed") @Nullable String positionId,
      @Schema(description = "As the model wrote it") String raw) {
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

  /** A typed no. */
  @Schema(name = "Refusal")
  public record RefusalView(
      RefusalCode code,
      @Schema(description = "What the code means") String meaning,
      @Schema(description = "What was expected and what was found") String detail) {
    static @Nullable RefusalView of(@Nullable Refusal refusal) {
      return refusal == null
          ? null
          : new RefusalView(refusal.code(), refusal.code().meaning(), refusal.detail());
    }
  }
}
