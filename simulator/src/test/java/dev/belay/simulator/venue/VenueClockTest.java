package dev.belay.simulator.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VenueClockTest {
  private static final long START = 1_000_000;

  private final Wall wall = new Wall();
  private final VenueClock clock = new VenueClock(wall, START, 60, OptionalLong.empty());

  private static final class Wall extends Clock {
    private long millis = 5_000;

    @Override
    public long millis() {
      return millis;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void persist() {
    clock.raise(clock.nextHighWater());
  }

  @Test
  void runsAsManyTimesFasterAsToldOnceTheMarkIsPersisted() {
    wall.millis += 500;
    assertThat(clock.now()).isEqualTo(START);
    persist();

    wall.millis += 500;

    assertThat(clock.now()).isEqualTo(START + 500 * 60);
  }

  @Test
  void onTheWallItIsTheWallsTimeThoughNobodyLooked() {
    VenueClock real = VenueClock.onWall(wall, 1_000, 1);
    assertThat(real.now()).isEqualTo(5_000);

    wall.millis += 3_600_000;
    assertThat(real.now()).isEqualTo(5_000);
    real.raise(real.nextHighWater());

    assertThat(real.now()).isEqualTo(wall.millis);
  }

  @Test
  void onAWallThatWasSetBackItWaits() {
    VenueClock real = VenueClock.onWall(wall, 9_000, 1);

    assertThat(real.now()).isEqualTo(9_000);
    wall.millis = 9_500;
    real.raise(real.nextHighWater());
    assertThat(real.now()).isEqualTo(9_500);
    wall.millis = 7_000;
    assertThat(real.now()).isEqualTo(9_500);
    assertThatThrownBy(() -> VenueClock.onWall(wall, 0, 60)).hasMessageContaining("60");
  }

  @Test
  void neverPassesTheMark() {
    long mark = clock.nextHighWater();
    clock.raise(mark);

    wall.millis += 3_600_000;

    assertThat(clock.now()).isEqualTo(mark);
  }

  @Test
  void doesNotLeapAfterItStoodStill() {
    persist();
    wall.millis += 3_600_000;
    long stood = clock.now();

    persist();
    wall.millis += 100;

    assertThat(clock.now()).isEqualTo(stood + 100 * 60);
  }

  @Test
  void neverGoesBackWithTheWallClock() {
    persist();
    wall.millis += 800;
    long shown = clock.now();

    wall.millis -= 700;

    assertThat(clock.now()).isEqualTo(shown);
  }

  @Test
  void standsStillAtTheEndForEver() {
    VenueClock replay = new VenueClock(wall, START, 60, OptionalLong.of(START + 6_000));
    replay.raise(replay.nextHighWater());
    wall.millis += 99;
    assertThat(replay.ended()).isFalse();

    wall.millis += 1;

    assertThat(replay.ended()).isTrue();
    wall.millis += 500;
    assertThat(replay.now()).isEqualTo(START + 6_000);
  }

  @Test
  void refusesSpeedsThatNoMarketHas() {
    assertThatThrownBy(() -> new VenueClock(wall, START, 0, OptionalLong.empty()))
        .hasMessageContaining("1 to 10000");
  }
}
