package dev.belay.api.portfolio;

import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import dev.belay.ledger.read.EquityPoint;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Equity over time. */
@AnswersProblems
@Controller("/api/equity")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "portfolio")
final class EquityController {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(1);
  private static final Duration LONGEST_RANGE = Duration.ofDays(92);
  private static final int MOST_POINTS = 2000;
  private static final Instant NO_TIME_YET = Instant.parse("9999-01-01T00:00:00Z");

  private final PortfolioBook book;
  private final QuoteBoard quotes;

  EquityController(PortfolioBook book, QuoteBoard quotes) {
    this.book = book;
    this.quotes = quotes;
  }

  /**
   * Marks on the five-minute grid of market time, at most 2000: beyond that every second, third,
   * ... is shown, the newest always.
   *
   * @param agent a trader_id; without it the fund's own
   * @param from market time, inclusive; a day before {@code to} unless told
   * @param to market time, exclusive; now unless told; at most 92 days after {@code from}
   */
  @Get
  EquityView equity(
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String from,
      @Nullable @QueryValue String to) {
    String wanted = Parameters.agent(agent);
    Instant givenFrom = Parameters.instant("from", from);
    Instant givenTo = Parameters.instant("to", to);
    Instant end = givenTo == null ? now(wanted).plusMillis(1) : givenTo;
    Instant start = givenFrom == null ? end.minus(DEFAULT_RANGE) : givenFrom;
    requireRange(start, end);
    List<EquityPoint> marks = book.equity(wanted, start, end);
    int thinnedBy = Math.ceilDiv(Math.max(1, marks.size()), MOST_POINTS);
    int last = marks.size() - 1;
    List<EquityView.Point> points =
        IntStream.rangeClosed(0, last)
            .filter(i -> (last - i) % thinnedBy == 0)
            .mapToObj(i -> EquityView.Point.of(marks.get(i)))
            .toList();
    return new EquityView(wanted, start, end, thinnedBy, points);
  }

  /** Market time; before the venue has answered for the first time that of the newest mark. */
  private Instant now(@Nullable String agent) {
    QuoteBoard.Board board = quotes.now();
    if (board.isKnown()) {
      return board.time().now();
    }
    List<EquityPoint> all = book.equity(agent, Instant.EPOCH, NO_TIME_YET);
    return all.isEmpty() ? board.time().now() : all.getLast().asOf();
  }

  private static void requireRange(Instant from, Instant to) {
    if (from.isAfter(to)) {
      throw ProblemException.badRequest(
          "\"from\" before \"to\"", from + " and " + to, "Exchange or correct them.");
    }
    if (Duration.between(from, to).compareTo(LONGEST_RANGE) > 0) {
      throw ProblemException.badRequest(
          "at most %d days from \"from\" to \"to\"".formatted(LONGEST_RANGE.toDays()),
          from + " to " + to,
          "Ask for a shorter range, or for several.");
    }
  }
}
