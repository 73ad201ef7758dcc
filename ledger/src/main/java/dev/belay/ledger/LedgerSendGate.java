package dev.belay.ledger;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SendGate;
import dev.belay.domain.portfolio.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The claim: one row changes from unsent to sent, once for ever, before the first byte leaves. What
 * may not be sent is rejected for ever as well.
 */
public final class LedgerSendGate implements SendGate {
  private static final String EXPIRED = "INTENT_EXPIRED";
  private static final String ENDED = "INTENT_ENDED";

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
          if (order.claimed()) {
            return new Claim.AlreadyClaimed();
          }
          Optional<Claim.Refused> refused = refusal(sql, order, wallNow);
          if (refused.isPresent()) {
            return refuse(sql, order, refused.get(), wallNow);
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
          return new Claim.Granted(order.intent());
        });
  }

  private static Optional<Claim.Refused> refusal(Sql sql, Orders.Stored order, Instant wallNow) {
    OrderIntent intent = order.intent();
    if (order.status().isTerminal()) {
      return Optional.of(
          new Claim.Refused(ENDED, "Expected an order still to be sent, was " + order.status()));
    }
    if (wallNow.isAfter(intent.sendBy())) {
      return Optional.of(
          new Claim.Refused(
              EXPIRED, "Expected to send by %s, it was %s".formatted(intent.sendBy(), wallNow)));
    }
    return intent.leg() == Leg.ENTRY
        ? Funds.halt(sql, order.portfolio())
            .or(() -> EntryHolds.refusal(sql, order.portfolio()))
            .map(LedgerSendGate::forbidden)
        : Optional.empty();
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

  private static Claim.Refused forbidden(Refusal refusal) {
    return new Claim.Refused(refusal.code().name(), refusal.detail());
  }
}
