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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One account of an exchange as the accounts of several agents. What is there belongs to the agent
 * whose order it is, or who holds the symbol; what is nobody's is shown to the first agent, so that
 * it becomes a case and not a secret.
 */
public final class SharedVenue implements Venue {
  /** How the one account is called towards the exchange. */
  public static final String EXCHANGE = "exchange";

  private static final String BECAME = "algo-";

  private final Venue exchange;
  private final Shares shares;
  private final Map<String, String> owners;
  private final Asked<List<Resting>> resting;
  private final Asked<List<VenuePosition>> positions;
  private final Asked<Balance> balance;

  public SharedVenue(Venue exchange, Shares shares) {
    this(exchange, shares, new ConcurrentHashMap<>(), false);
  }

  private SharedVenue(
      Venue exchange, Shares shares, Map<String, String> owners, boolean askedOnce) {
    this.exchange = exchange;
    this.shares = shares;
    this.owners = owners;
    this.resting = new Asked<>(() -> exchange.resting(EXCHANGE), askedOnce);
    this.positions = new Asked<>(() -> exchange.positions(EXCHANGE), askedOnce);
    this.balance = new Asked<>(() -> exchange.balance(EXCHANGE), askedOnce);
  }

  /** A question to the exchange whose answer may be kept. */
  private static final class Asked<T> {
    private final Supplier<T> ask;
    private final boolean once;
    private @Nullable T answer;

    Asked(Supplier<T> ask, boolean once) {
      this.ask = ask;
      this.once = once;
    }

    T get() {
      return once ? kept() : ask.get();
    }

    private synchronized T kept() {
      T known = answer;
      if (known == null) {
        known = ask.get();
        answer = known;
      }
      return known;
    }
  }

  @Override
  public void setLeverage(String account, Symbol symbol, int leverage) {
    exchange.setLeverage(EXCHANGE, symbol, leverage);
  }

  @Override
  public SubmitOutcome submit(OrderIntent intent, Runnable whenSent) {
    return exchange.submit(intent, whenSent);
  }

  @Override
  public FindResult find(String account, Symbol symbol, ClientOrderId id, boolean conditional) {
    return exchange.find(EXCHANGE, symbol, id, conditional);
  }

  @Override
  public void cancel(String account, Symbol symbol, ClientOrderId id, boolean conditional) {
    exchange.cancel(EXCHANGE, symbol, id, conditional);
  }

  @Override
  public List<Resting> resting(String account) {
    return resting.get().stream()
        .filter(
            order ->
                shares
                    .ownerOf(order.clientId())
                    .orElseGet(() -> holderOrFirst(order.symbol()))
                    .equals(account))
        .toList();
  }

  @Override
  public List<VenuePosition> positions(String account) {
    return positions.get().stream()
        .filter(position -> holderOrFirst(position.symbol()).equals(account))
        .toList();
  }

  /** The agent's share; what the whole account has too much or too little is the first agent's. */
  @Override
  public Balance balance(String account) {
    Usdt own = shares.cash(account);
    if (!account.equals(first())) {
      return new Balance(own, Usdt.ZERO, own);
    }
    Balance whole = balance.get();
    Usdt wallet = own.plus(whole.wallet().minus(shares.expected()));
    return new Balance(wallet, whole.unrealizedPnl(), whole.available());
  }

  @Override
  public List<Fill> trades(String account, Symbol symbol, @Nullable Long afterTradeId) {
    return exchange.trades(EXCHANGE, symbol, afterTradeId).stream()
        .filter(fill -> owner(symbol, fill.venueOrderId()).equals(account))
        .toList();
  }

  @Override
  public Optional<String> clientIdOf(String account, Symbol symbol, String venueOrderId) {
    return exchange.clientIdOf(EXCHANGE, symbol, venueOrderId);
  }

  @Override
  public List<Income> income(String account, String type, @Nullable Instant from) {
    return exchange.income(EXCHANGE, type, from).stream()
        .filter(
            income ->
                shares
                    .holderAt(income.symbol(), income.at())
                    .orElseGet(this::first)
                    .equals(account))
        .toList();
  }

  /** What is put in is the first agent's to answer for. */
  @Override
  public List<Deposit> deposits(String account, Instant from) {
    return account.equals(first()) ? exchange.deposits(EXCHANGE, from) : List.of();
  }

  /** What rests, is held and is there is asked once, however many agents it is asked for. */
  @Override
  public Venue snapshot() {
    return new SharedVenue(exchange, shares, owners, true);
  }

  private String holderOrFirst(Symbol symbol) {
    return shares.holder(symbol).orElseGet(this::first);
  }

  private String first() {
    return shares.accounts().stream().findFirst().orElse("");
  }

  /** Whose order it is. One of ours stays its agent's, one of nobody's may become an agent's. */
  private String owner(Symbol symbol, String venueOrderId) {
    String key = symbol + "/" + venueOrderId;
    String known = owners.get(key);
    if (known != null) {
      return known;
    }
    Optional<String> owner =
        shares.ownerOf(symbol, venueOrderId).or(() -> ownerByClientId(symbol, venueOrderId));
    owner.ifPresent(account -> owners.put(key, account));
    return owner.orElseGet(() -> holderOrFirst(symbol));
  }

  private Optional<String> ownerByClientId(Symbol symbol, String venueOrderId) {
    String clientId = exchange.clientIdOf(EXCHANGE, symbol, venueOrderId).orElse("");
    return clientId.startsWith(BECAME)
        ? shares.ownerOf(symbol, clientId.substring(BECAME.length()))
        : shares.ownerOf(clientId);
  }
}
