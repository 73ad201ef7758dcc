package dev.belay.app.cli;

import dev.belay.activities.fetch.FetchProgress;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Says on standard error, once a second, how far fetching is, and always why it waits. */
final class FetchLines implements FetchProgress {
  private static final long SECOND = 1_000_000_000L;
  private static final int BAR = 20;

  private final PrintStream err;
  private final Interval interval;
  private final long begun = System.nanoTime();
  private long told = begun;
  private long candles;

  FetchLines(PrintStream err, Interval interval) {
    this.err = err;
    this.interval = interval;
  }

  @Override
  public void came(Symbol symbol, Instant from, Instant at, Instant to, int count) {
    candles += count;
    long now = System.nanoTime();
    if (now - told < SECOND) {
      return;
    }
    told = now;
    double share =
        (double) Duration.between(from, at).toMillis()
            / Math.max(1, Duration.between(from, to).toMillis());
    int full = (int) Math.round(Math.clamp(share, 0.0, 1.0) * BAR);
    err.printf(
        "%s %s [%s%s] %3.0f %%, up to %s, %,d candles, %,d a second%n",
        symbol,
        interval,
        "#".repeat(full),
        "·".repeat(BAR - full),
        share * 100,
        at.toString().substring(0, 10),
        candles,
        rate());
  }

  @Override
  public void waits(Duration time, String why) {
    err.printf("Waiting %.1f s: %s%n", time.toMillis() / 1000.0, why);
  }

  long candles() {
    return candles;
  }

  long elapsedMs() {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  long rate() {
    return candles * 1000 / Math.max(1, elapsedMs());
  }
}
