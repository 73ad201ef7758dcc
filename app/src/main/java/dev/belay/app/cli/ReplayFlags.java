package dev.belay.app.cli;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which recorded rounds are asked again, and how.
 *
 * @param model null for the agent's own
 * @param prompt a version; null for the recorded prompts
 * @param from market time, inclusive
 * @param to market time, exclusive
 * @param maxUsd what all answers together may cost
 */
public record ReplayFlags(
    String agent,
    @Nullable String model,
    @Nullable String prompt,
    Instant from,
    Instant to,
    BigDecimal maxUsd) {}
