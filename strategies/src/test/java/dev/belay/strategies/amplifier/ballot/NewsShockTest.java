package dev.belay.strategies.amplifier.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewsShockTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final NewsShock RULE = NewsShock.STANDARD;

  /** Every so many minutes back, up to that many hours. */
  private static List<Instant> every(int minutes, int hours) {
    List<Instant> times = new ArrayList<>();
    for (int back = 31; back <= hours * 60; back += minutes) {
      times.add(NOW.minus(Duration.ofMinutes(back)));
    }
    return times;
  }

  private static List<Instant> withRecent(List<Instant> before, int recent) {
    List<Instant> times = new ArrayList<>(before);
    for (int i = 0; i < recent; i++) {
      times.add(NOW.minusSeconds(60L * i));
    }
    return times;
  }

  @Test
  void aBurstOverTheUsualIsAShockAndSaysSo() {
    List<Instant> usual = every(30, 24);

    assertThat(RULE.at(withRecent(usual, 8), NOW))
        .hasValue("news: 8 headlines within 30 min, usually 1.0");
    assertThat(RULE.at(withRecent(usual, 7), NOW)).isEmpty();
  }

  @Test
  void whatIsManyDependsOnWhatIsUsual() {
    // Every 5 minutes: 6 in half an hour.
    List<Instant> usual = every(5, 24);

    assertThat(RULE.at(withRecent(usual, 17), NOW)).isEmpty();
    assertThat(RULE.at(withRecent(usual, 19), NOW)).isPresent();
  }

  @Test
  void withoutAPastNothingIsUnusual() {
    assertThat(RULE.at(withRecent(List.of(), 20), NOW)).isEmpty();
    assertThat(RULE.at(withRecent(every(30, 1), 20), NOW)).isEmpty();
    assertThat(RULE.at(List.of(), NOW)).isEmpty();
  }

  @Test
  void whatIsOlderThanADayOrYetToComeDoesNotCount() {
    List<Instant> old = new ArrayList<>(every(30, 24));
    for (int i = 0; i < 1000; i++) {
      old.add(NOW.minus(Duration.ofDays(3)));
      old.add(NOW.plusSeconds(1 + i));
    }

    assertThat(RULE.at(old, NOW)).isEmpty();
    assertThat(RULE.at(withRecent(old, 8), NOW)).isPresent();
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    for (Runnable bad :
        List.<Runnable>of(
            () -> new NewsShock(Duration.ofMinutes(4), 8, 3),
            () -> new NewsShock(Duration.ofHours(7), 8, 3),
            () -> new NewsShock(Duration.ofMinutes(30), 1, 3),
            () -> new NewsShock(Duration.ofMinutes(30), 8, 1),
            () -> new NewsShock(Duration.ofMinutes(30), 8, Double.NaN))) {
      assertThatThrownBy(bad::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Expected news_shock");
    }
  }
}
