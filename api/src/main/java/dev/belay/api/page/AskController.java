package dev.belay.api.page;

import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.read.PositionRow;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;

/** Says what a command would do just now, and asks. */
@Hidden
@Controller("/ask")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class AskController {
  private final Pages pages;
  private final PortfolioBook book;
  private final QuoteBoard quotes;

  AskController(Pages pages, PortfolioBook book, QuoteBoard quotes) {
    this.pages = pages;
    this.book = book;
    this.quotes = quotes;
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
            "POST",
            "/api/portfolio/halt",
            List.of(Ask.Field.reason()),
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
            "POST",
            "/api/portfolio/resume",
            List.of(),
            "Resume"));
  }

  @Get("/flatten")
  HttpResponse<String> flatten() {
    List<PositionRow> open = book.openPositions(quotes.now().quotes());
    Usdt result =
        open.stream()
            .map(PositionRow::unrealizedPnl)
            .filter(pnl -> pnl != null)
            .reduce(Usdt.ZERO, Usdt::plus);
    String closes =
        open.isEmpty()
            ? "Nothing is open just now; entries on their way are closed as soon as they fill."
            : "Closes %s at the market. At current prices that realises %s USDT, before fees."
                .formatted(
                    Show.INSTANCE.plural(open.size(), "open position"),
                    Show.INSTANCE.signed(result));
    return ask(
        new Ask(
            "Flatten the fund",
            List.of(
                "Halts entries.",
                closes,
                "The halt stays until the venue itself reports every account flat and you resume.",
                "Closed positions can't be brought back."),
            true,
            "POST",
            "/api/portfolio/flatten",
            List.of(Ask.Field.reason()),
            "Flatten now"));
  }

  private HttpResponse<String> ask(Ask ask) {
    return pages.part("ask", Map.of("ask", ask));
  }
}
