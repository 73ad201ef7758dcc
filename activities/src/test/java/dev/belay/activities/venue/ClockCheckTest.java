package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClockCheckTest {
  private static final Duration ALLOWED = Duration.ofMillis(500);

  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  /** The venue's clock is ours and so much more. */
  private ClockCheck check(Duration more) {
    Instant ours = Instant.parse("2026-11-21T12:00:00Z");
    stub.on(
        "GET /fapi/v1/time", 200, "{\"serverTime\":%d}".formatted(ours.plus(more).toEpochMilli()));
    return new ClockCheck(transport, () -> ours, ALLOWED);
  }

  @Test
  void saysHowFarAndWhichWayAClockIsOff() {
    assertThat(check(Duration.ofSeconds(9)).tooFar().orElseThrow())
        .contains("behind the venue's", "at most 500 ms are allowed; set the clock");
    assertThat(check(Duration.ofSeconds(-9)).tooFar().orElseThrow())
        .contains("ahead of the venue's");
    assertThat(check(Duration.ofMillis(100)).tooFar()).isEmpty();
  }

  @Test
  void whatIsWithinTheDoubtOfASlowAnswerIsBelieved() {
    Duration doubt = Duration.ofMillis(800);

    assertThat(new ClockCheck.Skew(Duration.ofMillis(-1_200), doubt).exceeds(ALLOWED)).isFalse();
    assertThat(new ClockCheck.Skew(Duration.ofMillis(-1_400), doubt).exceeds(ALLOWED)).isTrue();
  }

  @Test
  void measuresOnceAMinute() {
    ClockCheck check = check(Duration.ZERO);

    var first = check.tooFar();
    var second = check.tooFar();

    assertThat(first).isEqualTo(second);
    assertThat(stub.calls()).hasSize(1);
  }

  @Test
  void aVenueThatDoesNotTellItsTimeIsNoPermission() {
    ClockCheck check = check(Duration.ZERO);
    stub.on("GET /fapi/v1/time", 503, "{}");

    assertThatThrownBy(check::tooFar).isInstanceOf(VenueException.class);
  }
}
