package dev.belay.api;

import dev.belay.api.portfolio.PageRequest;
import dev.belay.api.portfolio.PortfolioBook;
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
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.PositionRow;
import dev.belay.ledger.read.ReconciliationRow;
import dev.belay.ledger.read.TradeRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A small fund in memory; can be told to fail as a ledger that is away does. */
public final class FakeBook implements PortfolioBook {
  public volatile Map<String, Contents.Stored> texts =
      Map.of(
          "aa11",
          new Contents.Stored("You trade perpetual futures. <script>alert(1)</script>", null),
          "bb22",
          new Contents.Stored("[]", null));
  public final AtomicInteger calls = new AtomicInteger();
  public volatile @Nullable RuntimeException away;
  public volatile @Nullable PageRequest lastPage;
  public volatile FundFigures figures = Fixtures.figures(null);
  public volatile Counts counts = new Counts(120, 80, 9, 31, 29, 11);
  public volatile List<CaseRow> cases = List.of();
  public volatile @Nullable ReconciliationRow reconciliation;
  public final List<EquityPoint> marks = new ArrayList<>();
  public final Map<String, List<EquityPoint>> marksOf = new HashMap<>();

  @Override
  public void ping() {
    called();
  }

  @Override
  public FundFigures figures(List<Quote> quotes, Instant now) {
    called();
    return figures;
  }

  @Override
  public Counts counts() {
    called();
    return counts;
  }

  @Override
  public List<EquityPoint> equity(@Nullable String agent, Instant from, Instant to) {
    called();
    List<EquityPoint> all = agent == null ? marks : marksOf.getOrDefault(agent, marks);
    return all.stream()
        .filter(mark -> !mark.asOf().isBefore(from) && mark.asOf().isBefore(to))
        .toList();
  }

  @Override
  public List<PositionRow> openPositions(List<Quote> quotes) {
    called();
    return List.of(Fixtures.position());
  }

  @Override
  public Optional<PositionRow> position(String id, List<Quote> quotes) {
    called();
    return Optional.of(Fixtures.position()).filter(row -> row.id().equals(id));
  }

  @Override
  public List<OrderRow> ordersOf(String positionId) {
    called();
    return List.of(Fixtures.order());
  }

  @Override
  public List<Instructions.Stored> instructionsOf(String positionId) {
    called();
    return List.of(Fixtures.instruction());
  }

  @Override
  public List<String> funds() {
    return List.of("main", "amplifier");
  }

  @Override
  public Page<OrderRow> orders(PageRequest page) {
    return page(page, Fixtures.order());
  }

  @Override
  public Optional<OrderRow> order(String clientOrderId) {
    called();
    return Optional.of(Fixtures.order())
        .filter(row -> row.intent().id().toString().equals(clientOrderId));
  }

  @Override
  public Page<TradeRow> trades(PageRequest page) {
    return page(page, Fixtures.trade());
  }

  @Override
  public Page<FillRow> fills(PageRequest page) {
    return page(page, Fixtures.fill());
  }

  @Override
  public Page<DecisionRow> decisions(PageRequest page) {
    return page(page, Fixtures.decision());
  }

  @Override
  public Optional<DecisionRow> decision(String roundId) {
    called();
    return Optional.of(Fixtures.decision()).filter(row -> row.id().equals(roundId));
  }

  @Override
  public List<HaltRow> halts() {
    called();
    HaltRow halt = figures.halt();
    return halt == null ? List.of() : List.of(halt);
  }

  @Override
  public Optional<EntryHold> hold() {
    called();
    return Optional.ofNullable(figures.hold());
  }

  @Override
  public List<CaseRow> cases(boolean openOnly, int limit) {
    called();
    return cases.stream().filter(row -> !openOnly || row.closedAt() == null).limit(limit).toList();
  }

  @Override
  public Optional<ReconciliationRow> lastReconciliation() {
    called();
    return Optional.ofNullable(reconciliation);
  }

  @Override
  public Optional<Contents.Stored> text(String hash) {
    called();
    return Optional.ofNullable(texts.get(hash));
  }

  private <T> Page<T> page(PageRequest page, T row) {
    called();
    lastPage = page;
    return new Page<>(List.of(row), 7L);
  }

  private void called() {
    calls.incrementAndGet();
    if (away != null) {
      throw away;
    }
  }
}
