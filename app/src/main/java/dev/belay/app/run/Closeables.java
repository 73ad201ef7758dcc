package dev.belay.app.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in the opposite order, whatever fails on the way. */
final class Closeables implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closeables.class);
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T closeable) {
    started.push(closeable);
    return closeable;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable next = started.pop();
      try {
        next.close();
      } catch (Exception e) {
        log.warn("Something did not stop in order what={} reason={}", next, e.toString());
      }
    }
  }
}
