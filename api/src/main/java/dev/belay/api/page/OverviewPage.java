package dev.belay.api.page;

import dev.belay.api.live.EventText;
import dev.belay.api.portfolio.AgentView;
import dev.belay.api.portfolio.CurveBoard;
import dev.belay.api.portfolio.CurveRange;
import dev.belay.api.portfolio.CurvesView;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.PortfolioView;
import dev.belay.api.portfolio.PortfolioViews;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.ledger.read.JournalRow;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fund at a glance. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class OverviewPage {
  /** What a visitor wants to know of; decisions to hold and orders on their way are not. */
  private static final List<String> NOTABLE =
      List.of(
          "fill",
          "refused",
          "halt",
          "resume",
          "pause",
          "unpause",
          "enable",
          "disable",
          "deposit",
          "income",
          "position",
          "instruction",
          "instruction_ended",
          "review",
          "review_applied",
          "allocation_scheme",
          "transfer",
          "case_opened",
          "case_closed",
          "agent_added",
          "agent_changed");

  private final Pages pages;
  private final PortfolioViews portfolio;
  private final CurveBoard curves;
  private final HistoryBook history;
  private final QuoteBoard quotes;

  OverviewPage(
      Pages pages,
      PortfolioViews portfolio,
      CurveBoard curves,
      HistoryBook history,
      QuoteBoard quotes) {
    this.pages = pages;
    this.portfolio = portfolio;
    this.curves = curves;
    this.history = history;
    this.quotes = quotes;
  }

  /** The mean of those agents that have a figure; null where none has. */
  record Mean(@Nullable Double sharpe, @Nullable Double maxDrawdownPct) {
    static Mean of(List<AgentView> agents) {
      return new Mean(mean(agents, AgentView::sharpe), mean(agents, AgentView::maxDrawdownPct));
    }

    private static @Nullable Double mean(
        List<AgentView> agents, Function<AgentView, @Nullable Double> figure) {
      OptionalDouble mean =
          agents.stream()
              .map(figure)
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .average();
      return mean.isPresent() ? mean.getAsDouble() : null;
    }
  }

  /** An event of the journal as a line. */
  record Line(String agent, Instant at, String kind, String text) {
    static Line of(JournalRow row) {
      int dot = row.account().indexOf('.');
      String agent =
          dot < 0 || row.account().endsWith(".unallocated") ? "" : row.account().substring(dot + 1);
      return new Line(agent, row.recordedAt(), row.kind(), EventText.of(row));
    }
  }

  @Get("/")
  HttpResponse<String> overview(HttpRequest<?> request, @Nullable @QueryValue String range) {
    return pages.show(
        request,
        Section.OVERVIEW,
        "Overview",
        "overview",
        frame -> {
          CurveRange shown = CurveRange.of(range);
          PortfolioView fund = portfolio.read();
          CurvesView all = curves.now(CurveRange.ALL);
          Map<String, Object> model = new HashMap<>();
          model.put("fund", fund);
          model.put("range", shown);
          model.put("ranges", CurveRange.values());
          model.put("lead", lead(fund, all, frame));
          model.put("now", quotes.now().time().now());
          model.put("mean", Mean.of(fund.agents()));
          model.put(
              "rows",
              Leaderboard.rows(
                  fund.agents(),
                  frame,
                  curves.now(CurveRange.DAY),
                  new Leaderboard.Order(Leaderboard.Column.RETURN, false)));
          model.put(
              "events", history.journal(null, NOTABLE, null, 12).stream().map(Line::of).toList());
          return model;
        });
  }

  /** What a first visitor has to know, in sentences. */
  private static List<String> lead(PortfolioView fund, CurvesView all, Frame frame) {
    List<String> lead = new ArrayList<>();
    Show show = Show.INSTANCE;
    lead.add(
        "%s trading agents share one fund of %s USDT%s. Each decides by itself every few minutes; every decision, refusal and order is kept."
            .formatted(
                show.count(fund.agentCount()),
                show.money(fund.initialBalance()),
                fund.mode().equals("paper") ? ", on paper" : ""));
    Double hold = fund.buyAndHold().returnPct();
    Instant from = all.from();
    Instant to = all.to();
    if (from == null || to == null) {
      lead.add("It has just begun: the first equity mark comes within five market minutes.");
      return lead;
    }
    lead.add(
        "After %s of market time it stands at %s USDT, %s.%s"
            .formatted(
                show.span(from, to),
                show.money(fund.totalEquity()),
                show.pct(fund.totalPnlPct()),
                hold == null
                    ? ""
                    : " Buying and holding Bitcoin instead would have made %s."
                        .formatted(show.pct(hold))));
    String best = fund.bestPerformer();
    String worst = fund.worstPerformer();
    if (best != null && worst != null) {
      lead.add(
          "Best is %s with %s, worst %s with %s."
              .formatted(
                  frame.agent(best).name(),
                  show.pct(returnOf(fund, best)),
                  frame.agent(worst).name(),
                  show.pct(returnOf(fund, worst))));
    }
    return lead;
  }

  private static @Nullable Double returnOf(PortfolioView fund, String agent) {
    return fund.agents().stream()
        .filter(row -> row.traderId().equals(agent))
        .map(AgentView::pnlPct)
        .findFirst()
        .orElse(null);
  }
}
