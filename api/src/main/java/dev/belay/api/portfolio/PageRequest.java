package dev.belay.api.portfolio;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param agent only of this agent; null for all
 * @param before only rows older than this one's number; null for the newest
 * @param limit 1 to 500
 */
public record PageRequest(@Nullable String agent, @Nullable Long before, int limit) {
  public static final int MAX_LIMIT = 500;
}
