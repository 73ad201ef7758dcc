package dev.belay.app.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns Ctrl-C and the request to terminate into an answer, so that the main thread stops
 * everything in order. A second Ctrl-C ends the process at once: nothing that counts is lost by
 * that.
 */
public final class StopRequest {
  private static final int INTERRUPTED = 130;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Cause cause = Cause.TIME_OVER;

  /** Why it is time to stop. */
  public enum Cause {
    /** Ctrl-C; the exit code is 130. */
    INTERRUPTED,
    /** {@code belay down}, or the system shuts down. */
    TERMINATED,
    /** The time asked for is over. */
    TIME_OVER,
    /** The home's disk is full or cannot be written. */
    NO_DISK
  }

  private StopRequest() {}

  /** Listens to the process's signals from now on. */
  public static StopRequest listen() {
    StopRequest request = new StopRequest();
    sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> request.interrupt());
    sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> request.stop(Cause.TERMINATED));
    sun.misc.Signal.handle(new sun.misc.Signal("HUP"), signal -> request.stop(Cause.TERMINATED));
    return request;
  }

  private void interrupt() {
    if (requested()) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    stop(Cause.INTERRUPTED);
  }

  /** Asks to stop from inside the process; only the first cause counts. */
  public void stop(Cause why) {
    if (!requested()) {
      cause = why;
      stopped.countDown();
    }
  }

  public boolean requested() {
    return stopped.getCount() == 0;
  }

  /**
   * Waits for a request.
   *
   * @param limit after which it is time over; null for as long as it takes
   */
  public Cause await(@Nullable Duration limit) throws InterruptedException {
    if (limit == null) {
      stopped.await();
      return cause;
    }
    return stopped.await(limit.toNanos(), TimeUnit.NANOSECONDS) ? cause : Cause.TIME_OVER;
  }
}
