package dev.belay.app.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a server is started, recognised and stopped.
 *
 * @param name for people and file names
 * @param environment set in addition to this process's own
 * @param log takes what the server says; the last three are kept
 * @param noteFile takes its {@link ChildNote}
 * @param marks words of its command line by which a left-over is recognised
 * @param startLimit how long it may take to be ready
 * @param grace how long it may take to stop
 */
public record ChildPlan(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path log,
    Path noteFile,
    List<String> marks,
    StopSignal signal,
    Duration startLimit,
    Duration grace) {
  public ChildPlan {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    marks = List.copyOf(marks);
  }

  /** Stops what a killed parent left behind; to be called before the server's port is chosen. */
  public static void stopLeftOvers(
      String name, List<String> marks, StopSignal signal, Duration grace) {
    LeftOvers.stop(name, marks, signal, grace);
  }

  /** Whether the server serves; asked again and again after its start. */
  public interface Readiness {
    boolean ready(long pid);
  }
}
