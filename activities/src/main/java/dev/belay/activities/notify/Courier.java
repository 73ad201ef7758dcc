package dev.belay.activities.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what happens to one channel, in order, each at least once. While the channel does not
 * answer nothing is read any further: what happens meanwhile waits in the journal, not in memory.
 */
public final class Courier implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Channel channel;
  private final NoticeSource source;
  private final Patience patience;
  private final InstantSource wall;
  private volatile State state = new State(null, null, null, 0, 0);

  public Courier(Channel channel, NoticeSource source, Patience patience, InstantSource wall) {
    this.channel = channel;
    this.source = source;
    this.patience = patience;
    this.wall = wall;
  }

  /**
   * How it goes.
   *
   * @param toldAt wall time of the last message that was taken; null before the first
   * @param awaySince wall time since when the channel does not answer; null while it does
   * @param problem why not; null while it does
   * @param told notifications that were delivered
   * @param refused notifications that the channel refused for good
   */
  public record State(
      @Nullable Instant toldAt,
      @Nullable Instant awaySince,
      @Nullable String problem,
      long told,
      long refused) {
    State delivered(Instant now, int count) {
      return new State(now, null, null, told + count, refused);
    }

    State refused(int count) {
      return new State(toldAt, null, null, told, refused + count);
    }

    State away(Instant now, String why) {
      return new State(toldAt, awaySince == null ? now : awaySince, why, told, refused);
    }
  }

  public String channel() {
    return channel.name();
  }

  public State state() {
    return state;
  }

  /** Until it is interrupted. */
  @Override
  public void run() {
    int failures = 0;
    int most = channel.most();
    try {
      while (true) {
        Duration wait;
        try {
          List<Notice> notices = source.next(most);
          switch (notices.isEmpty() ? null : channel.send(notices)) {
            case null -> wait = LOOK;
            case Sent.Delivered ignored -> {
              source.taken(notices.size());
              back();
              state = state.delivered(wall.instant(), notices.size());
              failures = 0;
              most = channel.most();
              wait = channel.breath();
            }
            case Sent.Refused(String why) when notices.size() > 1 -> {
              // One by one, so that the others get through.
              log.debug("{} refused a message of several: {}", channel.name(), why);
              most = 1;
              wait = channel.breath();
            }
            case Sent.Refused(String why) -> {
              log.warn(
                  "Notification {} is left out: {} refuses it ({})",
                  notices.getFirst().id(),
                  channel.name(),
                  why);
              source.taken(1);
              back();
              state = state.refused(1);
              failures = 0;
              wait = channel.breath();
            }
            case Sent.Later(String why, Optional<Duration> asked) -> {
              failures++;
              away(why);
              wait = patience.after(failures, asked);
            }
          }
        } catch (RuntimeException e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          failures++;
          away("the ledger does not answer (%s)".formatted(e.getClass().getSimpleName()));
          log.debug("No notifications for {}", channel.name(), e);
          wait = patience.after(failures, Optional.empty());
        }
        Thread.sleep(wait);
      }
    } catch (InterruptedException e) {
      // Closed. What was sent and not yet taken is sent again.
    }
  }

  private void away(String why) {
    if (state.awaySince() == null) {
      log.warn("No notifications reach {} for now: {}. Trading goes on", channel.name(), why);
    }
    state = state.away(wall.instant(), why);
  }

  private void back() {
    Instant since = state.awaySince();
    if (since != null) {
      log.info(
          "Notifications reach {} again, after {} s",
          channel.name(),
          Duration.between(since, wall.instant()).toSeconds());
    }
  }
}
