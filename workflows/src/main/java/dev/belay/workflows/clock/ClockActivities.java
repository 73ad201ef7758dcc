package dev.belay.workflows.clock;

import dev.belay.domain.time.MarketTime;
import dev.belay.domain.time.Tick;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Market time; run as local activities. */
@ActivityInterface
public interface ClockActivities {

  /** The next point of the grid and how long to sleep until it. */
  @ActivityMethod(name = "Clock.Next")
  Tick next(NextTick request);

  @ActivityMethod(name = "Clock.Now")
  MarketTime now();

  /**
   * @param previous the last point handed out, never to be handed out again
   */
  record NextTick(Duration interval, @Nullable Instant previous) {}
}
