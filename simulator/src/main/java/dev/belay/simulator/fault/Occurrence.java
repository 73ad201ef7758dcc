package dev.belay.simulator.fault;

import org.jspecify.annotations.Nullable;

/**
 * A fault that a call has met.
 *
 * @param number among the plan's, from 1
 * @param rule its place in the plan, from 0
 * @param call the call's number among those that matched the rule
 * @param wallMs when the call arrived, in epoch milliseconds
 * @param marketMs the same in market time
 * @param account empty when the call carried no key that is known
 * @param clientId empty when it named none
 * @param done the HTTP status of what the venue did, though the caller may have been told another
 *     or none; null when it did nothing, or has not yet
 */
public record Occurrence(
    long number,
    int rule,
    Fault fault,
    long call,
    long wallMs,
    long marketMs,
    String endpoint,
    String account,
    String clientId,
    @Nullable Integer done) {
  Occurrence done(int status) {
    return new Occurrence(
        number, rule, fault, call, wallMs, marketMs, endpoint, account, clientId, status);
  }
}
