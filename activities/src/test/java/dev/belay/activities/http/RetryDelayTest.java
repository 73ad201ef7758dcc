package dev.belay.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {
  private static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "3,PT3S",
    "0.5,PT0.5S",
    "'Fri, 01 Mar 2024 00:00:09 GMT',PT9S",
    "'Fri, 01 Mar 2024 00:00:00 GMT',PT0S",
    "86400,PT10M",
    "-4,PT2S",
    "soon,PT2S"
  })
  void readsTheHeader(String header, Duration expected) {
    assertThat(RetryDelay.of(header, "", NOW)).isEqualTo(expected);
  }

  @Test
  void readsTheBody() {
    assertThat(RetryDelay.of(null, "Please try again in 1m2.5s.", NOW))
        .isEqualTo(Duration.ofMillis(62_501));
    assertThat(RetryDelay.of(null, "Please try again in 340ms", NOW))
        .isEqualTo(Duration.ofMillis(341));
    assertThat(RetryDelay.of(null, "no idea", NOW)).isEqualTo(RetryDelay.DEFAULT);
  }
}
