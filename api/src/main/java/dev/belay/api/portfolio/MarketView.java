package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.api.MarketInfo;
import dev.belay.api.PriceFeed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The market and its clock.
 *
 * @param simulated not the live market's prices
 * @param from market time at which it began
 * @param to market time at which it ends
 * @param speed market seconds per wall second
 * @param asOf market time of the prices used
 * @param ended a replay has come to its end
 * @param problem why the prices used are not current; absent when they are
 * @param feed how live prices come in; absent where prices are made by the venue
 */
@Schema(name = "Market")
public record MarketView(
    @Schema(allowableValues = {"synthetic", "replay", "live"}) String kind,
    String label,
    boolean simulated,
    Instant from,
    @Nullable Instant to,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String toReason,
    int speed,
    @Nullable Instant asOf,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String asOfReason,
    boolean ended,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String problem,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PriceFeed feed) {

  static MarketView of(MarketInfo info, QuoteBoard.Board board) {
    PriceFeed feed = info.feed();
    String problem = board.problem() != null || feed == null ? board.problem() : feed.problem();
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
        problem,
        feed);
  }
}
