package dev.belay.app.cli;

import dev.belay.activities.fetch.Pause;
import dev.belay.app.process.StopRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits until the operator asks to stop.
 *
 * @param telling of each wait, before it
 */
record StopPause(StopRequest stop, Consumer<Duration> telling) implements Pause {
  StopPause(StopRequest stop) {
    this(stop, time -> {});
  }

  @Override
  public boolean isStopped() {
    return stop.requested() || Thread.currentThread().isInterrupted();
  }

  @Override
  public void sleep(Duration time) {
    telling.accept(time);
    try {
      var unused = stop.await(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
