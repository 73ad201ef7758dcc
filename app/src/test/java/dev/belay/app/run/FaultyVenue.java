package dev.belay.app.run;

import dev.belay.activities.venue.Venue;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.workflows.order.VenueActivities.VenuePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The real venue behind code that does what must never be done, each once and on the entry of
 * another account. Everything it does goes over the wire.
 */
final class FaultyVenue implements Venue {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** What is done wrong. */
  enum Fault {
    /** The order is sent again, as a client would that retries. */
    SENT_TWICE,
    /** The order goes out under an id drawn by chance. */
    RANDOM_ID,
    /** The answer is lost, and the order taken for one that was refused. */
    UNKNOWN_IGNORED
  }

  /**
   * A fault that took effect.
   *
   * @param id under which the venue knows the order
   */
  record Planted(String account, ClientOrderId id) {}

  private final Venue real;
  private final Deque<Fault> left = new ArrayDeque<>(List.of(Fault.values()));
  private final Map<String, Fault> chosen = new ConcurrentHashMap<>();
  private final Map<Fault, Planted> planted = new ConcurrentHashMap<>();

  FaultyVenue(Venue real) {
    this.real = real;
  }

  /** Those that took effect so far. */
  Map<Fault, Planted> planted() {
    return Map.copyOf(planted);
  }

  /** Whether nothing is done wrong on the account, for ever. */
  boolean leavesAlone(String account) {
    return planted.size() == Fault.values().length && !chosen.containsKey(account);
  }

  @Override
  public SubmitOutcome submit(OrderIntent intent, Runnable whenSent) {
    Fault fault = intent.leg() == Leg.ENTRY ? choose(intent.account()) : null;
    if (fault != null) {
      // A round may enter in two symbols at once; the fault is for one of them.
      synchronized (fault) {
        if (!planted.containsKey(fault)) {
          return wrongly(fault, intent, whenSent);
        }
      }
    }
    return real.submit(intent, whenSent);
  }

  private SubmitOutcome wrongly(Fault fault, OrderIntent intent, Runnable whenSent) {
    return switch (fault) {
      case SENT_TWICE -> twice(intent, whenSent);
      case RANDOM_ID -> underRandomId(intent, whenSent);
      case UNKNOWN_IGNORED -> ignoringUnknown(intent);
    };
  }

  private synchronized @Nullable Fault choose(String account) {
    if (!chosen.containsKey(account) && !left.isEmpty()) {
      chosen.put(account, left.removeFirst());
    }
    return chosen.get(account);
  }

  private SubmitOutcome twice(OrderIntent intent, Runnable whenSent) {
    SubmitOutcome first = real.submit(intent, whenSent);
    // While the first is open the venue itself refuses its id.
    if (shows(intent, found -> found.order().status().isTerminal())
        && real.submit(intent, () -> {}) instanceof SubmitOutcome.Accepted) {
      planted.put(Fault.SENT_TWICE, new Planted(intent.account(), intent.id()));
    }
    return first;
  }

  private SubmitOutcome underRandomId(OrderIntent intent, Runnable whenSent) {
    ClientOrderId random =
        ClientOrderId.derive(
            UUID.randomUUID().toString(), intent.account(), intent.cause(), intent.leg(), 0);
    SubmitOutcome outcome = real.submit(withId(intent, random), whenSent);
    if (outcome instanceof SubmitOutcome.Accepted) {
      planted.put(Fault.RANDOM_ID, new Planted(intent.account(), random));
    }
    return outcome;
  }

  private SubmitOutcome ignoringUnknown(OrderIntent intent) {
    try {
      return real.submit(
          intent,
          () -> {
            throw new AnswerLost();
          });
    } catch (AnswerLost lost) {
      if (shows(intent, found -> true)) {
        planted.put(Fault.UNKNOWN_IGNORED, new Planted(intent.account(), intent.id()));
      }
      return new SubmitOutcome.Rejected("VENUE_NO_ANSWER", "taken for a refusal");
    }
  }

  /** What breaks off a submission whose request is on its way. */
  private static final class AnswerLost extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private boolean shows(OrderIntent intent, Predicate<FindResult.Found> expected) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean conditional = intent.type().isConditional();
    while (System.nanoTime() < end) {
      if (real.find(intent.account(), intent.symbol(), intent.id(), conditional)
              instanceof FindResult.Found found
          && expected.test(found)) {
        return true;
      }
    }
    return false;
  }

  private static OrderIntent withId(OrderIntent intent, ClientOrderId id) {
    return new OrderIntent(
        id,
        intent.account(),
        intent.positionId(),
        intent.cause(),
        intent.leg(),
        intent.number(),
        intent.symbol(),
        intent.side(),
        intent.type(),
        intent.quantity(),
        intent.limitPrice(),
        intent.triggerPrice(),
        intent.leverage(),
        intent.asOf(),
        intent.sendBy());
  }

  @Override
  public void setLeverage(String account, Symbol symbol, int leverage) {
    real.setLeverage(account, symbol, leverage);
  }

  @Override
  public FindResult find(String account, Symbol symbol, ClientOrderId id, boolean conditional) {
    return real.find(account, symbol, id, conditional);
  }

  @Override
  public void cancel(String account, Symbol symbol, ClientOrderId id, boolean conditional) {
    real.cancel(account, symbol, id, conditional);
  }

  @Override
  public List<Resting> resting(String account) {
    return real.resting(account);
  }

  @Override
  public List<VenuePosition> positions(String account) {
    return real.positions(account);
  }

  @Override
  public Balance balance(String account) {
    return real.balance(account);
  }

  @Override
  public List<Fill> trades(String account, Symbol symbol, @Nullable Long afterTradeId) {
    return real.trades(account, symbol, afterTradeId);
  }

  @Override
  public Optional<String> clientIdOf(String account, Symbol symbol, String venueOrderId) {
    return real.clientIdOf(account, symbol, venueOrderId);
  }

  @Override
  public List<Income> income(String account, String type, @Nullable Instant from) {
    return real.income(account, type, from);
  }

  @Override
  public List<Deposit> deposits(String account, Instant from) {
    return real.deposits(account, from);
  }
}
