package dev.belay.ledger.read;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A closed round trip; prices are averages of the fills to 12 significant digits.
 *
 * @param realizedPnl gross
 * @param netPnl after fees and funding
 * @param rMultiple net gain in units of the risk from entry to the first stop; null without risk
 */
public record TradeRow(
    long seq,
    String positionId,
    String agent,
    Symbol symbol,
    Direction direction,
    Quantity quantity,
    Price entryPrice,
    Price exitPrice,
    int leverage,
    Instant openedAt,
    Instant closedAt,
    @Nullable ExitReason exitReason,
    Usdt realizedPnl,
    Usdt fees,
    Usdt funding,
    Usdt netPnl,
    @Nullable Double rMultiple) {}
