package dev.belay.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MarketTimeTest {
  private static final Instant NOW = Instant.parse("2026-01-05T00:02:30Z");

  @Property
  void theNextPointIsOnTheGridAndAfterBothNowAndThePreviousOne(
      @ForAll @LongRange(min = 1, max = 100_000) long stepSeconds,
      @ForAll @LongRange(min = -100_000, max = 100_000) long previousOffset,
      @ForAll @IntRange(min = 1, max = 1000) int speed) {
    Duration step = Duration.ofSeconds(stepSeconds);
    Instant previous = NOW.plusSeconds(previousOffset);

    Tick tick = new MarketTime(NOW, speed, false).next(step, previous);

    assertThat(tick.asOf()).isAfter(NOW).isAfter(previous);
    assertThat(tick.asOf().toEpochMilli() % step.toMillis()).isZero();
    assertThat(tick.asOf().minus(step)).isBeforeOrEqualTo(NOW.isAfter(previous) ? NOW : previous);
  }

  @Test
  void wallDelayIsMarketTimeDividedBySpeedAndNeverTooShort() {
    assertThat(new MarketTime(NOW, 60, false).wallUntil(NOW.plusSeconds(90)))
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(new MarketTime(NOW, 7, false).wallUntil(NOW.plusMillis(1)))
        .isEqualTo(Duration.ofMillis(1));
    assertThat(new MarketTime(NOW, 7, false).wallUntil(NOW.minusSeconds(1))).isZero();
  }

  @Test
  void aDecisionIsStaleAfterHalfItsIntervalButNeverBeforeTheWallFloor() {
    Duration floor = Duration.ofSeconds(5);
    Instant asOf = Instant.parse("2026-01-05T00:00:00Z");

    assertThat(
            new MarketTime(asOf.plusSeconds(150), 1, false)
                .isStale(asOf, Duration.ofMinutes(5), floor))
        .isFalse();
    assertThat(
            new MarketTime(asOf.plusSeconds(151), 1, false)
                .isStale(asOf, Duration.ofMinutes(5), floor))
        .isTrue();
    assertThat(
            new MarketTime(asOf.plusSeconds(300), 60, false)
                .isStale(asOf, Duration.ofMinutes(5), floor))
        .isFalse();
    assertThat(
            new MarketTime(asOf.plusSeconds(301), 60, false)
                .isStale(asOf, Duration.ofMinutes(5), floor))
        .isTrue();
  }
}
