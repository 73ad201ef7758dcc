package dev.belay.api.portfolio;

import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What the ledger has recorded, newest first. */
@AnswersProblems
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "records")
final class RecordController {
  private final PortfolioBook book;

  RecordController(PortfolioBook book) {
    this.book = book;
  }

  /** Orders with what became of them. */
  @Get("/orders")
  ListView<OrderView> orders(@RequestBean ListQuery query) {
    return ListView.of(book.orders(query.page(book.funds())), OrderView::of);
  }

  /**
   * One order.
   *
   * @param id its client order id
   */
  @Get("/orders/{id}")
  OrderView order(String id) {
    return book.order(id)
        .map(OrderView::of)
        .orElseThrow(() -> unknown("a client order id", id, "/api/orders"));
  }

  /** Closed round trips. */
  @Get("/trades")
  ListView<TradeView> trades(@RequestBean ListQuery query) {
    return ListView.of(book.trades(query.page(book.funds())), TradeView::of);
  }

  /** Fills as booked. */
  @Get("/fills")
  ListView<FillView> fills(@RequestBean ListQuery query) {
    return ListView.of(book.fills(query.page(book.funds())), FillView::of);
  }

  /** Decisions with their voices, elements and refusals. */
  @Get("/decisions")
  ListView<DecisionView> decisions(@RequestBean ListQuery query) {
    return ListView.of(book.decisions(query.page(book.funds())), DecisionView::of);
  }

  /**
   * One decision with its prompt and reply texts. The three parts together are the round's id, as
   * in {@code main/qwen_single/2026-01-05T12:00:00Z}.
   *
   * @param portfolio the fund
   * @param agent trader_id
   * @param asOf market time of the round
   */
  @Get("/decisions/{portfolio}/{agent}/{asOf}")
  DecisionDetail decision(String portfolio, String agent, String asOf) {
    return encoded(portfolio + "/" + agent + "/" + asOf);
  }

  @Hidden
  @Get("/decisions/{id}")
  DecisionDetail encoded(String id) {
    return book.decision(id)
        .map(row -> DecisionDetail.of(row, book::text))
        .orElseThrow(
            () ->
                unknown(
                    "a round's id such as main/qwen_single/2026-01-05T12:00:00Z",
                    id,
                    "/api/decisions"));
  }

  static ProblemException unknown(String expected, String id, String list) {
    return ProblemException.notFound(
        expected + " of this fund", "\"" + id + "\"", list + " lists them.");
  }
}
