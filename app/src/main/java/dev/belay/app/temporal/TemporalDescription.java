package dev.belay.app.temporal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which Temporal server is used, as people and the API are told.
 *
 * @param durable whether workflows outlive the server's process
 * @param reason why this one
 * @param target host and port of its gRPC service; null inside this process
 * @param ui address of its web UI; null where there is none that we know of
 * @param path of the executable; null where there is none
 * @param version what the server says of itself; null where it does not
 */
public record TemporalDescription(
    Kind kind,
    boolean durable,
    String reason,
    @Nullable String target,
    @Nullable String ui,
    @Nullable String path,
    @Nullable String version) {

  /** Who runs the server. */
  public enum Kind {
    /** Somebody else. */
    CLUSTER,
    /** A child of this process, its file under the home. */
    SERVER,
    /** This process, in memory. */
    MEMORY;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
