package dev.belay.activities.fund;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.fund.ReviewReport;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.time.ReviewWeeks;
import dev.belay.ledger.Marks;
import dev.belay.ledger.Reviews;
import dev.belay.workflows.portfolio.ReviewActivities;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes reviews: the first of a week, and of a request by hand, stays. */
public final class ReviewWriter implements ReviewActivities {
  private final Reviews reviews;
  private final ReportMaker reports;
  private final MarketData market;
  private final Failpoints failpoints;

  public ReviewWriter(
      Reviews reviews, ReportMaker reports, MarketData market, Failpoints failpoints) {
    this.reviews = reviews;
    this.reports = reports;
    this.market = market;
    this.failpoints = failpoints;
  }

  @Override
  public ReviewWritten write(WriteReview request) {
    String portfolio = request.portfolio();
    Instant now = market.time().now();
    Instant week = ReviewWeeks.floor(now);
    String byHand = request.request();
    String id = id(portfolio, byHand, week);
    Optional<Reviews.Stored> known = reviews.find(id);
    if (known.isPresent()) {
      return written(known.get());
    }
    Instant asOf =
        byHand == null
            ? week
            : Instant.ofEpochMilli(
                Math.floorDiv(now.toEpochMilli(), Marks.GRID.toMillis()) * Marks.GRID.toMillis());
    ReviewReport report = reports.of(portfolio, asOf);
    failpoints.hit("review.made");
    Reviews.Stored stored =
        reviews.store(
            new Reviews.NewReview(
                id,
                portfolio,
                byHand == null ? Reviews.Kind.WEEKLY : Reviews.Kind.MANUAL,
                week,
                report,
                request.by()));
    failpoints.hit("review.written");
    return written(stored);
  }

  private static String id(String portfolio, @Nullable String byHand, Instant week) {
    return portfolio + "/" + (byHand == null ? week.toString().substring(0, 10) : byHand);
  }

  private static ReviewWritten written(Reviews.Stored stored) {
    return new ReviewWritten(
        stored.id(),
        stored.report().disabled().stream().map(ReviewReport.AgentReview::agent).toList());
  }
}
