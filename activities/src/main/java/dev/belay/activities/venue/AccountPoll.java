package dev.belay.activities.venue;

import dev.belay.activities.venue.FeedBook.OpenOrder;
import dev.belay.activities.venue.Venue.Income;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Fill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One look at an account: new trades become hints, funding and foreign trades are booked. */
final class AccountPoll {
  static final String FUNDING = "FUNDING_FEE";

  private final Venue venue;
  private final FeedBook book;
  private final FeedListener listener;
  private final long fundingNanos;
  private final Map<Market, Long> seen = new HashMap<>();
  private final Map<String, Long> fundingAsked = new HashMap<>();

  private record Market(String account, Symbol symbol) {}

  AccountPoll(Venue venue, FeedBook book, FeedListener listener, Duration fundingInterval) {
    this.venue = venue;
    this.book = book;
    this.listener = listener;
    this.fundingNanos = fundingInterval.toNanos();
  }

  void look(String account) {
    List<OpenOrder> open = book.openOrders(account);
    Set<Symbol> symbols = new LinkedHashSet<>();
    open.forEach(order -> symbols.add(order.symbol()));
    for (Symbol symbol : symbols) {
      trades(account, symbol, open);
    }
    funding(account);
  }

  private void trades(String account, Symbol symbol, List<OpenOrder> open) {
    Market market = new Market(account, symbol);
    Long after = later(seen.get(market), book.lastTradeId(account, symbol));
    List<Fill> fresh = new ArrayList<>(venue.trades(account, symbol, after));
    fresh.removeIf(fill -> after != null && fill.tradeId() <= after);
    if (fresh.isEmpty()) {
      return;
    }
    bookForeign(account, symbol, fresh);
    for (OpenOrder order : open) {
      if (order.symbol().equals(symbol)) {
        listener.hint(account, order.id());
      }
    }
    // Only now: what failed half-way is looked at again.
    seen.put(market, fresh.getLast().tradeId());
  }

  private void bookForeign(String account, Symbol symbol, List<Fill> fills) {
    Map<String, Optional<String>> clientIds = new HashMap<>();
    for (Fill fill : fills) {
      String number = fill.venueOrderId();
      if (!book.knows(account, symbol, number)) {
        Optional<String> clientId =
            clientIds.computeIfAbsent(number, n -> venue.clientIdOf(account, symbol, n));
        clientId
            .filter(AccountPoll::isVenuesOwn)
            .flatMap(id -> book.bookForeignFill(account, id, fill))
            .ifPresent(listener::positionChanged);
      }
    }
  }

  private static boolean isVenuesOwn(String clientId) {
    return clientId.startsWith("autoclose-") || clientId.startsWith("adl_autoclose");
  }

  private void funding(String account) {
    long now = System.nanoTime();
    Long asked = fundingAsked.get(account);
    if (asked != null && now - asked < fundingNanos) {
      return;
    }
    for (Income income : venue.income(account, FUNDING, book.lastFundingAt(account))) {
      if (income.type().equals(FUNDING)) {
        book.bookFunding(account, income);
      }
    }
    fundingAsked.put(account, now);
  }

  private static @Nullable Long later(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.max(a, b);
  }
}
