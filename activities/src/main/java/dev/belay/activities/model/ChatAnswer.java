package dev.belay.activities.model;

import java.math.BigDecimal;

/**
 * A completed call.
 *
 * @param text may be empty
 * @param model the name the endpoint answered with
 * @param costUsd by the configured prices
 */
record ChatAnswer(
    String text,
    String model,
    long tokensIn,
    long tokensOut,
    BigDecimal costUsd,
    long latencyMillis) {}
