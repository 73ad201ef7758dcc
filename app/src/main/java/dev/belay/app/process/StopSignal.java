package dev.belay.app.process;

/** How a server is asked to stop. */
public enum StopSignal {
  /** The usual request. */
  TERM,
  /** What Postgres takes as its fast stop. */
  INT
}
