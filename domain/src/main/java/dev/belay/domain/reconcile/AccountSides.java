package dev.belay.domain.reconcile;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One account as each side has it.
 *
 * @param notRunning orders' client ids and positions' ids without a running workflow
 */
public record AccountSides(String account, Ledger ledger, Venue venue, Set<String> notRunning) {
  public AccountSides {
    notRunning = Set.copyOf(notRunning);
  }

  /**
   * @param cash null while capital is on its way to or from the account
   * @param orders those that are not over, and whichever the venue shows
   * @param holdings positions that are not over
   */
  public record Ledger(@Nullable Usdt cash, List<Order> orders, List<Holding> holdings) {
    public Ledger {
      orders = List.copyOf(orders);
      holdings = List.copyOf(holdings);
    }
  }

  /**
   * @param positionOver the position it belongs to is closed, or was never opened
   */
  public record Order(
      String id,
      String positionId,
      Symbol symbol,
      Leg leg,
      OrderStatus status,
      boolean positionOver) {}

  /**
   * @param quantity what is held by booked fills; negative when short
   * @param stopDue it has been held for longer than a stop may take
   */
  public record Holding(String positionId, Symbol symbol, BigDecimal quantity, boolean stopDue) {}

  /**
   * @param wallet cash without open profit and loss
   */
  public record Venue(Usdt wallet, List<Resting> resting, List<Held> held) {
    public Venue {
      resting = List.copyOf(resting);
      held = List.copyOf(held);
    }
  }

  /**
   * @param venuesOwn placed by the venue itself, such as what a triggered stop became
   */
  public record Resting(String clientId, Symbol symbol, boolean venuesOwn) {}

  /**
   * @param quantity negative when short, never zero
   */
  public record Held(Symbol symbol, BigDecimal quantity) {}
}
