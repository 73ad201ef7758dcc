package dev.belay.ledger;

import dev.belay.domain.book.PositionBooking;
import dev.belay.domain.book.PositionSums;
import dev.belay.domain.book.Posting;
import dev.belay.domain.order.Fill;
import dev.belay.domain.position.PositionStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Booking fills once each: cash, position and journal. The caller holds the account's lock. */
final class Booking {
  private Booking() {}

  /**
   * Books the fill unless its trade is booked already.
   *
   * @param positionId null when no position of the account is known to belong to it
   * @return whether it was new
   */
  static boolean book(
      Sql sql,
      String portfolio,
      String account,
      Fill fill,
      @Nullable String orderId,
      @Nullable String positionId,
      Instant wallNow) {
    if (!FillRows.insert(sql, account, fill, orderId, positionId, wallNow)) {
      return false;
    }
    Posting posting = Posting.fill(account, Accounts.external(portfolio), fill);
    Cash.post(sql, posting, positionId, wallNow);
    if (positionId != null) {
      grow(sql, positionId, fill, wallNow);
    }
    Map<String, Object> body = new HashMap<>();
    body.put("fill", fill);
    if (orderId != null) {
      body.put("order", orderId);
    }
    if (positionId != null) {
      body.put("position", positionId);
    }
    Journal.append(sql, account, "fill", body, wallNow);
    return true;
  }

  private record Found(PositionSums sums, PositionStatus status) {}

  private static void grow(Sql sql, String positionId, Fill fill, Instant wallNow) {
    Found found =
        sql.one(
            "SELECT * FROM belay.positions WHERE id = ?",
            r -> new Found(PositionRows.sums(r), r.constant("status", PositionStatus.class)),
            positionId);
    PositionSums sums = found.sums().plus(fill);
    sql.update(
        """
        UPDATE belay.positions SET quantity_in = ?, notional_in = ?, quantity_out = ?,
               notional_out = ?, realized_pnl = ?, fees = ?,
               opened_at = least(opened_at, ?), first_booked_at = coalesce(first_booked_at, ?),
               closed_at = CASE WHEN ? THEN
                 (SELECT max(at) FROM belay.fills WHERE position_id = belay.positions.id) END
          WHERE id = ?""",
        sums.quantityIn(),
        sums.notionalIn(),
        sums.quantityOut(),
        sums.notionalOut(),
        sums.realizedPnl(),
        sums.fees(),
        fill.at(),
        wallNow,
        sums.isClosed(),
        positionId);
    PositionStatus after = PositionBooking.afterFill(found.status(), sums);
    if (after != found.status()) {
      revise(sql, positionId, after, wallNow);
    }
  }

  /**
   * A late fill contradicted the recorded end; another position's claim to the symbol stands. One
   * that is held again must have its stop confirmed again, within the time from this fill.
   */
  private static void revise(Sql sql, String positionId, PositionStatus status, Instant wallNow) {
    boolean over = status.isTerminal();
    sql.update(
        """
        UPDATE belay.positions p SET status = ?,
               terminal_at = CASE WHEN ? THEN terminal_at END,
               stop_confirmed_at = CASE WHEN ? THEN stop_confirmed_at END,
               first_booked_at = CASE WHEN ? THEN first_booked_at ELSE ? END
          WHERE id = ? AND NOT EXISTS (
            SELECT FROM belay.positions o WHERE o.account = p.account AND o.symbol = p.symbol
              AND o.id <> p.id AND o.status NOT IN ('CLOSED', 'NOT_OPENED'))""",
        status,
        over,
        over,
        over,
        wallNow,
        positionId);
  }
}
