package dev.belay.api.prompt;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One round of an agent that was not carried out.
 *
 * @param asOf market time
 * @param outcome TRADE, HOLD, REFUSED, ABSTAIN or NO_DECISION: what the replies come to, before
 *     limits
 * @param detail why, for ABSTAIN and NO_DECISION
 * @param elements closes first, then opens, then the rest
 */
@Schema(name = "PromptTest")
public record PromptTest(
    String agent,
    Instant asOf,
    String style,
    String consensus,
    List<Voice> voices,
    String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail,
    String reasoning,
    List<Element> elements) {

  /**
   * A voice that was asked.
   *
   * @param promptVersion the prompt's, with a hash over all its parts
   * @param reply null when the call failed
   * @param costUsd spent, and counted in the day's budget
   */
  @Schema(name = "PromptTestVoice")
  public record Voice(
      String voice,
      String promptVersion,
      String system,
      String user,
      @Nullable String reply,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String replyReason,
      @Nullable String model,
      boolean standIn,
      long tokensIn,
      long tokensOut,
      Usdt costUsd,
      long latencyMs) {}

  /**
   * An element of the decision, judged as if it were the only one.
   *
   * @param raw as the model wrote it
   * @param verdict what would become of it
   * @param refusalCode null where it would not be refused
   */
  @Schema(name = "PromptTestElement")
  public record Element(
      String raw,
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
      @Schema(allowableValues = {"admitted", "refused", "nothing to do"}) String verdict,
      @Nullable String refusalCode,
      @Nullable String refusalDetail) {}
}
