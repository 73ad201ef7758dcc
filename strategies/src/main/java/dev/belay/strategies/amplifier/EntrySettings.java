package dev.belay.strategies.amplifier;

import dev.belay.domain.money.Usdt;
import java.time.Duration;

/**
 * When positions are entered and closed whatever their own stops say.
 *
 * @param exitMomentum below it everything is closed
 * @param btcDropPct so far below its highest price of {@code btcDropHours} BTC closes everything
 * @param btcDropHours how far back that price is looked for
 * @param minimumNotional a smaller position is not entered
 * @param reentryAfter how long a coin is left alone after it was closed
 */
public record EntrySettings(
    double exitMomentum,
    double btcDropPct,
    int btcDropHours,
    Usdt minimumNotional,
    Duration reentryAfter) {

  /** As shipped. */
  public static EntrySettings standard() {
    return new EntrySettings(30, 5, 4, Usdt.of("20"), Duration.ofHours(4));
  }

  void check(Problems problems) {
    problems.unless(
        exitMomentum > 0 && exitMomentum < 100,
        "Expected entry.exitMomentum between 0 and 100, was %s",
        exitMomentum);
    problems.unless(
        btcDropPct > 0 && btcDropPct < 100 && btcDropHours >= 1,
        "Expected entry.btcDropPct between 0 and 100 and btcDropHours of at least 1, was %s and %d",
        btcDropPct,
        btcDropHours);
    problems.unless(
        minimumNotional.isPositive() && !reentryAfter.isNegative(),
        "Expected entry.minimumNotional above 0 and reentryAfter of at least 0, was %s and %s",
        minimumNotional,
        reentryAfter);
  }
}
