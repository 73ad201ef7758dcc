package dev.belay.app.cli;

import java.io.PrintStream;

/** Says on standard error, once a second from the second one on, how far long work is. */
final class DataProgress {
  private static final long SECOND = 1_000_000_000L;
  private final PrintStream err;
  private final int files;
  private final long begun = System.nanoTime();
  private long told = begun;
  private int done;
  private long candles;

  /**
   * @param files there are in all
   */
  DataProgress(PrintStream err, int files) {
    this.err = err;
    this.files = files;
  }

  synchronized void done(long ofFile) {
    done++;
    candles += ofFile;
    long now = System.nanoTime();
    if (now - told >= SECOND) {
      told = now;
      err.printf("%,d of %,d files, %,d candles, %,d a second%n", done, files, candles, rate());
    }
  }

  synchronized long candles() {
    return candles;
  }

  long elapsedMs() {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** Candles a second since the begin. */
  synchronized long rate() {
    return candles * 1000 / Math.max(1, elapsedMs());
  }
}
