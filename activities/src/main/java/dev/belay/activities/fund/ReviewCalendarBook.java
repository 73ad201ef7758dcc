package dev.belay.activities.fund;

import dev.belay.domain.market.MarketData;
import dev.belay.domain.time.MarketTime;
import dev.belay.domain.time.ReviewWeeks;
import dev.belay.ledger.Reviews;
import dev.belay.workflows.portfolio.ReviewBookActivities;
import java.time.Instant;

/** When the next weekly review is due. */
public final class ReviewCalendarBook implements ReviewBookActivities {
  private final Reviews reviews;
  private final MarketData market;

  public ReviewCalendarBook(Reviews reviews, MarketData market) {
    this.reviews = reviews;
    this.market = market;
  }

  @Override
  public ReviewDue due(String portfolio) {
    MarketTime time = market.time();
    Reviews.Calendar calendar = reviews.calendar(portfolio);
    boolean funded = calendar.isFunded();
    Instant week =
        ReviewWeeks.next(funded ? calendar.started() : time.now(), calendar.lastWeek(), time.now());
    boolean never = !funded || time.ended() && week.isAfter(time.now());
    return new ReviewDue(week, time.wallUntil(week), never);
  }
}
