package dev.belay.ledger;

import dev.belay.domain.book.SendRule;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.SendGate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The claim: one row changes from unsent to sent, once for ever, before the first byte leaves. What
 * may not be sent is rejected for ever as well.
 */
public final class LedgerSendGate implements SendGate {
  private final Database database;

  public LedgerSendGate(Database database) {
    this.database = database;
  }

  @Override
  public Claim claim(ClientOrderId id, Instant wallNow) {
    return database.write(
        "claim",
        sql -> {
          Orders.lockAccount(sql, id);
          Orders.Stored order = Orders.load(sql, id);
          Claim claim =
              SendRule.judge(
                  order.intent(),
                  order.status(),
                  order.claimed(),
                  () -> forbidden(sql, order.portfolio()),
                  wallNow);
          if (claim instanceof Claim.Refused refused) {
            return refuse(sql, order, refused, wallNow);
          }
          if (claim instanceof Claim.AlreadyClaimed) {
            return claim;
          }
          int claimed =
              sql.update(
                  """
                  UPDATE belay.orders SET sent_at = ?, status = 'SENT'
                    WHERE id = ? AND sent_at IS NULL AND terminal_at IS NULL""",
                  wallNow,
                  id);
          if (claimed == 0) {
            return new Claim.AlreadyClaimed();
          }
          Journal.append(
              sql, order.intent().account(), "claimed", Map.of("order", id.value()), wallNow);
          return claim;
        });
  }

  private static Optional<Claim.Refused> forbidden(Sql sql, String portfolio) {
    return Funds.halt(sql, portfolio)
        .or(() -> EntryHolds.refusal(sql, portfolio))
        .map(refusal -> new Claim.Refused(refusal.code().name(), refusal.detail()));
  }

  /** A refused order is over at once, so that nobody can claim it later. */
  private static Claim refuse(
      Sql sql, Orders.Stored order, Claim.Refused refused, Instant wallNow) {
    if (!order.status().isTerminal()) {
      String reason = refused.code() + ": " + refused.detail();
      sql.update(
          """
          UPDATE belay.orders SET status = 'REJECTED', reason = ?, terminal_at = ?,
                 reserved_cash = 0, reserved_notional = 0
            WHERE id = ?""",
          reason,
          wallNow,
          order.intent().id());
      Journal.append(
          sql,
          order.intent().account(),
          "order",
          Map.of("order", order.intent().id(), "status", "REJECTED", "reason", reason),
          wallNow);
    }
    return refused;
  }
}
