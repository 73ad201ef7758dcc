package dev.belay.activities.venue;

import dev.belay.activities.venue.FeedBook.WatchedOrder;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One look at an account: new trades become hints, funding and foreign trades are booked. */
final class AccountPoll {
  /** A stream may lose an event; what rests is looked at this often all the same. */
  private static final Duration UNASKED = Duration.ofSeconds(30);

  private final Venue venue;
  private final FeedBook book;
  private final FeedListener listener;
  private final AccountFunding funding;
  private final long fundingNanos;
  private final Map<Market, Long> seen = new HashMap<>();
  private final Map<String, Long> looked = new HashMap<>();
  private final Map<String, Long> fundingAsked = new HashMap<>();

  /**
   * What a stream has said.
   *
   * @param orders ours that something happened to; may be empty
   */
  record Hint(Set<ClientOrderId> orders) {
    Hint {
      orders = Set.copyOf(orders);
    }
  }

  private record Market(String account, Symbol symbol) {}

  AccountPoll(Venue venue, FeedBook book, FeedListener listener, Duration fundingInterval) {
    this.venue = venue;
    this.book = book;
    this.listener = listener;
    this.funding = new AccountFunding(venue, book);
    this.fundingNanos = fundingInterval.toNanos();
  }

  /**
   * Looks where there may be something to see. While a stream tells what happens, only orders that
   * trade at any moment are looked at unasked, and everything from time to time.
   *
   * @param streamed the account's stream is live
   * @param hint what it has said since; null for nothing
   */
  void look(String account, boolean streamed, @Nullable Hint hint) {
    List<WatchedOrder> watched = book.watchedOrders(account);
    long now = System.nanoTime();
    Long last = looked.get(account);
    boolean moving = watched.stream().anyMatch(order -> !order.over() && !order.resting());
    boolean late = last == null || now - last > UNASKED.toNanos();
    if (streamed && hint == null && !moving && !late) {
      return;
    }
    look(account, watched);
    if (hint != null) {
      watched.stream()
          .filter(order -> !order.over() && hint.orders().contains(order.id()))
          .forEach(order -> listener.hint(account, order.id()));
    }
    looked.put(account, now);
  }

  private void look(String account, List<WatchedOrder> watched) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    watched.forEach(order -> symbols.add(order.symbol()));
    for (Symbol symbol : symbols) {
      List<WatchedOrder> orders =
          watched.stream().filter(order -> order.symbol().equals(symbol)).toList();
      trades(account, symbol, orders);
    }
    funding(account);
  }

  private void trades(String account, Symbol symbol, List<WatchedOrder> orders) {
    Market market = new Market(account, symbol);
    Long after = later(seen.get(market), book.lastTradeId(account, symbol));
    List<Fill> fresh = new ArrayList<>(venue.trades(account, symbol, after));
    fresh.removeIf(fill -> after != null && fill.tradeId() <= after);
    if (fresh.isEmpty()) {
      return;
    }
    Set<ClientOrderId> hints = new LinkedHashSet<>();
    unexpected(account, symbol, fresh, orders)
        .forEach((number, fills) -> trace(account, symbol, number, fills, orders, hints));
    orders.stream().filter(order -> !order.over()).forEach(order -> hints.add(order.id()));
    hints.forEach(id -> listener.hint(account, id));
    // Only now: what failed half-way is looked at again.
    seen.put(market, fresh.getLast().tradeId());
  }

  /** Trades that no open order is known to have made, by the venue's number of the order. */
  private Map<String, List<Fill>> unexpected(
      String account, Symbol symbol, List<Fill> fills, List<WatchedOrder> orders) {
    Map<String, List<Fill>> found = new LinkedHashMap<>();
    for (Fill fill : fills) {
      String number = fill.venueOrderId();
      boolean over = orders.stream().anyMatch(o -> o.over() && number.equals(o.venueOrderId()));
      if (over || !book.knows(account, symbol, number)) {
        found.computeIfAbsent(number, n -> new ArrayList<>()).add(fill);
      }
    }
    return found;
  }

  /** Books what the venue did of its own accord; hints an order of ours that is over. */
  private void trace(
      String account,
      Symbol symbol,
      String number,
      List<Fill> fills,
      List<WatchedOrder> orders,
      Set<ClientOrderId> hints) {
    String clientId = venue.clientIdOf(account, symbol, number).orElse("");
    if (isVenuesOwn(clientId)) {
      for (Fill fill : fills) {
        book.bookForeignFill(account, clientId, fill).ifPresent(listener::positionChanged);
      }
      return;
    }
    for (WatchedOrder order : orders) {
      boolean its =
          clientId.equals(order.id().value()) || clientId.equals("algo-" + order.venueOrderId());
      if (order.over() && its) {
        hints.add(order.id());
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
    funding.book(account);
    fundingAsked.put(account, now);
  }

  private static @Nullable Long later(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.max(a, b);
  }
}
