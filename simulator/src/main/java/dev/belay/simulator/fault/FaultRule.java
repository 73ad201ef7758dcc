package dev.belay.simulator.fault;

import dev.belay.simulator.fault.Fault.AcceptThen5xx;
import dev.belay.simulator.fault.Fault.AcceptThenDrop;
import dev.belay.simulator.fault.Fault.Delay;
import dev.belay.simulator.fault.Fault.DropBefore;
import dev.belay.simulator.fault.Fault.FiltersChange;
import dev.belay.simulator.fault.Fault.HalfOpen;
import dev.belay.simulator.fault.Fault.Invisible;
import dev.belay.simulator.fault.Fault.Lasting;
import dev.belay.simulator.fault.Fault.Refuse5xx;
import dev.belay.simulator.fault.Fault.StopRefused;
import dev.belay.simulator.fault.Fault.TriggeredUnfilled;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls, or tellings of events, meet a fault: those of an endpoint and an account, from the
 * n-th on or by chance.
 *
 * @param endpoint method and path, such as {@code POST /fapi/v1/order}, of events EVENT and the
 *     type, such as {@code EVENT ORDER_TRADE_UPDATE}, or * for all of them
 * @param account name or API key; null for everybody's, also for calls without a key
 * @param nth the first of the matching calls to meet it, from 1; null when chance decides
 * @param probability of each matching call, above 0 and up to 1; null when its number decides
 * @param times how many calls meet it at most; unless given 1 with {@code nth}, and no bound with
 *     {@code probability}
 */
public record FaultRule(
    String endpoint,
    @Nullable String account,
    @Nullable Long nth,
    @Nullable Double probability,
    @Nullable Long times,
    Fault fault) {
  public static final String EVERY = "*";
  private static final String STOP = "POST /fapi/v1/algoOrder";
  private static final Set<String> ORDERS = Set.of("POST /fapi/v1/order", STOP);

  public FaultRule {
    if (endpoint == null || fault == null) {
      throw new IllegalArgumentException("Expected an endpoint and a fault in every rule");
    }
    if ((nth == null) == (probability == null)) {
      throw new IllegalArgumentException("Expected either nth or probability in every rule");
    }
    if (nth != null && nth < 1) {
      throw new IllegalArgumentException("Expected an nth of at least 1, was " + nth);
    }
    if (probability != null && !(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "Expected a probability above 0 and up to 1, was " + probability);
    }
    if (times != null && times < 1) {
      throw new IllegalArgumentException("Expected times of at least 1, was " + times);
    }
    if (!endpoint.equals(EVERY) && Asked.isEvent(endpoint) != fault instanceof Fault.OfEvents) {
      throw new IllegalArgumentException(
          "Expected EVENT and its type for a fault of events, and method and path for any other,"
              + " was %s for %s".formatted(endpoint, fault));
    }
    Set<String> allowed = endpoints(fault);
    if (!allowed.isEmpty() && !allowed.contains(endpoint)) {
      throw new IllegalArgumentException(
          "Expected the endpoint %s for this fault, was %s"
              .formatted(String.join(" or ", allowed.stream().sorted().toList()), endpoint));
    }
  }

  /** Where the fault means something; empty for everywhere. */
  private static Set<String> endpoints(Fault fault) {
    return switch (fault) {
      case StopRefused f -> Set.of(STOP);
      case TriggeredUnfilled f -> Set.of(STOP);
      case Invisible f -> ORDERS;
      case AcceptThenDrop f -> Set.of();
      case AcceptThen5xx f -> Set.of();
      case Refuse5xx f -> Set.of();
      case DropBefore f -> Set.of();
      case Delay f -> Set.of();
      case HalfOpen f -> Set.of();
      case FiltersChange f -> Set.of();
      case Lasting f -> Set.of();
      case Fault.OfEvents f -> Set.of();
    };
  }

  boolean matches(Asked asked) {
    return (endpoint.equals(EVERY) || endpoint.equals(asked.endpoint())) && concerns(asked);
  }

  /** Whether it is a call of the rule's account, or such an event if its fault is one of events. */
  boolean concerns(Asked asked) {
    if (asked.isEvent() != fault instanceof Fault.OfEvents) {
      return false;
    }
    return account == null || account.equals(asked.account()) || account.equals(asked.apiKey());
  }

  long most() {
    if (times != null) {
      return times;
    }
    return nth == null ? Long.MAX_VALUE : 1;
  }
}
