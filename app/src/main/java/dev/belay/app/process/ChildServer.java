package dev.belay.app.process;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that is started anew, the same way, whenever it ends without being asked to. */
public final class ChildServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildServer.class);
  private static final Duration POLL = Duration.ofMillis(25);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int STARTS = 3;

  private final ChildPlan plan;
  private final ChildPlan.Readiness readiness;
  private final Object monitor = new Object();
  private Process process;
  private boolean closing;
  private int restarts;

  private ChildServer(ChildPlan plan, ChildPlan.Readiness readiness) throws IOException {
    this.plan = plan;
    this.readiness = readiness;
    LogFiles.rotate(plan.log());
    this.process = launch();
  }

  /**
   * Starts the server and waits until it serves.
   *
   * @throws OperatorException if it does not come up; the message has the end of its log
   */
  public static ChildServer start(ChildPlan plan, ChildPlan.Readiness readiness) {
    try {
      long start = System.nanoTime();
      ChildServer server = new ChildServer(plan, readiness);
      try {
        server.awaitFirst();
        LOG.info(
            "A server serves server={} pid={} ms={}",
            plan.name(),
            server.pid(),
            Duration.ofNanos(System.nanoTime() - start).toMillis());
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
      Thread.ofPlatform().daemon().name(plan.name() + "-watch").start(server::watch);
      return server;
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected to start %s, but got \"%s\".".formatted(plan.name(), e.getMessage()),
          e);
    }
  }

  public long pid() {
    synchronized (monitor) {
      return process.pid();
    }
  }

  /** How often it had to be started anew. */
  public int restarts() {
    synchronized (monitor) {
      return restarts;
    }
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(plan.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
    builder.environment().putAll(plan.environment());
    Process started = builder.start();
    started.getOutputStream().close();
    PrivateFiles.write(
        plan.noteFile(),
        Json.write(
            new ChildNote(
                plan.name(), ProcessIdentity.of(started.toHandle()), plan.marks(), plan.signal())));
    return started;
  }

  /**
   * A server that ends while it starts may have lost one of the ports it chose itself to another
   * process in the same moment; it is started again.
   */
  private void awaitFirst() throws IOException {
    for (int left = STARTS - 1; ; left--) {
      try {
        awaitReady(process);
        return;
      } catch (OperatorException e) {
        if (process.isAlive() || left == 0) {
          throw e;
        }
        LOG.warn(
            "A server ended while it started server={} exit={}", plan.name(), process.exitValue());
        process = launch();
      }
    }
  }

  private void awaitReady(Process started) {
    long end = System.nanoTime() + plan.startLimit().toNanos();
    while (!readiness.ready(started.pid())) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new OperatorException(
            ExitCode.FAILED,
            "Expected %s to serve within %d s, but it %s; its log %s ends with:%n%s"
                .formatted(
                    plan.name(),
                    plan.startLimit().toSeconds(),
                    started.isAlive() ? "does not" : "ended with exit code " + started.exitValue(),
                    plan.log(),
                    LogFiles.tail(plan.log())));
      }
      pause(POLL);
    }
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    while (true) {
      Process current = process();
      int exit = current.onExit().join().exitValue();
      pause(pause);
      synchronized (monitor) {
        if (closing) {
          return;
        }
        LOG.warn(
            "A server ended and is started anew server={} pid={} exit={}",
            plan.name(),
            current.pid(),
            exit);
        try {
          process = launch();
          restarts++;
        } catch (IOException | OperatorException e) {
          LOG.error("A server could not be started server={}", plan.name(), e);
        }
      }
      pause = serves() ? FIRST_PAUSE : longer(pause);
    }
  }

  private boolean serves() {
    try {
      Process current = process();
      awaitReady(current);
      LOG.warn("A server serves again server={} pid={}", plan.name(), current.pid());
      return true;
    } catch (OperatorException e) {
      synchronized (monitor) {
        if (!closing) {
          LOG.error("A server did not come up again: {}", e.getMessage());
        }
      }
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private Process process() {
    synchronized (monitor) {
      return process;
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted while a server starts.", e);
    }
  }

  /** Asks the server to stop, waits, and kills it if it does not. */
  @Override
  public void close() {
    Process last;
    synchronized (monitor) {
      closing = true;
      last = process;
    }
    if (last.isAlive()) {
      LeftOvers.stop(last.toHandle(), plan.signal(), plan.grace());
    }
    try {
      Files.deleteIfExists(plan.noteFile());
    } catch (IOException e) {
      LOG.warn("A child's note could not be deleted file={}", plan.noteFile(), e);
    }
  }
}
