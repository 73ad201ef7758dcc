package dev.belay.api.page;

import dev.belay.api.ApiSettings;
import dev.belay.api.amplifier.AmplifierDesk;
import dev.belay.api.page.CandleChart.Line;
import dev.belay.api.page.CandleChart.Mark;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.InstructionView;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.money.Price;
import dev.belay.domain.order.Leg;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.PositionRow;
import dev.belay.ledger.read.TradeRow;
import dev.belay.workflows.wire.WorkflowIds;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Open positions, and a page for each position, also a closed one. */
@Hidden
@Controller("/positions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class PositionPages {
  private static final int CANDLES = 90;

  private final Pages pages;
  private final PortfolioBook book;
  private final HistoryBook history;
  private final QuoteBoard quotes;
  private final MarketData market;
  private final ApiSettings settings;
  private final AmplifierDesk desk;

  PositionPages(
      Pages pages,
      PortfolioBook book,
      HistoryBook history,
      QuoteBoard quotes,
      MarketData market,
      ApiSettings settings,
      AmplifierDesk desk) {
    this.pages = pages;
    this.book = book;
    this.history = history;
    this.quotes = quotes;
    this.market = market;
    this.settings = settings;
    this.desk = desk;
  }

  @Get
  HttpResponse<String> open(HttpRequest<?> request) {
    return pages.show(
        request,
        Section.POSITIONS,
        "Positions",
        "positions",
        frame ->
            Map.of(
                "positions",
                lines(book.openPositions(quotes.now().quotes())),
                "ofDesk",
                lines(desk.positions())));
  }

  private static List<PositionLine> lines(List<PositionRow> rows) {
    return rows.stream().map(PositionLine::of).toList();
  }

  @Get("/{account}/{symbol}/{number}")
  HttpResponse<String> one(HttpRequest<?> request, String account, String symbol, String number) {
    String id = account + "/" + symbol + "/" + number;
    return pages.show(
        request,
        Section.POSITIONS,
        "Position",
        "position",
        frame -> {
          PositionRow row = book.position(id, quotes.now().quotes()).orElseThrow(() -> unknown(id));
          Optional<TradeRow> trade = history.trade(id);
          List<OrderRow> orders = book.ordersOf(id);
          List<FillRow> fills = history.fillsOf(id);
          Map<String, Object> model = new HashMap<>();
          model.put("position", PositionLine.of(row));
          model.put("row", row);
          model.put("trade", trade.orElse(null));
          model.put("orders", orders);
          model.put("fills", fills);
          model.put(
              "instructions", book.instructionsOf(id).stream().map(InstructionView::of).toList());
          model.put("round", row.decisionId().replaceFirst("#\\d+$", ""));
          model.put("ofDesk", !row.account().startsWith(settings.portfolio() + "."));
          model.put("candles", candles(row, trade.orElse(null), orders, fills));
          model.put("workflow", settings.temporal().page(WorkflowIds.position(id)));
          return model;
        });
  }

  private @Nullable String candles(
      PositionRow row, @Nullable TradeRow trade, List<OrderRow> orders, List<FillRow> fills) {
    Instant now = quotes.now().time().now();
    Instant from = row.openedAt() == null ? row.asOf() : row.openedAt();
    Instant to = trade == null ? now : trade.closedAt();
    Interval interval = interval(Duration.between(from, to));
    Instant shownTo = to.plus(interval.duration().multipliedBy(trade == null ? 0 : CANDLES / 6));
    List<Candle> candles;
    try {
      candles =
          market.candles(row.symbol(), interval, shownTo.isAfter(now) ? now : shownTo, CANDLES);
    } catch (RuntimeException e) {
      // The venue does not answer: the page has everything else.
      return null;
    }
    return CandleChart.of(
        "%s candles of %s with entry, exit and stop".formatted(interval, row.symbol()),
        candles,
        interval.duration(),
        fills.stream().map(PositionPages::mark).toList(),
        levels(row, from, to, orders));
  }

  /** The shortest candle of which two thirds of the drawing hold the whole position. */
  private static Interval interval(Duration held) {
    for (Interval interval : Interval.values()) {
      if (held.dividedBy(interval.duration()) <= CANDLES * 2 / 3) {
        return interval;
      }
    }
    return Interval.D1;
  }

  private static Mark mark(FillRow row) {
    boolean entry = row.fill().realizedPnl().isZero() && row.orderId() != null;
    return new Mark(
        row.fill().at(),
        row.fill().price(),
        entry ? "entry" : "exit",
        "%s %s at %s, %s"
            .formatted(
                Show.INSTANCE.title(row.fill().side()),
                row.fill().quantity(),
                row.fill().price(),
                Show.INSTANCE.time(row.fill().at())));
  }

  /** Where entry, stop and target lie; a moved stop leaves its earlier place. */
  private static List<Line> levels(
      PositionRow row, Instant from, Instant to, List<OrderRow> orders) {
    List<Line> lines = new ArrayList<>();
    if (row.entryPrice() != null) {
      lines.add(
          new Line(from, to, row.entryPrice(), "entry", "entry " + shortened(row.entryPrice())));
    }
    List<Price> stops =
        orders.stream()
            .filter(order -> order.intent().leg() == Leg.STOP)
            .map(order -> order.intent().triggerPrice())
            .filter(price -> price != null)
            .distinct()
            .toList();
    for (Price stop : stops) {
      boolean current = stop.equals(row.stop());
      lines.add(new Line(from, to, stop, "stop", (current ? "stop " : "stop before ") + stop));
    }
    if (stops.isEmpty()) {
      lines.add(new Line(from, to, row.stop(), "stop", "stop " + row.stop()));
    }
    if (row.target() != null) {
      lines.add(new Line(from, to, row.target(), "target", "target " + row.target()));
    }
    return lines;
  }

  private static String shortened(Price price) {
    return price.value().round(new java.math.MathContext(7)).stripTrailingZeros().toPlainString();
  }

  private static ProblemException unknown(String id) {
    return ProblemException.notFound(
        "the id of a position such as main.qwen_single/BTCUSDT/3",
        "\"" + id + "\"",
        "The page Positions lists the open ones, Trades the closed.");
  }
}
