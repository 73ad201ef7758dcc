package dev.belay.domain.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A point on an interval's market-time grid.
 *
 * @param asOf market time of the point
 * @param wallDelay wall time until then
 * @param ended the market has come to its end and will never reach the point
 */
public record Tick(Instant asOf, Duration wallDelay, boolean ended) {}
