package dev.belay.api.portfolio;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param fund whose it is: the amplifier's desk has books of its own; null for the portfolio
 * @param agent only of this agent; null for all
 * @param before only rows older than this one's number; null for the newest
 * @param limit 1 to 500
 */
public record PageRequest(
    @Nullable String fund, @Nullable String agent, @Nullable Long before, int limit) {
  public static final int MAX_LIMIT = 500;
}
