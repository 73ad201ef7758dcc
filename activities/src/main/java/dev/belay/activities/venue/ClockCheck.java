package dev.belay.activities.venue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How far this computer's clock is from the venue's, measured every minute. Absence of an order is
 * proven by our clock, for a venue whose clock is not behind it by more than a profile allows: so
 * beyond that nothing new is begun.
 */
public final class ClockCheck implements ClockGate {
  private static final Duration EVERY = Duration.ofSeconds(60);

  private final BinanceTransport transport;
  private final InstantSource wall;
  private final Duration allowed;
  private final Cached<Skew> skew = new Cached<>(EVERY, this::measure);

  /**
   * @param allowed the greatest difference of clocks that the venue's profile reckons with
   */
  public ClockCheck(BinanceTransport transport, InstantSource wall, Duration allowed) {
    this.transport = transport;
    this.wall = wall;
    this.allowed = allowed;
  }

  @Override
  public Optional<String> tooFar() {
    Skew now = skew.get();
    return now.exceeds(allowed)
        ? Optional.of(
            "%s, at most %d ms are allowed; set the clock"
                .formatted(now.text(), allowed.toMillis()))
        : Optional.empty();
  }

  /**
   * @param ahead of the venue's clock ours is, in the middle of the question's way there and back;
   *     negative when behind
   * @param doubt half of that way
   */
  record Skew(Duration ahead, Duration doubt) {
    /** Whether the clocks certainly differ by more. */
    boolean exceeds(Duration allowed) {
      return ahead.abs().minus(doubt).compareTo(allowed) > 0;
    }

    /** In words. */
    String text() {
      return "this computer's clock is %d ms %s the venue's, ± %d ms"
          .formatted(
              ahead.abs().toMillis(), ahead.isNegative() ? "behind" : "ahead of", doubt.toMillis());
    }
  }

  private Skew measure() {
    long asked = System.nanoTime();
    Instant theirs = transport.get("/fapi/v1/time", Params.none()).millis("serverTime");
    Duration doubt = Duration.ofNanos((System.nanoTime() - asked) / 2);
    // Their answer was true in the middle, to the millisecond.
    Instant ours = wall.instant().minus(doubt);
    return new Skew(Duration.between(theirs, ours), doubt.plusMillis(1));
  }
}
