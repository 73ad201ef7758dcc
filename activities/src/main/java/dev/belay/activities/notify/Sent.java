package dev.belay.activities.notify;

import java.time.Duration;
import java.util.Optional;

/** What became of an attempt to send. */
public sealed interface Sent {

  record Delivered() implements Sent {}

  /**
   * Not now; the same may be tried again.
   *
   * @param why without any secret
   * @param after as the other side asked
   */
  record Later(String why, Optional<Duration> after) implements Sent {}

  /**
   * This message never.
   *
   * @param why without any secret
   */
  record Refused(String why) implements Sent {}
}
