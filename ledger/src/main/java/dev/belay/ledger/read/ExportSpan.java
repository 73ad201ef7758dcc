package dev.belay.ledger.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a portfolio is exported.
 *
 * @param agent only of this agent; null for all
 * @param from market time, inclusive
 * @param to market time, exclusive
 */
public record ExportSpan(String portfolio, @Nullable String agent, Instant from, Instant to) {}
