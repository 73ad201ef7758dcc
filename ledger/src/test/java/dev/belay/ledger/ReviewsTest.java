package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fund.ReviewReport;
import dev.belay.domain.fund.ReviewReport.AgentReview;
import dev.belay.domain.fund.ReviewReport.Figure;
import dev.belay.domain.fund.ReviewReport.Proposal;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ReviewsTest {
  private static final Instant MONDAY = Instant.parse("2026-03-09T00:00:00Z");
  private static final Figure UNKNOWN = new Figure(null, "not enough data", 0);

  private Books books;
  private Reviews reviews;
  private FundChanges changes;

  @BeforeEach
  void open() throws SQLException {
    books = Books.seeded(3, FundLimits.DEFAULT);
    reviews = new Reviews(books.database, books.wall);
    changes = new FundChanges(books.database, books.wall);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void aWeekHasOneScheduledReviewAndAsManyByHandAsOneLikes() {
    Reviews.Stored first = store("main/2026-03-09", Reviews.Kind.WEEKLY);
    Reviews.Stored second = store("main/scheduled-again", Reviews.Kind.WEEKLY);
    Reviews.Stored byHand = store("main/by-hand", Reviews.Kind.MANUAL);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(byHand.id()).isEqualTo("main/by-hand");
    assertThat(reviews.all("main")).hasSize(2);
    assertThat(reviews.calendar("main"))
        .isEqualTo(new Reviews.Calendar(Books.NOON, MONDAY, MONDAY));
    assertThat(first.report()).isEqualTo(report());
  }

  @Test
  void aFundThatNeverHadMoneyHasACalendarWithoutABeginning() {
    PortfolioSpec main = books.roster.portfolio("main");
    books.roster.seed(
        new PortfolioSpec(
            "empty", Usdt.ZERO, main.dailyBudgetUsd(), main.models(), List.of(), main.fundLimits()),
        Books.NOON);

    assertThat(reviews.calendar("empty").isFunded()).isFalse();
    assertThat(reviews.calendar("main").isFunded()).isTrue();
  }

  @Test
  void isCarriedOutOnceDisablingByTheRuleAndSharingTheCapitalOut() {
    store("main/2026-03-09", Reviews.Kind.WEEKLY);

    FundChanges.Change change = apply();
    assertThat(change.agents()).containsExactly("a2");
    assertThat(books.roster.agent("main", "a2").enabled()).isFalse();
    Capital.Plan plan =
        new Capital(books.database, books.wall).plan(Objects.requireNonNull(change.plan()));
    assertThat(plan.moves())
        .extracting(m -> m.agent() + " " + m.amount() + " " + m.everything())
        .containsExactly("a2 -1000 true", "a0 500 false", "a1 500 false");

    assertThat(apply().plan()).isEqualTo(change.plan());
    assertThat(reviews.notApplied()).isEmpty();
    assertThat(reviews.find("main/2026-03-09"))
        .hasValueSatisfying(review -> assertThat(review.plan()).isEqualTo(change.plan()));
  }

  private FundChanges.Change apply() {
    return changes.applyReview(
        "main",
        "main/2026-03-09",
        new FundChanges.Context(
            "review-2026-03-09",
            "review",
            MONDAY,
            Books.quotes("100"),
            List.of(Books.BTC),
            List.of("balanced"),
            new TreeMap<>()));
  }

  private Reviews.Stored store(String id, Reviews.Kind kind) {
    return reviews.store(new Reviews.NewReview(id, "main", kind, MONDAY, report(), "calendar"));
  }

  private static ReviewReport report() {
    return new ReviewReport(
        Books.NOON,
        MONDAY,
        Scheme.EQUAL,
        new TreeMap<>(),
        Usdt.of("3000"),
        Usdt.ZERO,
        -1.5,
        null,
        null,
        "no candles",
        UNKNOWN,
        UNKNOWN,
        new ReviewReport.Correlated(List.of(), null, "too few", 0),
        List.of(
            agent("a0", Proposal.KEEP), agent("a1", Proposal.KEEP), agent("a2", Proposal.DISABLE)),
        new ReviewReport.Conventions("sharpe", "rule", "state", "returns"));
  }

  private static AgentReview agent(String id, Proposal proposal) {
    return new AgentReview(
        id,
        id,
        Usdt.of("1000"),
        0.5,
        null,
        new Figure(-2.0, null, 100),
        UNKNOWN,
        9,
        9,
        Usdt.of("1.25"),
        Usdt.of("0.01"),
        new TreeMap<>(),
        proposal,
        "because",
        null);
  }
}
