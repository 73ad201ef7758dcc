package dev.belay.api.portfolio;

import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.market.Quote;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positions. */
@AnswersProblems
@Controller("/api/positions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "positions")
final class PositionController {
  private final PortfolioBook book;
  private final QuoteBoard quotes;

  PositionController(PortfolioBook book, QuoteBoard quotes) {
    this.book = book;
    this.quotes = quotes;
  }

  /**
   * Every position that is not closed, oldest first, with the state of its stop.
   *
   * @param agent only of this trader_id
   */
  @Get
  ListView<PositionView> positions(@Nullable @QueryValue String agent) {
    String wanted = Parameters.agent(agent);
    return ListView.all(
        book.openPositions(quotes.now().quotes()).stream()
            .filter(row -> wanted == null || row.agent().equals(wanted))
            .map(PositionView::of)
            .toList());
  }

  /**
   * One position, open or closed, with its orders. The three parts together are its id, as in
   * {@code main.qwen_single/BTCUSDT/3}.
   *
   * @param account the agent's at the venue
   * @param symbol such as BTCUSDT
   * @param number which one of the symbol
   */
  @Get("/{account}/{symbol}/{number}")
  PositionDetail position(String account, String symbol, String number) {
    return encoded(account + "/" + symbol + "/" + number);
  }

  @Hidden
  @Get("/{id}")
  PositionDetail encoded(String id) {
    List<Quote> prices = quotes.now().quotes();
    return book.position(id, prices)
        .map(
            row ->
                new PositionDetail(
                    PositionView.of(row),
                    book.ordersOf(row.id()).stream().map(OrderView::of).toList(),
                    book.instructionsOf(row.id()).stream().map(InstructionView::of).toList()))
        .orElseThrow(() -> unknown(id));
  }

  static ProblemException unknown(String id) {
    return ProblemException.notFound(
        "the id of a position such as main.qwen_single/BTCUSDT/3",
        "\"" + id + "\"",
        "/api/positions lists the open ones, /api/trades the closed.");
  }
}
