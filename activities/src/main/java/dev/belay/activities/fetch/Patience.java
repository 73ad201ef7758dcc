package dev.belay.activities.fetch;

import dev.belay.activities.venue.VenueException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks again what may be asked again: when the venue says so, or after a while that doubles. A
 * question changes nothing, so it can't be asked once too often.
 */
final class Patience {
  private static final int ATTEMPTS = 5;
  private static final int REFUSALS = 20;
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  // What is kept back is counted from when the answer was read, a moment before.
  private static final Duration MARGIN = Duration.ofMillis(50);

  private final Pause pause;
  private final FetchProgress progress;

  Patience(Pause pause, FetchProgress progress) {
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * @throws FetchException if there is no answer, or it is to end
   */
  <T> T ask(Supplier<T> question) {
    int failed = 0;
    int refused = 0;
    while (true) {
      if (pause.isStopped()) {
        throw new FetchException.Stopped();
      }
      try {
        return question.get();
      } catch (VenueException.RateLimited e) {
        if (++refused == REFUSALS || e.retryAfter().compareTo(LONGEST) > 0) {
          throw new FetchException.Failed(
              "%s. What was fetched is in the store; the same command goes on later."
                  .formatted(e.getMessage()),
              e);
        }
        sleep(e.retryAfter().plus(MARGIN), e);
      } catch (VenueException.Unknown | VenueException.Unreachable e) {
        if (++failed == ATTEMPTS) {
          throw new FetchException.Failed(
              "No usable answer in %d attempts: %s. What was fetched is in the store; see to the address or the network (--archive-url none does without an archive), the same command goes on."
                  .formatted(ATTEMPTS, e.getMessage()),
              e);
        }
        sleep(FIRST.multipliedBy(1L << (failed - 1)), e);
      } catch (VenueException.Refused e) {
        throw new FetchException.Refused(
            "%s. Correct what is asked for.".formatted(e.getMessage()), e);
      }
    }
  }

  private void sleep(Duration time, VenueException why) {
    progress.waits(time, String.valueOf(why.getMessage()));
    pause.sleep(time);
  }
}
