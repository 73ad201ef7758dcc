package dev.belay.activities.venue;

import dev.belay.activities.venue.Venue.Income;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the account feed needs of the ledger. All booking is idempotent. */
public interface FeedBook {

  /** The accounts to watch now. */
  List<String> accounts();

  /** Claimed orders of the account that can still trade, and those that ended a moment ago. */
  List<WatchedOrder> watchedOrders(String account);

  /** The latest trade booked for the account in the symbol; null when there is none. */
  @Nullable Long lastTradeId(String account, Symbol symbol);

  /** Market time of the latest funding booked for the account; null when there is none. */
  @Nullable Instant lastFundingAt(String account);

  /** Whether a trade is booked, or belongs to an order known under this number. */
  boolean knows(String account, Symbol symbol, String venueOrderId);

  void bookFunding(String account, Income funding);

  /**
   * Books a trade the venue made of its own accord, such as a liquidation.
   *
   * @param clientOrderId the venue's own, beginning with {@code autoclose-} or {@code
   *     adl_autoclose}
   * @return the position it changed; empty when the ledger has none there
   */
  Optional<String> bookForeignFill(String account, String clientOrderId, Fill fill);

  /**
   * An order whose trades may come.
   *
   * @param venueOrderId the venue's number of it; null while it is not known
   * @param resting a stop or target, which trades only when a price is touched
   * @param over the ledger has its end: a trade of it that is not booked came late
   */
  record WatchedOrder(
      ClientOrderId id,
      Symbol symbol,
      @Nullable String venueOrderId,
      boolean resting,
      boolean over) {}
}
