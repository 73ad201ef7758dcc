package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.time.ReviewWeeks;
import dev.belay.engine.statistics.Correlation;
import dev.belay.ledger.Reviews;
import dev.belay.ledger.read.Money;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the fund's page together. */
@Singleton
public final class PortfolioViews {
  private final FundReader fund;
  private final CapitalBoard capital;
  private final QuoteBoard quotes;
  private final BuyAndHold bitcoin;
  private final ApiSettings settings;

  PortfolioViews(
      FundReader fund,
      CapitalBoard capital,
      QuoteBoard quotes,
      BuyAndHold bitcoin,
      ApiSettings settings) {
    this.fund = fund;
    this.capital = capital;
    this.quotes = quotes;
    this.bitcoin = bitcoin;
    this.settings = settings;
  }

  /** The fund of now. */
  public PortfolioView read() {
    FundReader.Fund read = fund.read();
    Money money = read.figures().money();
    Usdt pnl = money.equity().minus(money.deposited());
    Double pnlPct = Ratios.pct(pnl, money.deposited());
    Performance.Figures figures = read.performance().fund();
    CapitalBoard.Board shared = capital.now();
    Reviews.Calendar calendar = shared.calendar();
    List<AgentView> ranked = ranked(read.agents());
    String unranked = ranked.isEmpty() ? "the agents' returns do not differ yet" : null;
    return new PortfolioView(
        money.equity(),
        money.deposited(),
        pnl,
        pnlPct,
        pnlPct == null ? "the fund has no capital" : null,
        read.figures().unallocatedCash(),
        read.agents().stream().mapToInt(AgentView::positionCount).sum(),
        read.agents().size(),
        read.figures().halt() == null && read.figures().hold() == null && !read.market().ended(),
        EntryHoldView.of(read.figures().hold()),
        ranked.isEmpty() ? null : ranked.getFirst().traderId(),
        unranked,
        ranked.isEmpty() ? null : ranked.getLast().traderId(),
        unranked,
        correlation(read.performance()),
        allocation(shared, read.agents()),
        costs(money, read),
        Ratios.rounded(figures.sharpe().value()),
        figures.sharpe().reason(),
        Ratios.rounded(figures.volatilityPct().value()),
        figures.volatilityPct().reason(),
        Ratios.rounded(figures.maxDrawdownPct().value()),
        figures.maxDrawdownPct().reason(),
        Ratios.rounded(read.performance().diversification().value()),
        read.performance().diversification().reason(),
        buyAndHold(calendar),
        new Groups(shared.models()).of(read.figures().agents()),
        new PortfolioView.ReviewDates(
            calendar.lastAsOf(),
            ReviewWeeks.next(calendar.started(), calendar.lastWeek(), quotes.now().time().now())),
        read.market(),
        settings.mode(),
        read.agents());
  }

  /** Best first, ties by id; nobody when there is nothing to tell them apart. */
  private static List<AgentView> ranked(List<AgentView> agents) {
    List<AgentView> ranked =
        agents.stream()
            .filter(agent -> agent.returnSinceReviewPct() != null)
            .sorted(
                Comparator.comparing(
                        (AgentView agent) -> Objects.requireNonNull(agent.returnSinceReviewPct()))
                    .reversed()
                    .thenComparing(AgentView::traderId))
            .toList();
    return ranked.stream().map(AgentView::returnSinceReviewPct).distinct().count() < 2
        ? List.of()
        : ranked;
  }

  private static PortfolioView.CorrelationView correlation(Performance performance) {
    Correlation correlation = performance.correlation();
    return new PortfolioView.CorrelationView(
        performance.compared(),
        rounded(correlation.matrix()),
        correlation.reason(),
        correlation.samples());
  }

  private static @Nullable List<List<@Nullable Double>> rounded(
      @Nullable List<List<@Nullable Double>> matrix) {
    if (matrix == null) {
      return null;
    }
    List<List<@Nullable Double>> rows = new ArrayList<>();
    for (List<@Nullable Double> row : matrix) {
      List<@Nullable Double> cells = new ArrayList<>();
      for (Double cell : row) {
        cells.add(Ratios.rounded(cell));
      }
      rows.add(Collections.unmodifiableList(cells));
    }
    return rows;
  }

  /** The scheme chosen, and the weights it came to when capital was last shared out by one. */
  private static PortfolioView.Allocation allocation(
      CapitalBoard.Board shared, List<AgentView> agents) {
    Map<String, Double> weights = new LinkedHashMap<>();
    shared.weights().forEach((id, weight) -> weights.put(id, weight.doubleValue()));
    if (weights.isEmpty()) {
      for (AgentView agent : agents) {
        weights.put(agent.traderId(), Objects.requireNonNull(Ratios.rounded(1.0 / agents.size())));
      }
    }
    return new PortfolioView.Allocation(shared.chosen().scheme().toString(), weights);
  }

  private PortfolioView.BuyAndHoldView buyAndHold(Reviews.Calendar calendar) {
    Double pct = bitcoin.returnPct(calendar.started(), quotes.now().quotes());
    return new PortfolioView.BuyAndHoldView(
        BuyAndHold.BTC.value(),
        calendar.started(),
        Ratios.rounded(pct),
        pct == null ? "the market has no price of BTC for the beginning or now" : null);
  }

  private static PortfolioView.Costs costs(Money money, FundReader.Fund read) {
    BigDecimal models =
        read.figures().agents().stream()
            .map(agent -> agent.costUsd())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new PortfolioView.Costs(money.fees(), money.funding(), Usdt.of(models));
  }
}
