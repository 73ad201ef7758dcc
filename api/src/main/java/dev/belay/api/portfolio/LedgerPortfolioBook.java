package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.domain.market.Quote;
import dev.belay.ledger.Contents;
import dev.belay.ledger.EntryHold;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.read.CaseRow;
import dev.belay.ledger.read.Counts;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.EquityPoint;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.FundFigures;
import dev.belay.ledger.read.HaltRow;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.PositionRow;
import dev.belay.ledger.read.ReconciliationRow;
import dev.belay.ledger.read.TradeRow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fund's book in the ledger. Rows of other funds are not found. */
@Singleton
@Requires(beans = {LedgerReader.class, Contents.class})
public final class LedgerPortfolioBook implements PortfolioBook {
  private final LedgerReader ledger;
  private final Contents contents;
  private final String portfolio;

  public LedgerPortfolioBook(LedgerReader ledger, Contents contents, ApiSettings settings) {
    this.ledger = ledger;
    this.contents = contents;
    this.portfolio = settings.portfolio();
  }

  @Override
  public void ping() {
    var unused = ledger.portfolios();
  }

  @Override
  public FundFigures figures(List<Quote> quotes, Instant now) {
    return ledger.figures(portfolio, quotes, now);
  }

  @Override
  public Counts counts() {
    return ledger.counts(portfolio);
  }

  @Override
  public List<EquityPoint> equity(@Nullable String agent, Instant from, Instant to) {
    return ledger.equity(portfolio, agent, from, to);
  }

  @Override
  public List<PositionRow> openPositions(List<Quote> quotes) {
    return ledger.openPositions(portfolio, quotes);
  }

  @Override
  public Optional<PositionRow> position(String id, List<Quote> quotes) {
    return ledger.position(id, quotes).filter(row -> isOurs(row.account()));
  }

  @Override
  public List<OrderRow> ordersOf(String positionId) {
    return ledger.ordersOf(positionId);
  }

  @Override
  public List<Instructions.Stored> instructionsOf(String positionId) {
    return ledger.instructionsOf(positionId);
  }

  @Override
  public List<String> funds() {
    return ledger.funds(portfolio);
  }

  @Override
  public Page<OrderRow> orders(PageRequest page) {
    return ledger.orders(listing(page));
  }

  @Override
  public Optional<OrderRow> order(String clientOrderId) {
    return ledger.order(clientOrderId).filter(row -> isOurs(row.intent().account()));
  }

  @Override
  public Page<TradeRow> trades(PageRequest page) {
    return ledger.trades(listing(page));
  }

  @Override
  public Page<FillRow> fills(PageRequest page) {
    return ledger.fills(listing(page));
  }

  @Override
  public Page<DecisionRow> decisions(PageRequest page) {
    return ledger.decisions(listing(page));
  }

  @Override
  public Optional<DecisionRow> decision(String roundId) {
    return roundId.startsWith(portfolio + "/") ? ledger.decision(roundId) : Optional.empty();
  }

  @Override
  public List<HaltRow> halts() {
    return ledger.halts(portfolio);
  }

  @Override
  public Optional<EntryHold> hold() {
    return ledger.hold(portfolio);
  }

  @Override
  public List<CaseRow> cases(boolean openOnly, int limit) {
    return ledger.cases(portfolio, openOnly, limit);
  }

  @Override
  public Optional<ReconciliationRow> lastReconciliation() {
    return ledger.lastReconciliation(portfolio);
  }

  @Override
  public Optional<Contents.Stored> text(String hash) {
    return contents.find(hash);
  }

  private boolean isOurs(String account) {
    return ledger.isTradedHere(account, portfolio);
  }

  private Listing listing(PageRequest page) {
    String fund = page.fund() == null ? portfolio : page.fund();
    return new Listing(fund, page.agent(), page.before(), page.limit());
  }
}
