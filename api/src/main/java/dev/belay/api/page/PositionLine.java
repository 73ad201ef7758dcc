package dev.belay.api.page;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.ledger.read.PositionRow;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * An open position in a row.
 *
 * @param notional at the mark; null without one
 * @param pnlPct unrealized gain in percent of what was paid for it
 * @param stopPct from the mark to the stop, in percent
 * @param targetPct from the mark to the target, in percent
 */
record PositionLine(
    PositionRow row,
    @Nullable Usdt notional,
    @Nullable Double pnlPct,
    @Nullable Double stopPct,
    @Nullable Double targetPct) {

  static PositionLine of(PositionRow row) {
    Price mark = row.mark();
    Price entry = row.entryPrice();
    return new PositionLine(
        row,
        mark == null ? null : mark.times(row.quantity()),
        mark == null || entry == null
            ? null
            : apart(entry, mark) * (row.direction() == Direction.LONG ? 1 : -1),
        mark == null ? null : apart(mark, row.stop()),
        mark == null || row.target() == null ? null : apart(mark, row.target()));
  }

  private static double apart(Price from, Price to) {
    return to.value()
        .subtract(from.value())
        .divide(from.value(), MathContext.DECIMAL32)
        .multiply(BigDecimal.valueOf(100))
        .doubleValue();
  }
}
