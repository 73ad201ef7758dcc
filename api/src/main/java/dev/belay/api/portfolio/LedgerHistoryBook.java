package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Agents;
import dev.belay.ledger.read.CostRow;
import dev.belay.ledger.read.CurvePoint;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.HistoryReader.MarkSpan;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalRow;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.RecentRounds;
import dev.belay.ledger.read.TradeRow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fund's past in the ledger. */
@Singleton
@Requires(beans = HistoryReader.class)
final class LedgerHistoryBook implements HistoryBook {
  private final HistoryReader ledger;
  private final String portfolio;

  LedgerHistoryBook(HistoryReader ledger, ApiSettings settings) {
    this.ledger = ledger;
    this.portfolio = settings.portfolio();
  }

  @Override
  public PortfolioSpec portfolio() {
    return ledger.portfolio(portfolio);
  }

  @Override
  public List<Agents.Agent> agents() {
    return ledger.agents(portfolio);
  }

  @Override
  public Page<DecisionRow> decisions(PageRequest page, @Nullable String outcome) {
    return ledger.decisions(
        new Listing(portfolio, page.agent(), page.before(), page.limit()), outcome);
  }

  @Override
  public List<JournalRow> journal(
      @Nullable String account,
      List<String> kinds,
      JournalQuery.@Nullable Cursor before,
      int limit) {
    return ledger.journal(new JournalQuery(portfolio, account, kinds, before, limit));
  }

  @Override
  public Map<String, Long> journalHeads() {
    return ledger.journalHeads(portfolio);
  }

  @Override
  public List<JournalRow> journalAfter(String account, long seq, int limit) {
    return ledger.journalAfter(account, seq, limit);
  }

  @Override
  public Optional<MarkSpan> markSpan() {
    return ledger.markSpan(portfolio);
  }

  @Override
  public List<CurvePoint> curves(Instant from, Instant to, Duration step) {
    return ledger.curves(portfolio, from, to, step);
  }

  @Override
  public List<CostRow> costsSince(LocalDate day) {
    return ledger.costsSince(portfolio, day);
  }

  @Override
  public List<CostRow> costs() {
    return ledger.costs(portfolio);
  }

  @Override
  public Optional<TradeRow> trade(String positionId) {
    return ledger.trade(positionId);
  }

  @Override
  public List<FillRow> fillsOf(String positionId) {
    return ledger.fillsOf(positionId);
  }

  @Override
  public RecentRounds recentRounds(String agent, int limit) {
    return ledger.recentRounds(portfolio, agent, limit);
  }
}
