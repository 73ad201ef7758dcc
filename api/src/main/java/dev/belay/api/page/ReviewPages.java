package dev.belay.api.page;

import dev.belay.api.portfolio.CapitalBook;
import dev.belay.api.portfolio.PortfolioViews;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.fund.ReviewReport;
import dev.belay.ledger.Reviews;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reviews, and how the capital is shared out. */
@Hidden
@Controller("/reviews")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class ReviewPages {
  private static final int PLANS = 20;

  private final Pages pages;
  private final CapitalBook book;
  private final PortfolioViews portfolio;
  private final QuoteBoard quotes;

  ReviewPages(Pages pages, CapitalBook book, PortfolioViews portfolio, QuoteBoard quotes) {
    this.pages = pages;
    this.book = book;
    this.portfolio = portfolio;
    this.quotes = quotes;
  }

  /** A review in a row. */
  record Line(Reviews.Stored review) {
    /** Without the fund's name. */
    public String id() {
      return review.id().substring(review.portfolio().length() + 1);
    }

    public String title() {
      return review.kind() == Reviews.Kind.WEEKLY
          ? "Week before " + review.week().toString().substring(0, 10)
          : "By hand";
    }

    public ReviewReport report() {
      return review.report();
    }

    /** done, under way or refused. */
    public String status() {
      return review.appliedAt() == null
          ? "under_way"
          : review.refusal() == null ? "done" : "refused";
    }
  }

  @Get
  HttpResponse<String> all(HttpRequest<?> request) {
    return pages.show(
        request,
        Section.REVIEWS,
        "Reviews",
        "reviews",
        frame -> {
          Map<String, Object> model = new HashMap<>();
          model.put("fund", portfolio.read());
          model.put("now", quotes.now().time().now());
          model.put("reviews", book.reviews().stream().map(Line::new).toList());
          model.put(
              "plans",
              book.plans().stream()
                  .limit(PLANS)
                  .map(plan -> PlanLine.of(plan, book.transfersOf(plan.id())))
                  .toList());
          return model;
        });
  }

  @Get("/{id}")
  HttpResponse<String> one(HttpRequest<?> request, String id) {
    return pages.show(
        request,
        Section.REVIEWS,
        "Review",
        "review",
        frame -> {
          Reviews.Stored review =
              book.review(id)
                  .orElseThrow(
                      () ->
                          ProblemException.notFound(
                              "the id of a review",
                              "\"" + id + "\"",
                              "The page Reviews lists them; one that was just asked for takes a"
                                  + " moment."));
          String plan = review.plan();
          Map<String, Object> model = new HashMap<>();
          model.put("line", new Line(review));
          model.put("review", review);
          model.put("report", review.report());
          model.put("lead", lead(review, frame));
          model.put(
              "plan", plan == null ? null : PlanLine.of(book.plan(plan), book.transfersOf(plan)));
          return model;
        });
  }

  private static List<String> lead(Reviews.Stored review, Frame frame) {
    Show show = Show.INSTANCE;
    ReviewReport report = review.report();
    List<String> lead = new ArrayList<>();
    lead.add(
        report.returnPct() == null
            ? "What the fund made is not known: " + report.returnPctReason() + "."
            : "In %s the fund made %s.%s"
                .formatted(
                    show.span(report.since(), report.asOf()),
                    show.pct(report.returnPct()),
                    report.bitcoinReturnPct() == null
                        ? ""
                        : " Buying and holding Bitcoin would have made %s."
                            .formatted(show.pct(report.bitcoinReturnPct()))));
    List<String> disabled =
        report.disabled().stream().map(agent -> frame.agent(agent.agent()).name()).toList();
    lead.add(
        disabled.isEmpty()
            ? "The rule disabled no agent."
            : "The rule disabled " + String.join(", ", disabled) + ".");
    String refusal = review.refusal();
    lead.add(
        review.appliedAt() == null
            ? "It is being carried out."
            : refusal == null
                ? "The capital was shared out by the scheme %s.".formatted(report.scheme())
                : "The capital could not be shared out: " + refusal);
    return lead;
  }
}
