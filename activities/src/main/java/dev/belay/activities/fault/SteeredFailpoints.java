package dev.belay.activities.fault;

import dev.belay.domain.fault.Failpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failpoints armed while the process runs: from a file, looked at every few milliseconds while
 * points are passed. What it says replaces what was armed before, and hits count anew. Lines that
 * begin with # only make it another text. Each point that acts is added to the file's sibling
 * {@code .acted} before it does; as long as that is there nothing is armed anew, so a process that
 * died of a point doesn't die of it again when it is started anew.
 */
public final class SteeredFailpoints implements Failpoints {
  private static final Logger log = LoggerFactory.getLogger(SteeredFailpoints.class);
  private static final long LOOK_NANOS = 3_000_000;

  private final Path file;
  private final Path acted;
  private volatile Steering steering = new Steering("", Failpoints.NONE);
  private volatile long lookedAt = System.nanoTime() - LOOK_NANOS;

  public SteeredFailpoints(Path file) {
    this.file = file;
    this.acted = acted(file);
  }

  /** Where the names of points that acted are found, one a line. */
  public static Path acted(Path file) {
    return file.resolveSibling(file.getFileName() + ".acted");
  }

  private record Steering(String text, Failpoints points) {}

  @Override
  public void hit(String name) {
    if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
      look();
    }
    steering.points().hit(name);
  }

  private synchronized void look() {
    lookedAt = System.nanoTime();
    try {
      String text = Files.readString(file);
      if (!text.equals(steering.text())) {
        steering = new Steering(text, armed(text));
      }
    } catch (NoSuchFileException e) {
      steering = new Steering("", Failpoints.NONE);
    } catch (IOException e) {
      log.warn("The failpoints of {} can't be read: {}", file, e.toString());
    }
  }

  private Failpoints armed(String text) {
    String points =
        text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining(",")).strip();
    try {
      return points.isEmpty() || Files.exists(acted)
          ? Failpoints.NONE
          : new ArmedFailpoints(points, null, this::record);
    } catch (IllegalArgumentException e) {
      log.warn("Nothing is armed: {}", e.getMessage());
      return Failpoints.NONE;
    }
  }

  private synchronized void record(String name) {
    try {
      Files.writeString(acted, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not record the failpoint " + name, e);
    }
  }
}
