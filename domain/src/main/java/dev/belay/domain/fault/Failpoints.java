package dev.belay.domain.fault;

/**
 * Named boundaries at which a test may let the process die, fail or wait.
 *
 * <p>Names are dotted, such as {@code venue.submit.sent}; the activities module arms them.
 */
public interface Failpoints {
  Failpoints NONE = name -> {};

  /** Passes the named point; returns unless the point is armed and due. */
  void hit(String name);
}
