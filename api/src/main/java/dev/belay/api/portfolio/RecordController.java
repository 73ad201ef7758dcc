package dev.belay.api.portfolio;

import dev.belay.api.problem.ProblemException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the ledger has recorded, newest first. */
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "records")
final class RecordController {
  private final PortfolioBook book;

  RecordController(PortfolioBook book) {
    this.book = book;
  }

  /**
   * Orders with what became of them.
   *
   * @param agent only of this trader_id
   * @param before the {@code next} of an earlier answer
   * @param limit 1 to 500, else 50
   */
  @Get("/orders")
  ListView<OrderView> orders(
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String before,
      @Nullable @QueryValue String limit) {
    return ListView.of(book.orders(Parameters.page(agent, before, limit)), OrderView::of);
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

  /**
   * Closed round trips.
   *
   * @param agent only of this trader_id
   * @param before the {@code next} of an earlier answer
   * @param limit 1 to 500, else 50
   */
  @Get("/trades")
  ListView<TradeView> trades(
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String before,
      @Nullable @QueryValue String limit) {
    return ListView.of(book.trades(Parameters.page(agent, before, limit)), TradeView::of);
  }

  /**
   * Fills as booked.
   *
   * @param agent only of this trader_id
   * @param before the {@code next} of an earlier answer
   * @param limit 1 to 500, else 50
   */
  @Get("/fills")
  ListView<FillView> fills(
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String before,
      @Nullable @QueryValue String limit) {
    return ListView.of(book.fills(Parameters.page(agent, before, limit)), FillView::of);
  }

  /**
   * Decisions with their voices, elements and refusals.
   *
   * @param agent only of this trader_id
   * @param before the {@code next} of an earlier answer
   * @param limit 1 to 500, else 50
   */
  @Get("/decisions")
  ListView<DecisionView> decisions(
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String before,
      @Nullable @QueryValue String limit) {
    return ListView.of(book.decisions(Parameters.page(agent, before, limit)), DecisionView::of);
  }

  /**
   * One decision with its prompt and reply texts.
   *
   * @param id the round's: {@code main/qwen_single/2026-01-05T12:00:00Z}
   */
  @Get("/decisions/{+id}")
  DecisionDetail decision(String id) {
    return book.decision(id)
        .map(row -> DecisionDetail.of(DecisionView.of(row), book::text))
        .orElseThrow(
            () ->
                unknown(
                    "a round's id such as main/qwen_single/2026-01-05T12:00:00Z",
                    id,
                    "/api/decisions"));
  }

  private static ProblemException unknown(String expected, String id, String list) {
    return ProblemException.notFound(
        expected + " of this fund", "\"" + id + "\"", list + " lists them.");
  }
}
