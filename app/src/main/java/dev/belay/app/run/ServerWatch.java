package dev.belay.app.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server again and again whether it is there, and says once when it is not and once when it
 * is back. It does nothing about it: what needs the server waits and tries again by itself.
 */
final class ServerWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String server;
  private final Runnable question;
  private final Thread thread;
  private long answered = System.nanoTime();
  private boolean away;

  private ServerWatch(String server, Runnable question) {
    this.server = server;
    this.question = question;
    this.thread = Thread.ofVirtual().name(server + "-pulse").unstarted(this::watch);
  }

  /**
   * Watches until closed.
   *
   * @param server its name for people
   * @param question returns when the server has answered, and throws when it does not
   */
  static ServerWatch start(String server, Runnable question) {
    ServerWatch watch = new ServerWatch(server, question);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        FutureTask<Boolean> asked = new FutureTask<>(question, true);
        Thread asking = Thread.ofVirtual().name(server + "-question").start(asked);
        try {
          listen(asked);
        } finally {
          asking.interrupt();
        }
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void listen(FutureTask<Boolean> asked) throws InterruptedException {
    try {
      asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      back();
    } catch (TimeoutException e) {
      gone("no answer within %d s".formatted(PATIENCE.toSeconds()));
    } catch (ExecutionException e) {
      gone(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
    }
  }

  private void gone(String how) {
    if (!away) {
      away = true;
      log.warn(
          "{} does not answer: {}. What needs it waits, and goes on by itself when it answers again;"
              + " its log is in the home's logs folder",
          server,
          how);
    }
  }

  private void back() {
    long now = System.nanoTime();
    if (away) {
      away = false;
      log.warn("{} answers again, after {} s", server, (now - answered) / 1_000_000_000);
    }
    answered = now;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
