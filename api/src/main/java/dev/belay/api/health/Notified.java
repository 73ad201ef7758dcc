package dev.belay.api.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How notifications go, without any secret.
 *
 * @param state whether there are any, and who sends them
 */
public record Notified(State state, List<Channel> channels) {
  public static final Notified OFF = new Notified(State.OFF, List.of());

  public Notified {
    channels = List.copyOf(channels);
  }

  /** Who sends them. */
  public enum State {
    /** Nothing is configured. */
    OFF,
    /** This process does. */
    HERE,
    /** Another process on the same books does, or nobody yet. */
    ELSEWHERE
  }

  /**
   * @param name such as "telegram 123456"
   * @param answers whether it does, or has not been asked yet
   * @param detail in words
   * @param toldAt wall time of the last message it took; null before the first
   * @param told notifications that it took since the process began
   */
  public record Channel(
      String name, boolean answers, String detail, @Nullable Instant toldAt, long told) {}
}
