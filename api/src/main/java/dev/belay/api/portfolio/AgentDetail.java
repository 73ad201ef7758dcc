package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * An agent in full: its row of the leader board, its money, its roster entry, its positions.
 *
 * @param account its own account at the venue
 * @param cash without what open positions gain or lose
 * @param marginUsed bound by open positions and orders on their way
 * @param realizedPnl gross of fees and funding
 * @param funding received; negative when paid
 * @param voices how many voices of its model it asks
 */
@Schema(name = "AgentDetail")
public record AgentDetail(
    @JsonUnwrapped AgentView row,
    String account,
    Usdt cash,
    Usdt marginUsed,
    Usdt realizedPnl,
    Usdt unrealizedPnl,
    Usdt funding,
    @Schema(allowableValues = {"single", "voting", "weighted", "unanimous"}) String consensus,
    int voices,
    List<Symbol> symbols,
    List<PositionView> positions) {}
