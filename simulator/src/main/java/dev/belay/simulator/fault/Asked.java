package dev.belay.simulator.fault;

/**
 * A call, as far as rules and the record of faults are concerned.
 *
 * @param endpoint method and path
 * @param account whose key it carries; empty when it carries none that is known
 * @param apiKey empty when there is none
 * @param clientId of the order it is about; empty when it names none
 */
public record Asked(String endpoint, String account, String apiKey, String clientId) {
  /** Without the key. */
  @Override
  public String toString() {
    return "%s of %s".formatted(endpoint, account);
  }
}
