package dev.belay.domain.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was decided and stored, before anything is sent. Never changes.
 *
 * @param cause the decision's element (entries) or the position (all else) the id derives from
 * @param quantity base units; null on stops and targets, which close the whole position
 * @param limitPrice of LIMIT orders, else null
 * @param triggerPrice of conditional orders, else null
 * @param leverage of entries, 1 to the instrument's greatest; 0 on orders that reduce
 * @param asOf market time of the decision
 * @param sendBy wall time after which it is never sent
 */
public record OrderIntent(
    ClientOrderId id,
    String account,
    String positionId,
    String cause,
    Leg leg,
    int number,
    Symbol symbol,
    Side side,
    OrderType type,
    @Nullable Quantity quantity,
    @Nullable Price limitPrice,
    @Nullable Price triggerPrice,
    int leverage,
    Instant asOf,
    Instant sendBy) {

  /** Everything but an entry is reduce-only: it can never open or turn a position. */
  @JsonIgnore
  public boolean reduceOnly() {
    return leg.reduces();
  }

  /** A conditional order without a quantity closes whatever the position then holds. */
  @JsonIgnore
  public boolean closesPosition() {
    return quantity == null;
  }
}
