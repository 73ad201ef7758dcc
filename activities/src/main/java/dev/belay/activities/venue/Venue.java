package dev.belay.activities.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.workflows.order.VenueActivities.VenuePosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Belay asks of a trading venue. All methods but {@link #submit} throw {@link VenueException}
 * when the venue does not answer, and may be repeated.
 */
public interface Venue {

  /**
   * Gets an account ready for an entry: isolated margin and the leverage. Does nothing where both
   * are known to be set already.
   *
   * @param leverage 1 to the instrument's greatest
   */
  void setLeverage(String account, Symbol symbol, int leverage);

  /**
   * Sends the order, once; the caller must hold the claim. After the intent's {@code sendBy}
   * nothing is sent. Throws nothing of its own: not knowing is a value.
   *
   * @param whenSent runs on this thread when the order is on its way, before the answer is awaited
   */
  SubmitOutcome submit(OrderIntent intent, Runnable whenSent);

  /**
   * @param conditional ask for a conditional order, and for the order it became
   */
  FindResult find(String account, Symbol symbol, ClientOrderId id, boolean conditional);

  /** Asks for cancellation. An order that is not open any more is no error: find it. */
  void cancel(String account, Symbol symbol, ClientOrderId id, boolean conditional);

  /** All that rests at the venue, conditional or not, ours or not. */
  List<Resting> resting(String account);

  /** Client ids of all that rests at the venue, conditional or not, ours or not. */
  default List<String> openOrders(String account) {
    return resting(account).stream().map(Resting::clientId).toList();
  }

  /** Open positions; empty when flat. */
  List<VenuePosition> positions(String account);

  Balance balance(String account);

  /**
   * Trades of a symbol in order of id, at most 1000.
   *
   * @param afterTradeId only later ones; null for the venue's recent ones
   */
  List<Fill> trades(String account, Symbol symbol, @Nullable Long afterTradeId);

  /** The client id of an order the venue numbers so; empty when it does not know it. */
  Optional<String> clientIdOf(String account, Symbol symbol, String venueOrderId);

  /**
   * Payments to and from the account, oldest first, at most 1000.
   *
   * @param type such as FUNDING_FEE
   * @param from market time, inclusive; null for the venue's recent ones
   */
  List<Income> income(String account, String type, @Nullable Instant from);

  /**
   * What its owner put into the account, oldest first, at most 1000.
   *
   * @param from market time, inclusive
   */
  List<Deposit> deposits(String account, Instant from);

  /** The same for one look at several accounts, which need not be asked for one by one. */
  default Venue snapshot() {
    return this;
  }

  /**
   * @param clientId as the venue has it, not always one of ours
   */
  record Resting(String clientId, Symbol symbol) {
    /** Whether the venue placed it: what a triggered stop became, or a liquidation. */
    public boolean isVenuesOwn() {
      return clientId.startsWith("algo-")
          || clientId.startsWith("autoclose-")
          || clientId.startsWith("adl_autoclose");
    }
  }

  /**
   * @param wallet cash without open profit and loss
   * @param available free for new orders
   */
  record Balance(Usdt wallet, Usdt unrealizedPnl, Usdt available) {}

  /**
   * @param amount positive when received
   * @param transactionId unique per type within the account
   * @param at market time
   */
  record Income(Symbol symbol, String type, Usdt amount, String transactionId, Instant at) {}

  /**
   * @param id the venue's
   * @param amount negative when taken out
   * @param at market time
   */
  record Deposit(String id, Usdt amount, Instant at) {}
}
