package dev.belay.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How live prices come in.
 *
 * @param ageSeconds wall time for which the oldest of them has not been confirmed; null before the
 *     first
 * @param streaming whether they are streamed; else they are asked for
 * @param refused messages that were no prices, since the venue's start
 */
@Schema(name = "PriceFeed")
public record PriceFeed(
    @Nullable Double ageSeconds, boolean streaming, long refused, String detail) {
  /** No entry is judged by an older price. */
  public static final Duration OLDEST = Duration.ofSeconds(15);

  /** Whether some symbol's price is too old for an entry. */
  public boolean stale() {
    return ageSeconds == null || ageSeconds > OLDEST.toSeconds();
  }

  /** What is wrong with the prices; null when they are fresh. */
  public @Nullable String problem() {
    return stale() ? detail : null;
  }
}
