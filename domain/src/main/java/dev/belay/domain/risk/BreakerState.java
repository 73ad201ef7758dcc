package dev.belay.domain.risk;

import dev.belay.domain.money.Usdt;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the breakers of an agent remember; stored, so that a restart changes nothing.
 *
 * @param peak greatest equity since it was last measured anew; null before the first mark
 * @param day UTC market day of {@code dayStart}
 * @param dayStart equity at the day's first mark
 * @param lossDay UTC market day on which the daily limit was lost; no opens on it
 * @param pausedUntil market time until which a drawdown pauses the agent
 * @param drawdownAt market time of the last drawdown
 * @param locked a second drawdown came too soon: only an operator resumes
 */
public record BreakerState(
    @Nullable Usdt peak,
    @Nullable LocalDate day,
    @Nullable Usdt dayStart,
    @Nullable LocalDate lossDay,
    @Nullable Instant pausedUntil,
    @Nullable Instant drawdownAt,
    boolean locked) {
  public static final BreakerState NEW =
      new BreakerState(null, null, null, null, null, null, false);

  /** Whether a drawdown keeps the agent from opening at the market time. */
  public boolean isPaused(Instant now) {
    return locked || (pausedUntil != null && now.isBefore(pausedUntil));
  }
}
