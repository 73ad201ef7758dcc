package dev.belay.api.page;

import dev.belay.api.portfolio.AgentView;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.PortfolioView;
import dev.belay.api.portfolio.PortfolioViews;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.CostRow;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What thinking and trading cost. */
@Hidden
@Controller("/costs")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class CostPage {
  private static final int DAYS = 14;
  private static final Map<String, String> TITLES =
      Map.of("speed", "Speed", "style", "Style", "family", "Model family");

  private final Pages pages;
  private final HistoryBook history;
  private final PortfolioViews portfolio;
  private final QuoteBoard quotes;

  CostPage(Pages pages, HistoryBook history, PortfolioViews portfolio, QuoteBoard quotes) {
    this.pages = pages;
    this.history = history;
    this.portfolio = portfolio;
    this.quotes = quotes;
  }

  /** Calls of models added up. */
  record Sum(
      long calls,
      long standIns,
      long tokensIn,
      long tokensOut,
      BigDecimal usd,
      long millis,
      long replays,
      BigDecimal savedUsd) {
    static final Sum NONE = new Sum(0, 0, 0, 0, BigDecimal.ZERO, 0, 0, BigDecimal.ZERO);

    static Sum of(CostRow row) {
      return new Sum(
          row.calls(),
          row.standIns(),
          row.tokensIn(),
          row.tokensOut(),
          row.costUsd(),
          row.latencyMillis(),
          row.replays(),
          row.savedUsd());
    }

    Sum plus(Sum other) {
      return new Sum(
          calls + other.calls,
          standIns + other.standIns,
          tokensIn + other.tokensIn,
          tokensOut + other.tokensOut,
          usd.add(other.usd),
          millis + other.millis,
          replays + other.replays,
          savedUsd.add(other.savedUsd));
    }

    /** Milliseconds a call; 0 without one. */
    public long latency() {
      return calls == 0 ? 0 : millis / calls;
    }

    public BigDecimal usdPerCall() {
      return calls == 0
          ? BigDecimal.ZERO
          : usd.divide(BigDecimal.valueOf(calls), MathContext.DECIMAL32);
    }
  }

  record AgentCost(AgentView agent, Frame.AgentLabel label, Sum sum) {}

  /**
   * @param share of the dearest day, 0 to 100
   */
  record DayCost(LocalDate day, Sum sum, long share) {}

  /**
   * What a model was nominally to do, and did.
   *
   * @param nominal tokens a second by the configuration; null for what is no model of the fund
   * @param measured tokens written a second, over the whole of its calls; null for a stand-in
   */
  record ModelCost(String name, @Nullable Integer nominal, @Nullable Double measured, Sum sum) {
    static ModelCost of(String id, @Nullable ModelSpec model, Sum sum) {
      boolean answered = sum.standIns() < sum.calls() && sum.millis() > 0;
      return new ModelCost(
          model == null ? id : model.name(),
          model == null ? null : model.tokensPerSecond(),
          answered ? sum.tokensOut() * 1000.0 / sum.millis() : null,
          sum);
    }
  }

  /** Costs of what agents have in common. */
  record Group(String name, Map<String, Sum> sums) {}

  @Get
  HttpResponse<String> costs(HttpRequest<?> request) {
    return pages.show(request, Section.COSTS, "Costs", "costs", this::model);
  }

  private Map<String, Object> model(Frame frame) {
    PortfolioSpec spec = history.portfolio();
    PortfolioView fund = portfolio.read();
    List<CostRow> rows = history.costs();
    Map<String, Sum> byAgent = sums(rows, CostRow::agent);
    Instant now = quotes.now().time().now();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<DayCost> days = days(history.costsSince(today.minusDays(DAYS - 1)));
    BigDecimal spentToday =
        days.stream()
            .filter(day -> day.day().equals(today))
            .map(day -> day.sum().usd())
            .findFirst()
            .orElse(BigDecimal.ZERO);
    Map<String, Object> model = new HashMap<>();
    model.put("fund", fund);
    model.put("total", rows.stream().map(Sum::of).reduce(Sum.NONE, Sum::plus));
    model.put("today", spentToday);
    model.put("budget", spec.dailyBudgetUsd());
    model.put("budgetLeft", budgetLeft(spec.dailyBudgetUsd(), spentToday));
    model.put(
        "agents",
        fund.agents().stream()
            .map(
                agent ->
                    new AgentCost(
                        agent,
                        frame.agent(agent.traderId()),
                        byAgent.getOrDefault(agent.traderId(), Sum.NONE)))
            .toList());
    model.put("days", days);
    model.put("groups", groups(fund, byAgent));
    model.put("models", models(spec, rows));
    return model;
  }

  private static Usdt budgetLeft(Usdt budget, BigDecimal spent) {
    Usdt left = budget.minus(Usdt.of(spent));
    return left.isNegative() ? Usdt.ZERO : left;
  }

  /** The agents' calls by the groups that the fund's figures know. */
  private static List<Group> groups(PortfolioView fund, Map<String, Sum> byAgent) {
    Map<String, Map<String, Sum>> groups = new LinkedHashMap<>();
    for (PortfolioView.Group group : fund.groups()) {
      Sum sum =
          group.agents().stream()
              .map(agent -> byAgent.getOrDefault(agent, Sum.NONE))
              .reduce(Sum.NONE, Sum::plus);
      groups.computeIfAbsent(group.by(), by -> new LinkedHashMap<>()).put(group.name(), sum);
    }
    return groups.entrySet().stream()
        .map(entry -> new Group(TITLES.getOrDefault(entry.getKey(), ""), entry.getValue()))
        .toList();
  }

  /** What answered, by the name it answered with; what is no model of the fund is an agent's. */
  private static List<ModelCost> models(PortfolioSpec spec, List<CostRow> rows) {
    Map<String, ModelSpec> models = new HashMap<>();
    for (CostRow row : rows) {
      spec.models().stream()
          .filter(model -> model.model().equals(row.model()) || used(spec, row, model))
          .findFirst()
          .ifPresent(model -> models.putIfAbsent(row.model(), model));
    }
    return sums(rows, CostRow::model).entrySet().stream()
        .map(entry -> ModelCost.of(entry.getKey(), models.get(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static boolean used(PortfolioSpec spec, CostRow row, ModelSpec model) {
    return row.standIns() == 0
        && spec.agents().stream()
            .anyMatch(agent -> agent.id().equals(row.agent()) && agent.model().equals(model.id()));
  }

  private static List<DayCost> days(List<CostRow> rows) {
    Map<LocalDate, Sum> sums = new TreeMap<>();
    rows.forEach(row -> sums.merge(row.day(), Sum.of(row), Sum::plus));
    long most = sums.values().stream().mapToLong(s -> s.tokensIn() + s.tokensOut()).max().orElse(0);
    List<DayCost> days = new ArrayList<>();
    sums.forEach(
        (day, sum) ->
            days.addFirst(
                new DayCost(
                    day, sum, most == 0 ? 0 : 100 * (sum.tokensIn() + sum.tokensOut()) / most)));
    return days;
  }

  private static Map<String, Sum> sums(List<CostRow> rows, Function<CostRow, String> key) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    rows.forEach(row -> sums.merge(key.apply(row), Sum.of(row), Sum::plus));
    return sums;
  }
}
