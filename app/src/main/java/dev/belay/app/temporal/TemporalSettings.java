package dev.belay.app.temporal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a Belay wants of its server.
 *
 * @param namespace of a server that Belay starts; a cluster brings its own
 * @param retention how long closed workflows stay readable
 * @param everyCommitSynced whether each write reaches the disk before it counts; for testnet and
 *     live
 * @param dynamicConfig more {@code key=value} settings of a server that Belay starts
 * @param environment variables of the process
 */
public record TemporalSettings(
    String namespace,
    Duration retention,
    boolean everyCommitSynced,
    List<String> dynamicConfig,
    Map<String, String> environment) {
  /** A simulated market at speed writes gigabytes a day. */
  public static final Duration DEMO_RETENTION = Duration.ofHours(24);

  public static final Duration REAL_CLOCK_RETENTION = Duration.ofDays(14);

  public TemporalSettings {
    dynamicConfig = List.copyOf(dynamicConfig);
    environment = Map.copyOf(environment);
  }

  /** Not the environment, which may hold keys. */
  @Override
  public String toString() {
    return "namespace %s, retention %s, every commit synced %s"
        .formatted(namespace, retention, everyCommitSynced);
  }
}
