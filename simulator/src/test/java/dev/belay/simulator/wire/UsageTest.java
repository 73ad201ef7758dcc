package dev.belay.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class UsageTest {
  private static final long MINUTE = 60_000;
  private static final long NOW = 1_000 * MINUTE + 20_000;

  private final Usage usage = new Usage(new Limits(10, 2, 3));

  private ApiError refused(int weight, long now) {
    ApiError error = catchThrowableOfType(ApiError.class, () -> usage.take("a", weight, now));
    assertThat(error).isNotNull();
    return error;
  }

  private ApiError refusedOrder(long now) {
    ApiError error = catchThrowableOfType(ApiError.class, () -> usage.order("x", now));
    assertThat(error).isNotNull();
    return error;
  }

  @Test
  void refusesAnAddressBeyondItsWeightUntilTheMinuteIsOver() {
    usage.take("a", 10, NOW);
    usage.take("b", 10, NOW);

    ApiError error = refused(1, NOW + 5_500);

    assertThat(error.status()).isEqualTo(429);
    assertThat(error.code()).isEqualTo(-1003);
    assertThat(error.retryAfter()).isEqualTo(35);
    assertThat(usage.used("a", NOW + 6_000)).isEqualTo(11);
    assertThatCode(() -> usage.take("a", 10, NOW + 40_000)).doesNotThrowAnyException();
  }

  @Test
  void bansWhoGoesOnTwiceAsLongEachTime() {
    long now = NOW;
    for (long ban = 120; ban <= 480; ban *= 2) {
      usage.take("a", 10, now);
      for (int i = 0; i < Usage.PATIENCE; i++) {
        assertThat(refused(1, now).status()).isEqualTo(429);
      }
      ApiError banned = refused(1, now);
      assertThat(banned.status()).isEqualTo(418);
      assertThat(banned.retryAfter()).isEqualTo(ban);
      assertThat(refused(0, now + 1_000).retryAfter()).isEqualTo(ban - 1);
      now += ban * 1_000;
    }
    assertThatCode(() -> usage.take("b", 1, NOW)).doesNotThrowAnyException();
  }

  @Test
  void refusesOrdersBeyondEitherWindow() {
    assertThat(usage.order("x", NOW))
        .containsEntry("x-mbx-order-count-10s", "1")
        .containsEntry("x-mbx-order-count-1m", "1");
    assertThat(usage.order("x", NOW)).containsEntry("x-mbx-order-count-10s", "2");
    assertThat(refusedOrder(NOW).getMessage()).contains("2 orders per 10 SECOND");
    assertThat(usage.order("x", NOW + 10_000))
        .containsEntry("x-mbx-order-count-10s", "1")
        .containsEntry("x-mbx-order-count-1m", "3");
    ApiError error = refusedOrder(NOW + 10_000);
    assertThat(error.code()).isEqualTo(-1015);
    assertThat(error.retryAfter()).isEqualTo(30);
  }

  @Test
  void whatIsRefusedDoesNotCountAsAnOrder() {
    for (int i = 0; i < 5; i++) {
      assertThat(usage.order("x", NOW)).containsEntry("x-mbx-order-count-10s", "1");
      usage.giveBack("x");
    }
  }

  @Test
  void countsWithoutLimits() {
    usage.limit(Limits.NONE);
    for (int i = 0; i < 5_000; i++) {
      usage.take("a", 40, NOW);
    }
    assertThat(usage.used("a", NOW)).isEqualTo(200_000);
    assertThat(usage.used("a", NOW + MINUTE)).isZero();
  }
}
