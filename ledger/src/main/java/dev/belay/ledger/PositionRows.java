package dev.belay.ledger;

import dev.belay.domain.book.PositionSums;
import dev.belay.domain.position.Direction;

/** Reading rows of positions. */
public final class PositionRows {
  private PositionRows() {}

  public static PositionSums sums(Row r) {
    return new PositionSums(
        r.constant("direction", Direction.class),
        r.quantity("quantity_in"),
        r.usdt("notional_in"),
        r.quantity("quantity_out"),
        r.usdt("notional_out"),
        r.usdt("realized_pnl"),
        r.usdt("fees"));
  }
}
