package dev.belay.app.temporal;

import java.nio.file.Path;

/** The server that was taken, before it is started or connected to. */
public sealed interface TemporalChoice {

  /** Why this one, as a sentence for people. */
  String reason();

  /** A cluster that somebody else runs. */
  record Cluster(String reason) implements TemporalChoice {}

  /**
   * The official command-line program, which holds a whole server.
   *
   * @param version what it says of itself
   */
  record Executable(Path path, String version, String reason) implements TemporalChoice {}

  /** The SDK's in-memory server. */
  record Memory(String reason) implements TemporalChoice {}
}
