package dev.belay.ledger.read;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Calls of one model by one agent on one market day.
 *
 * @param standIns calls answered by the rule-based stand-in
 * @param latencyMillis of all calls together
 * @param replays how often a recorded call was used instead of another one
 * @param savedUsd what those calls had cost
 */
public record CostRow(
    String agent,
    LocalDate day,
    String model,
    long calls,
    long standIns,
    long tokensIn,
    long tokensOut,
    BigDecimal costUsd,
    long latencyMillis,
    long replays,
    BigDecimal savedUsd) {}
