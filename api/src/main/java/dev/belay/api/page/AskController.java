package dev.belay.api.page;

import dev.belay.api.page.Ask.Choice;
import dev.belay.api.page.Ask.Field;
import dev.belay.api.page.Ask.Kind;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.PortfolioView;
import dev.belay.api.portfolio.PortfolioViews;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.PositionRow;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Says what a command to the fund, a position or an order would do just now, and asks. */
@Hidden
@Controller("/ask")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class AskController {
  private static final String POST = "POST";
  private static final Show SHOW = Show.INSTANCE;
  private final Pages pages;
  private final PortfolioBook book;
  private final QuoteBoard quotes;
  private final PortfolioViews portfolio;

  AskController(Pages pages, PortfolioBook book, QuoteBoard quotes, PortfolioViews portfolio) {
    this.pages = pages;
    this.book = book;
    this.quotes = quotes;
    this.portfolio = portfolio;
  }

  @Get("/halt")
  HttpResponse<String> halt() {
    return ask(
        new Ask(
            "Halt entries",
            List.of(
                "No agent opens anything from now on, until you resume.",
                "Open positions keep their stops and targets, and agents may still close them."),
            false,
            POST,
            "/api/portfolio/halt",
            List.of(Field.reason()),
            "Halt entries"));
  }

  @Get("/resume")
  HttpResponse<String> resume() {
    return ask(
        new Ask(
            "Resume",
            List.of(
                "The halt is lifted, and agents may open positions again from their next round.",
                "While a flatten is under way this is refused."),
            false,
            POST,
            "/api/portfolio/resume",
            List.of(),
            "Resume"));
  }

  @Get("/flatten")
  HttpResponse<String> flatten() {
    List<PositionRow> open = open();
    return ask(
        new Ask(
            "Flatten the fund",
            List.of(
                "Halts entries.",
                closes(open),
                "The halt stays until the venue itself reports every account flat and you resume.",
                "Closed positions can't be brought back."),
            true,
            POST,
            "/api/portfolio/flatten",
            List.of(Field.reason()),
            "Flatten now"));
  }

  @Get("/reconcile")
  HttpResponse<String> reconcile() {
    return ask(
        new Ask(
            "Hold ledger and venue against each other now",
            List.of(
                "Every account's orders, positions and cash are compared. It takes about a second,"
                    + " and up to 15 where something differs.",
                "Safe steps are taken by themselves; it also happens every minute."),
            false,
            POST,
            "/api/portfolio/reconcile",
            List.of(),
            "Look now"));
  }

  @Get("/rebalance")
  HttpResponse<String> rebalance() {
    PortfolioView fund = portfolio.read();
    return ask(
        new Ask(
            "Review the fund now",
            List.of(
                "Every agent is judged: one whose Sharpe is below −0.5, over enough hours and"
                    + " trades, is disabled, its positions are closed and its capital is taken"
                    + " back.",
                "Then the capital is shared out by the scheme chosen, %s. An agent above its new capital reduces positions at the market."
                    .formatted(fund.allocation().scheme()),
                "That can't be undone. The report is kept under Reviews, and the weekly review of"
                    + " %s comes all the same.".formatted(SHOW.minute(fund.review().next()))),
            true,
            POST,
            "/api/portfolio/rebalance",
            List.of(Field.reason()),
            "Review now"));
  }

  @Get("/allocation")
  HttpResponse<String> allocation() {
    PortfolioView fund = portfolio.read();
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.choice(
            "scheme",
            "How",
            Kind.TEXT,
            fund.allocation().scheme(),
            List.of(
                new Choice("equal", "equal: the same for all"),
                new Choice("performance", "performance: more for the better since the last review"),
                new Choice("strategy", "strategy: scalpers 20 %, balanced 40 %, swing 40 %"),
                new Choice("custom", "custom: weights of your own"))));
    fund.agents().stream()
        .filter(agent -> !agent.status().equals("disabled"))
        .forEach(
            agent ->
                fields.add(
                    Field.of(
                            "weights." + agent.traderId(),
                            agent.traderName(),
                            Kind.NUMBER,
                            null,
                            "%% of the capital; has %s USDT now"
                                .formatted(SHOW.money(agent.equity())))
                        .with("scheme=custom")));
    fields.add(Field.reason());
    return ask(
        new Ask(
            "Share out the capital",
            List.of(
                "The scheme is %s now. The new one is kept for every review to come, and the capital is moved by it at once, free margin first."
                    .formatted(fund.allocation().scheme()),
                "An agent above its new capital reduces positions at the market; that can't be"
                    + " undone.",
                "Disabled agents get nothing; %s USDT are not allocated."
                    .formatted(SHOW.money(fund.unallocatedCash()))),
            true,
            POST,
            "/api/portfolio/allocation",
            fields,
            "Move the capital"));
  }

  @Get("/positions/{account}/{symbol}/{number}/close")
  HttpResponse<String> close(String account, String symbol, String number) {
    PositionRow row = position(account, symbol, number);
    return ask(
        new Ask(
            "Close " + named(row),
            List.of(
                "Sells or buys back at the market, at the next candle's open on a simulated one.",
                "All of it is %s %s, %s USDT unrealized, before fees."
                    .formatted(
                        row.quantity(), SHOW.base(row.symbol()), SHOW.signed(row.unrealizedPnl())),
                "Stop and target go on covering what remains. What is closed can't be brought"
                    + " back."),
            true,
            POST,
            "/api/positions/" + row.id() + "/close",
            List.of(
                Field.choice(
                    "pct",
                    "How much",
                    Kind.NUMBER,
                    "100",
                    List.of(
                        new Choice("100", "all of it"),
                        new Choice("75", "three quarters"),
                        new Choice("50", "half"),
                        new Choice("25", "a quarter"))),
                Field.reason()),
            "Close it"));
  }

  @Get("/positions/{account}/{symbol}/{number}/stop")
  HttpResponse<String> stop(String account, String symbol, String number) {
    PositionRow row = position(account, symbol, number);
    boolean isLong = row.direction() == Direction.LONG;
    return ask(
        new Ask(
            "Move the stop of " + named(row),
            List.of(
                "The stop is at %s, the mark at %s. A new one has to be %s the mark."
                    .formatted(row.stop(), SHOW.text(row.mark()), isLong ? "below" : "above"),
                "The old one stays until the venue has the new one, and for good if it refuses"
                    + " it."),
            false,
            POST,
            "/api/positions/" + row.id() + "/stop",
            List.of(
                Field.of("price", "New stop", Kind.DECIMAL, row.stop(), "a multiple of the tick")
                    .needed(),
                Field.reason()),
            "Move the stop"));
  }

  @Get("/positions/{account}/{symbol}/{number}/target")
  HttpResponse<String> target(String account, String symbol, String number) {
    PositionRow row = position(account, symbol, number);
    Price target = row.target();
    return ask(
        new Ask(
            "Move the target of " + named(row),
            List.of(
                target == null
                    ? "It has no target; the mark is at %s.".formatted(SHOW.text(row.mark()))
                    : "The target is at %s, the mark at %s."
                        .formatted(target, SHOW.text(row.mark())),
                "Left empty, the target is taken away and the stop alone stays."),
            false,
            POST,
            "/api/positions/" + row.id() + "/target",
            List.of(
                Field.of(
                    "price",
                    "New target",
                    Kind.DECIMAL_OR_NULL,
                    target,
                    "a multiple of the tick, or empty"),
                Field.reason()),
            "Move the target"));
  }

  @Get("/orders/{id}/cancel")
  HttpResponse<String> cancel(String id) {
    OrderRow order =
        book.order(id)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "a client order id", "\"" + id + "\"", "A position's page lists them."));
    return ask(
        new Ask(
            "Cancel an order",
            List.of(
                "%s of %s, %s."
                    .formatted(
                        SHOW.title(order.intent().leg()),
                        order.intent().symbol(),
                        SHOW.words(order.status())),
                "An entry that has not filled is given up; a cancelled target leaves the stop"
                    + " alone. A stop is not cancelled: its position would be naked."),
            false,
            "DELETE",
            "/api/orders/" + id,
            List.of(Field.reason()),
            "Cancel it"));
  }

  private List<PositionRow> open() {
    return book.openPositions(quotes.now().quotes());
  }

  /** What closing these means. */
  static String closes(List<PositionRow> open) {
    Usdt result =
        open.stream()
            .map(PositionRow::unrealizedPnl)
            .filter(Objects::nonNull)
            .reduce(Usdt.ZERO, Usdt::plus);
    return open.isEmpty()
        ? "Nothing is open just now; entries on their way are closed as soon as they fill."
        : "Closes %s at the market. At current prices that realises %s USDT, before fees."
            .formatted(SHOW.plural(open.size(), "open position"), SHOW.signed(result));
  }

  private PositionRow position(String account, String symbol, String number) {
    String id = account + "/" + symbol + "/" + number;
    return book.position(id, quotes.now().quotes())
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "the id of a position", "\"" + id + "\"", "The page Positions lists them."));
  }

  private static String named(PositionRow row) {
    return "the %s in %s".formatted(SHOW.words(row.direction()), SHOW.base(row.symbol()));
  }

  private HttpResponse<String> ask(Ask ask) {
    return pages.part("ask", Map.of("ask", ask));
  }
}
