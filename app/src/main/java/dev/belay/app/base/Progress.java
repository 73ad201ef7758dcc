package dev.belay.app.base;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** Says every few seconds how long something takes and how long it may take in all. */
public final class Progress {
  private static final Duration STEP = Duration.ofSeconds(5);

  private Progress() {}

  /** Something that takes long. */
  public interface Action {
    void run() throws IOException;
  }

  /**
   * Does it, telling at once and then again and again.
   *
   * @param stage a word in brackets, such as temporal
   * @param text what is being done
   * @param estimate how long it takes in all
   */
  public static void during(
      PrintStream out, String stage, String text, Duration estimate, Action action)
      throws IOException {
    Thread teller =
        Thread.ofPlatform()
            .daemon()
            .name("progress-" + stage)
            .start(() -> tell(out, stage, text, estimate));
    try {
      action.run();
    } finally {
      teller.interrupt();
    }
  }

  private static void tell(PrintStream out, String stage, String text, Duration estimate) {
    long start = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      out.printf(
          "[%s] %s … %d s of about %d s%n",
          stage, text, seconds, Math.max(estimate.toSeconds(), seconds));
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
