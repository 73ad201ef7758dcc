package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** An agent in full: its row of the leader board, its money, its roster entry, its positions. */
@Schema(name = "AgentDetail")
public record AgentDetail(
    @JsonUnwrapped AgentView row,
    @Schema(description = "Its own account at the venue") String account,
    @Schema(description = "Without what open positions gain or lose") Usdt cash,
    @Schema(description = "Bound by open positions and orders on their way") Usdt marginUsed,
    @Schema(description = "Gross of fees and funding") Usdt realizedPnl,
    Usdt unrealizedPnl,
    @Schema(description = "Received; negative when paid") Usdt funding,
    @Schema(allowableValues = {"single", "voting", "weighted", "unanimous"}) String consensus,
    @Schema(description = "How many voices of its model it asks") int voices,
    List<Symbol> symbols,
    List<PositionView> positions) {}
