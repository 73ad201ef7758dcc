package dev.belay.api.export;

import dev.belay.api.ApiSettings;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.ledger.Roster;
import dev.belay.ledger.read.DecisionLine;
import dev.belay.ledger.read.ExportReader;
import dev.belay.ledger.read.ExportSpan;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.IncomeRow;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.MarkRow;
import dev.belay.ledger.read.TradeRow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;

/** The fund's books in the ledger. */
@Singleton
@Requires(beans = {ExportReader.class, LedgerReader.class, Roster.class})
final class LedgerExportBook implements ExportBook {
  private final ExportReader ledger;
  private final LedgerReader lists;
  private final Roster roster;
  private final String portfolio;

  LedgerExportBook(ExportReader ledger, LedgerReader lists, Roster roster, ApiSettings settings) {
    this.ledger = ledger;
    this.lists = lists;
    this.roster = roster;
    this.portfolio = settings.portfolio();
  }

  @Override
  public List<String> funds() {
    return lists.funds(portfolio);
  }

  @Override
  public List<String> agents(String fund) {
    return roster.portfolio(fund).agents().stream().map(AgentSpec::id).toList();
  }

  @Override
  public Iterator<List<TradeRow>> trades(Range range) {
    return ledger.trades(span(range));
  }

  @Override
  public Iterator<List<FillRow>> fills(Range range) {
    return ledger.fills(span(range));
  }

  @Override
  public Iterator<List<MarkRow>> equity(Range range) {
    return ledger.marks(span(range));
  }

  @Override
  public Iterator<List<DecisionLine>> decisions(Range range) {
    return ledger.decisions(span(range));
  }

  @Override
  public Iterator<List<IncomeRow>> incomes(Range range) {
    return ledger.incomes(span(range));
  }

  private ExportSpan span(Range range) {
    return new ExportSpan(range.fund(), range.agent(), range.from(), range.to());
  }
}
