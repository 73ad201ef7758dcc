package dev.belay.simulator.stream;

import dev.belay.simulator.venue.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may listen to what happens to an account: one key each, for an hour of wall time unless it is
 * kept alive. Keys are in memory: the next start has none.
 */
final class ListenKeys {
  private static final long LIFE = Duration.ofMinutes(60).toMillis();

  private final Keys keys = new Keys();
  private final Map<String, ListenKey> byAccount = new ConcurrentHashMap<>();
  private final Map<String, String> accounts = new ConcurrentHashMap<>();

  /**
   * @param until wall time at which it expires
   */
  record ListenKey(String account, String value, long until) {
    /** Without the key. */
    @Override
    public String toString() {
      return "ListenKey[" + account + "]";
    }
  }

  /** The account's key, a new one if it has none, for another hour. */
  synchronized String open(String account, long now) {
    ListenKey known = byAccount.get(account);
    String value = known == null ? keys.next() : known.value();
    byAccount.put(account, new ListenKey(account, value, now + LIFE));
    accounts.put(value, account);
    return value;
  }

  /** The account's key for another hour; empty if it has none. */
  synchronized Optional<String> keep(String account, long now) {
    return byAccount.containsKey(account) ? Optional.of(open(account, now)) : Optional.empty();
  }

  /** The account has none any more; what it was. */
  synchronized Optional<String> close(String account) {
    ListenKey known = byAccount.remove(account);
    if (known == null) {
      return Optional.empty();
    }
    accounts.remove(known.value());
    return Optional.of(known.value());
  }

  /** Ends the keys whose time is over. */
  synchronized List<ListenKey> expire(long now) {
    List<ListenKey> over = new ArrayList<>();
    for (ListenKey each : byAccount.values()) {
      if (each.until() <= now) {
        over.add(each);
      }
    }
    over.forEach(each -> close(each.account()));
    return over;
  }

  /** The key of an account. */
  Optional<String> of(String account) {
    return Optional.ofNullable(byAccount.get(account)).map(ListenKey::value);
  }

  /** Whether somebody's key. */
  boolean knows(String value) {
    return accounts.containsKey(value);
  }
}
