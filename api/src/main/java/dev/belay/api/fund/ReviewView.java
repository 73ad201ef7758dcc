package dev.belay.api.fund;

import dev.belay.domain.fund.ReviewReport;
import dev.belay.ledger.Reviews;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A review.
 *
 * @param kind weekly or manual
 * @param week the Monday of market time it belongs to
 * @param disabled agents that the rule disabled
 * @param allocation id of the plan that moved the capital; null before it is carried out
 * @param refusal why the scheme could not be applied
 * @param report null in lists
 */
@Schema(name = "Review")
public record ReviewView(
    String id,
    String kind,
    Instant week,
    Instant asOf,
    String scheme,
    List<String> disabled,
    String by,
    @Nullable String allocation,
    @Nullable String refusal,
    Instant recordedAt,
    @Nullable Instant appliedAt,
    @Nullable ReviewReport report) {

  static ReviewView of(Reviews.Stored review, boolean whole) {
    return new ReviewView(
        review.id().substring(review.portfolio().length() + 1),
        review.kind().name().toLowerCase(Locale.ROOT),
        review.week(),
        review.report().asOf(),
        review.report().scheme().toString(),
        review.report().disabled().stream().map(ReviewReport.AgentReview::agent).toList(),
        review.by(),
        review.plan(),
        review.refusal(),
        review.recordedAt(),
        review.appliedAt(),
        whole ? review.report() : null);
  }
}
