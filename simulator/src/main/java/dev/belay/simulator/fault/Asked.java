package dev.belay.simulator.fault;

/**
 * A call, or the telling of an event, as far as rules and the record of faults are concerned.
 *
 * @param endpoint method and path; of an event EVENT and its type
 * @param account whose key it carries; empty when it carries none that is known
 * @param apiKey empty when there is none
 * @param clientId of the order it is about; empty when it names none
 */
public record Asked(String endpoint, String account, String apiKey, String clientId) {
  private static final String EVENT = "EVENT ";

  /** The telling of an event to one who listens. */
  public static Asked event(String type, String account, String apiKey, String clientId) {
    return new Asked(EVENT + type, account, apiKey, clientId);
  }

  boolean isEvent() {
    return isEvent(endpoint);
  }

  /** Whether it is events that the endpoint names. */
  static boolean isEvent(String endpoint) {
    return endpoint.startsWith(EVENT);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "%s of %s".formatted(endpoint, account);
  }
}
