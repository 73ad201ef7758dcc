package dev.belay.domain.research;

/**
 * Numbered trials cut into pieces that are each worth handing out; the last one may be smaller.
 *
 * @param trials how many, numbered from 0; at least 1
 * @param size trials a chunk; at least 1
 */
public record Chunks(long trials, long size) {
  /** Keeps what a workflow remembers of its chunks small. */
  public static final int MOST = 1000;

  /**
   * About a second of computing, of a slow strategy five, so that handing it out costs little, and
   * little is lost with a worker.
   */
  private static final long CANDLES_A_CHUNK = 15_000_000;

  public Chunks {
    if (trials < 1 || size < 1 || (trials - 1) / size >= MOST) {
      throw new IllegalArgumentException(
          "Expected trials in 1 to %,d chunks, was %,d trials in chunks of %,d"
              .formatted(MOST, trials, size));
    }
  }

  /**
   * Of a sensible size.
   *
   * @param candlesATrial how many candles a trial looks at, about
   */
  public static Chunks of(long trials, long candlesATrial) {
    long sensible = Math.max(1, CANDLES_A_CHUNK / Math.max(1, candlesATrial));
    return new Chunks(trials, Math.max(Math.min(sensible, trials), atLeast(trials)));
  }

  /** The smallest size that does not make too many of them. */
  public static long atLeast(long trials) {
    return (trials + MOST - 1) / MOST;
  }

  public int count() {
    return Math.toIntExact((trials + size - 1) / size);
  }

  /** The number of a chunk's first trial. */
  public long from(int chunk) {
    return chunk * size;
  }

  /** The number after a chunk's last trial. */
  public long to(int chunk) {
    return Math.min(trials, (chunk + 1) * size);
  }
}
