package dev.belay.app.run;

import dev.belay.domain.market.MarketData;
import dev.belay.domain.time.MarketTime;
import dev.belay.domain.time.Tick;
import dev.belay.workflows.clock.ClockActivities;
import java.time.Instant;

/** The venue's clock as an activity. */
record Clock(MarketData market) implements ClockActivities {
  @Override
  public Tick next(NextTick request) {
    Instant previous = request.previous() == null ? Instant.EPOCH : request.previous();
    return market.time().next(request.interval(), previous);
  }

  @Override
  public MarketTime now() {
    return market.time();
  }
}
