package dev.belay.simulator.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What addresses and accounts have used, in windows of the wall clock that begin with each minute
 * and each ten seconds. An address that asks beyond its limit is refused until the minute is over;
 * if it goes on regardless it is banned, twice as long each time.
 */
final class Usage {
  private static final long TEN_SECONDS = 10_000;
  private static final long MINUTE = 60_000;

  /** Refusals after which an address is banned. */
  static final int PATIENCE = 20;

  private static final long FIRST_BAN = 2 * MINUTE;
  private static final long LONGEST_BAN = 3 * 24 * 60 * MINUTE;
  private static final int MOST_ADDRESSES = 10_000;

  private final Map<String, Address> addresses = new ConcurrentHashMap<>();
  private final Map<String, Orders> accounts = new ConcurrentHashMap<>();
  private volatile Limits limits;

  Usage(Limits limits) {
    this.limits = limits;
  }

  Limits limits() {
    return limits;
  }

  /** Other limits from now on; what has been used and who is banned is forgotten. */
  void limit(Limits changed) {
    limits = changed;
    addresses.clear();
    accounts.clear();
  }

  /** Of one address. */
  static final class Address {
    private final Window minute = new Window(MINUTE);
    private int refused;
    private long bannedUntil;
    private long nextBan = FIRST_BAN;

    private synchronized void take(int weight, int limit, long now) {
      if (now < bannedUntil) {
        throw ApiError.tooMany(418, bannedUntil - now);
      }
      int used = minute.add(weight, now);
      if (limit == 0 || used <= limit) {
        refused = 0;
        return;
      }
      refused++;
      if (refused <= PATIENCE) {
        throw ApiError.tooMany(429, minute.left(now));
      }
      refused = 0;
      bannedUntil = now + nextBan;
      nextBan = Math.min(2 * nextBan, LONGEST_BAN);
      throw ApiError.tooMany(418, bannedUntil - now);
    }

    private synchronized int used(long now) {
      return minute.add(0, now);
    }
  }

  /** Of one account. */
  static final class Orders {
    private final Window tenSeconds = new Window(TEN_SECONDS);
    private final Window minute = new Window(MINUTE);

    private synchronized Map<String, String> take(Limits limits, long now) {
      check(tenSeconds, limits.ordersPer10s(), "10 SECOND", now);
      check(minute, limits.ordersPerMinute(), "1 MINUTE", now);
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("x-mbx-order-count-10s", Integer.toString(tenSeconds.add(1, now)));
      headers.put("x-mbx-order-count-1m", Integer.toString(minute.add(1, now)));
      return headers;
    }

    private static void check(Window window, int limit, String name, long now) {
      if (limit != 0 && window.add(0, now) >= limit) {
        throw ApiError.tooManyOrders(limit, name, window.left(now));
      }
    }

    private synchronized void giveBack() {
      tenSeconds.giveBack();
      minute.giveBack();
    }
  }

  /** What has been used since the window began. */
  private static final class Window {
    private final long length;
    private long number;
    private int used;

    Window(long length) {
      this.length = length;
    }

    int add(int amount, long now) {
      long current = now / length;
      if (current != number) {
        number = current;
        used = 0;
      }
      used += amount;
      return used;
    }

    void giveBack() {
      used = Math.max(0, used - 1);
    }

    long left(long now) {
      return length - now % length;
    }
  }

  /**
   * Counts a call.
   *
   * @throws ApiError 429 beyond the limit, 418 while the address is banned
   */
  void take(String address, int weight, long now) {
    if (addresses.size() > MOST_ADDRESSES) {
      addresses.clear();
    }
    addresses.computeIfAbsent(address, a -> new Address()).take(weight, limits.weight(), now);
  }

  /** The weight that an address has used in this minute. */
  int used(String address, long now) {
    Address known = addresses.get(address);
    return known == null ? 0 : known.used(now);
  }

  /**
   * Counts an order that is about to be placed.
   *
   * @param account null when the call is nobody's
   * @return headers that say how many there are now
   * @throws ApiError -1015 beyond the limit
   */
  Map<String, String> order(@Nullable String account, long now) {
    return account == null
        ? Map.of()
        : accounts.computeIfAbsent(account, a -> new Orders()).take(limits, now);
  }

  /** The order was refused, so it does not count. */
  void giveBack(@Nullable String account) {
    Orders orders = account == null ? null : accounts.get(account);
    if (orders != null) {
      orders.giveBack();
    }
  }
}
