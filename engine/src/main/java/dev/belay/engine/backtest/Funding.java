package dev.belay.engine.backtest;

import java.util.Arrays;

/**
 * The funding of a perpetual contract.
 *
 * @param times epoch milliseconds, ascending
 * @param rates fractions in fixed point; longs pay a positive one
 */
public record Funding(long[] times, long[] rates) {
  public static final Funding NONE = new Funding(new long[0], new long[0]);

  public Funding {
    if (times.length != rates.length) {
      throw new IllegalArgumentException(
          "Expected a rate for each of %d times, was %d".formatted(times.length, rates.length));
    }
    times = times.clone();
    rates = rates.clone();
    for (int i = 1; i < times.length; i++) {
      if (times[i] <= times[i - 1]) {
        throw new IllegalArgumentException(
            "Expected a funding time after %d, was %d".formatted(times[i - 1], times[i]));
      }
    }
  }

  /** The index of the first one after the time. */
  int after(long time) {
    int found = Arrays.binarySearch(times, time);
    return found < 0 ? -found - 1 : found + 1;
  }

  boolean isEmpty() {
    return times.length == 0;
  }

  int size() {
    return times.length;
  }

  long time(int index) {
    return times[index];
  }

  long rate(int index) {
    return rates[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Funding that
        && Arrays.equals(times, that.times)
        && Arrays.equals(rates, that.rates);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(times) + Arrays.hashCode(rates);
  }

  @Override
  public String toString() {
    return times.length + " fundings";
  }
}
