package dev.belay.api.page;

import dev.belay.api.ApiSettings;
import dev.belay.api.portfolio.AgentReader;
import dev.belay.api.portfolio.CurveBoard;
import dev.belay.api.portfolio.CurveRange;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.PageRequest;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.PortfolioView;
import dev.belay.api.portfolio.PortfolioViews;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.api.problem.ProblemException;
import dev.belay.ledger.Agents;
import dev.belay.workflows.wire.WorkflowIds;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The leader board, and a page for each agent. */
@Hidden
@Controller("/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class AgentPages {
  private static final int LAST_ROUNDS = 500;

  private final Pages pages;
  private final PortfolioViews portfolio;
  private final AgentReader agents;
  private final CurveBoard curves;
  private final HistoryBook history;
  private final PortfolioBook book;
  private final QuoteBoard quotes;
  private final ApiSettings settings;

  AgentPages(
      Pages pages,
      PortfolioViews portfolio,
      AgentReader agents,
      CurveBoard curves,
      HistoryBook history,
      PortfolioBook book,
      QuoteBoard quotes,
      ApiSettings settings) {
    this.pages = pages;
    this.portfolio = portfolio;
    this.agents = agents;
    this.curves = curves;
    this.history = history;
    this.book = book;
    this.quotes = quotes;
    this.settings = settings;
  }

  @Get
  HttpResponse<String> all(
      HttpRequest<?> request,
      @Nullable @QueryValue String sort,
      @Nullable @QueryValue String reversed) {
    return pages.show(
        request,
        Section.AGENTS,
        "Agents",
        "agents",
        frame -> {
          var order = new Leaderboard.Order(Leaderboard.Column.of(sort), "true".equals(reversed));
          PortfolioView fund = portfolio.read();
          return Map.of(
              "order",
              order,
              "columns",
              Leaderboard.Column.values(),
              "groups",
              fund.groups(),
              "rows",
              Leaderboard.rows(fund.agents(), frame, curves.now(CurveRange.DAY), order));
        });
  }

  @Get("/{id}")
  HttpResponse<String> one(HttpRequest<?> request, String id, @Nullable @QueryValue String range) {
    return pages.show(
        request,
        Section.AGENTS,
        "Agent",
        "agent",
        frame -> {
          var agent = agents.read(id).orElseThrow(() -> unknown(frame, id));
          Agents.Agent stored =
              history.agents().stream()
                  .filter(one -> one.spec().id().equals(id))
                  .findFirst()
                  .orElseThrow(() -> unknown(frame, id));
          Map<String, Object> model = new HashMap<>();
          model.put("agent", agent);
          model.put("row", agent.row());
          model.put("label", frame.agent(id));
          model.put("spec", stored.spec());
          model.put("limits", stored.spec().limits());
          model.put("breakers", stored.breakers());
          model.put("modelFailures", stored.modelFailures());
          model.put("range", CurveRange.of(range));
          model.put("ranges", CurveRange.values());
          model.put("recent", history.recentRounds(id, LAST_ROUNDS));
          model.put(
              "positions",
              book.openPositions(quotes.now().quotes()).stream()
                  .filter(position -> position.agent().equals(id))
                  .map(PositionLine::of)
                  .toList());
          model.put("trades", book.trades(new PageRequest(null, id, null, 10)).items());
          model.put(
              "decisions",
              history.decisions(new PageRequest(null, id, null, 12), null).items().stream()
                  .map(DecisionLine::of)
                  .toList());
          model.put(
              "workflow", settings.temporal().page(WorkflowIds.agent(settings.portfolio(), id)));
          return model;
        });
  }

  private static ProblemException unknown(Frame frame, String id) {
    return ProblemException.notFound(
        "one of the agents " + String.join(", ", frame.agents().keySet()),
        "\"" + id + "\"",
        "The page Agents lists them.");
  }
}
