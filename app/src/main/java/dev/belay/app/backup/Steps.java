package dev.belay.app.backup;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Tells how far something long is, and ends it when that is wanted. */
final class Steps {
  private static final long INTERVAL = Duration.ofSeconds(2).toNanos();

  private final PrintStream out;
  private final String stage;
  private final BooleanSupplier cancelled;
  private long told = System.nanoTime();
  private long rows;

  /**
   * @param stage a word in brackets
   * @param cancelled whether it is to end
   */
  Steps(PrintStream out, String stage, BooleanSupplier cancelled) {
    this.out = out;
    this.stage = stage;
    this.cancelled = cancelled;
  }

  void say(String text) {
    out.printf("[%s] %s%n", stage, text);
  }

  /** One more row; asks only now and then, rows are many. */
  void row(String table) {
    rows++;
    if ((rows & 0xff) == 0) {
      step(table);
    }
  }

  /** So many rows at once. */
  void copied(long count) {
    rows += count;
  }

  /**
   * @throws OperatorException if it is to end
   */
  void step(String what) {
    if (cancelled.getAsBoolean()) {
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted; nothing was kept of it.");
    }
    long now = System.nanoTime();
    if (now - told >= INTERVAL) {
      told = now;
      say(String.format(Locale.ROOT, "%s … %,d rows so far", what, rows));
    }
  }
}
