package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.domain.market.Quote;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.ledger.Instructions;
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
import dev.belay.ledger.read.TradeRow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fund's book in the ledger. Rows of other funds are not found. */
@Singleton
@Requires(beans = {LedgerReader.class, ContentStore.class})
public final class LedgerPortfolioBook implements PortfolioBook {
  private final LedgerReader ledger;
  private final ContentStore contents;
  private final String portfolio;

  public LedgerPortfolioBook(LedgerReader ledger, ContentStore contents, ApiSettings settings) {
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
  public Optional<String> text(String hash) {
    try {
      return Optional.of(contents.get(hash));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isOurs(String account) {
    return account.startsWith(portfolio + ".");
  }

  private Listing listing(PageRequest page) {
    return new Listing(portfolio, page.agent(), page.before(), page.limit());
  }
}
