package dev.belay.activities.book;

import dev.belay.activities.venue.FeedBook;
import dev.belay.activities.venue.Venue;
import dev.belay.domain.book.EntryKind;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Fill;
import dev.belay.ledger.AccountBook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger's side of the account feed. */
public final class LedgerFeedBook implements FeedBook {
  private final AccountBook book;

  public LedgerFeedBook(AccountBook book) {
    this.book = book;
  }

  @Override
  public List<String> accounts() {
    return book.accounts();
  }

  @Override
  public List<WatchedOrder> watchedOrders(String account) {
    return book.watchedOrders(account).stream()
        .map(o -> new WatchedOrder(o.id(), o.symbol(), o.venueOrderId(), o.resting(), o.over()))
        .toList();
  }

  @Override
  public @Nullable Long lastTradeId(String account, Symbol symbol) {
    return book.lastTradeId(account, symbol).orElse(null);
  }

  @Override
  public @Nullable Instant lastFundingAt(String account) {
    return book.lastIncomeAt(account, EntryKind.FUNDING).orElse(null);
  }

  @Override
  public boolean knows(String account, Symbol symbol, String venueOrderId) {
    return book.knows(account, symbol, venueOrderId);
  }

  @Override
  public void bookFunding(String account, Venue.Income funding) {
    book.bookIncome(
        account,
        new AccountBook.Income(
            EntryKind.FUNDING,
            funding.symbol(),
            funding.amount(),
            funding.transactionId(),
            funding.at()));
  }

  @Override
  public Optional<String> bookForeignFill(String account, String clientOrderId, Fill fill) {
    return book.bookForeignFill(account, fill);
  }
}
