package dev.belay.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviewWeeksTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  @Test
  void aWeekBeginsOnMonday() {
    assertThat(ReviewWeeks.floor(MONDAY)).isEqualTo(MONDAY);
    assertThat(ReviewWeeks.floor(MONDAY.minusMillis(1))).isEqualTo("2025-12-29T00:00:00Z");
    assertThat(ReviewWeeks.floor(Instant.parse("2026-01-11T23:59:59Z"))).isEqualTo(MONDAY);
  }

  @Test
  void theFirstReviewIsOnTheMondayAfterTheStart() {
    assertThat(next("2026-01-05T00:00:00Z", null, "2026-01-05T00:00:00Z"))
        .isEqualTo("2026-01-12T00:00:00Z");
    assertThat(next("2026-01-04T23:00:00Z", null, "2026-01-05T00:00:01Z")).isEqualTo(MONDAY);
  }

  @Test
  void thenEveryMondayOnce() {
    assertThat(next("2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-05T01:00:00Z"))
        .isEqualTo("2026-01-12T00:00:00Z");
  }

  @Test
  void oneThatIsLaterThanHalfAWeekIsLeftOut() {
    assertThat(next("2026-01-01T00:00:00Z", null, "2026-01-08T12:00:00Z")).isEqualTo(MONDAY);
    assertThat(next("2026-01-01T00:00:00Z", null, "2026-01-08T12:00:01Z"))
        .isEqualTo("2026-01-12T00:00:00Z");
    assertThat(next("2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z", "2026-03-01T00:00:00Z"))
        .isEqualTo("2026-03-02T00:00:00Z");
  }

  private static Instant next(String started, @Nullable String last, String now) {
    return ReviewWeeks.next(
        Instant.parse(started), last == null ? null : Instant.parse(last), Instant.parse(now));
  }
}
