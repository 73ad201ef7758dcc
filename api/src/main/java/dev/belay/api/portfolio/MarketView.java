package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.api.MarketInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The market and its clock. */
@Schema(name = "Market")
public record MarketView(
    @Schema(allowableValues = {"synthetic", "replay", "live"}) String kind,
    String label,
    @Schema(description = "Not the live market's prices") boolean simulated,
    @Schema(description = "Market time at which it began") Instant from,
    @Schema(description = "Market time at which it ends") @Nullable Instant to,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String toReason,
    @Schema(description = "Market seconds per wall second") int speed,
    @Schema(description = "Market time of the prices used") @Nullable Instant asOf,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String asOfReason,
    @Schema(description = "A replay has come to its end") boolean ended,
    @Schema(description = "Why the prices used are not current; absent when they are")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String problem) {

  static MarketView of(MarketInfo info, QuoteBoard.Board board) {
    return new MarketView(
        info.kind(),
        info.label(),
        info.simulated(),
        info.from(),
        info.to(),
        info.to() == null ? "it has no end" : null,
        info.speed(),
        board.isKnown() ? board.time().now() : null,
        board.isKnown() ? null : "the venue has not answered yet",
        board.time().ended(),
        board.problem());
  }
}
