package dev.belay.activities.fault;

import dev.belay.domain.fault.Failpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Failpoints armed from text such as {@code venue.submit.sent=kill@2,ledger.admit=delay:500}. An
 * armed point acts on its n-th hit, once. Thread-safe.
 */
public final class ArmedFailpoints implements Failpoints {
  private static final int KILLED = 137;

  private final List<Armed> armed;
  private final @Nullable Path record;
  private final Runnable halt;
  private final Consumer<String> acting;
  private final ConcurrentMap<String, AtomicLong> hits = new ConcurrentHashMap<>();

  /**
   * @param text see {@link Armed#parse}; empty arms nothing
   * @param record a file to which the name of each point is added when it is first hit, or null
   * @throws IllegalArgumentException if the text can't be understood
   */
  public ArmedFailpoints(String text, @Nullable Path record) {
    this(text, record, () -> Runtime.getRuntime().halt(KILLED), name -> {});
  }

  ArmedFailpoints(String text, @Nullable Path record, Runnable halt) {
    this(text, record, halt, name -> {});
  }

  /**
   * @param acting told the name of a point before it acts
   */
  ArmedFailpoints(String text, @Nullable Path record, Consumer<String> acting) {
    this(text, record, () -> Runtime.getRuntime().halt(KILLED), acting);
  }

  private ArmedFailpoints(
      String text, @Nullable Path record, Runnable halt, Consumer<String> acting) {
    this.armed = Armed.parse(text);
    this.record = record;
    this.halt = halt;
    this.acting = acting;
  }

  @Override
  public void hit(String name) {
    long count = hits.computeIfAbsent(name, unused -> new AtomicLong()).incrementAndGet();
    if (count == 1) {
      recordFirst(name);
    }
    for (Armed point : armed) {
      if (point.name().equals(name) && point.hit() == count) {
        act(point);
      }
    }
  }

  /** How often each point was hit, by name. */
  public Map<String, Long> hits() {
    Map<String, Long> counts = new TreeMap<>();
    hits.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }

  private void act(Armed point) {
    acting.accept(point.name());
    switch (point.action()) {
      case Armed.Kill() -> halt.run();
      case Armed.Fail() -> throw new FailpointException(point.name());
      case Armed.Delay(long millis) -> {
        try {
          Thread.sleep(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private synchronized void recordFirst(String name) {
    if (record == null) {
      return;
    }
    try {
      Files.writeString(record, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Could not record the failpoint %s in %s".formatted(name, record), e);
    }
  }

  /** What an armed point throws. */
  public static final class FailpointException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailpointException(String name) {
      super("Failpoint " + name + " was armed to fail");
    }
  }
}
