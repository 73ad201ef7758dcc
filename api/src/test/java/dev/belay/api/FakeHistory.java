package dev.belay.api;

import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.PageRequest;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.risk.BreakerState;
import dev.belay.ledger.Agents;
import dev.belay.ledger.read.CostRow;
import dev.belay.ledger.read.CurvePoint;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.EquityPoint;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.HistoryReader.MarkSpan;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalRow;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.RecentRounds;
import dev.belay.ledger.read.TradeRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The past of the fund of {@link FakeBook}; events can be added while it is looked at. */
public final class FakeHistory implements HistoryBook {
  public final List<JournalRow> events = new CopyOnWriteArrayList<>();
  private final FakeBook book;

  FakeHistory(FakeBook book) {
    this.book = book;
    happened("halt", "{\"by\":\"<i>me</i>\",\"reason\":\"lunch\"}");
  }

  /** Appends an event to the first agent's journal. */
  public void happened(String kind, String body) {
    events.add(
        new JournalRow(
            "main.qwen_single", events.size() + 1L, kind, body, Fixtures.AT, "0123456789abcdef"));
  }

  @Override
  public PortfolioSpec portfolio() {
    ModelSpec model =
        new ModelSpec(
            "qwen3_32b",
            "Qwen3-32B",
            "qwen",
            "groq",
            "qwen/qwen3-32b",
            null,
            "GROQ_API_KEY",
            new BigDecimal("0.29"),
            new BigDecimal("0.59"),
            400);
    return new PortfolioSpec(
        "main",
        Usdt.of("10000.01"),
        Usdt.of("10"),
        List.of(model),
        agents().stream().map(Agents.Agent::spec).toList(),
        FundLimits.DEFAULT);
  }

  @Override
  public List<Agents.Agent> agents() {
    return book.figures(List.of(), Instant.EPOCH).agents().stream()
        .map(
            agent ->
                new Agents.Agent(
                    agent.spec(),
                    agent.account(),
                    true,
                    false,
                    new BreakerState(null, null, null, null, null, null, false),
                    0))
        .toList();
  }

  @Override
  public Page<DecisionRow> decisions(PageRequest page, @Nullable String outcome) {
    return "HOLD".equals(outcome) ? new Page<>(List.of(), null) : book.decisions(page);
  }

  @Override
  public List<JournalRow> journal(
      @Nullable String account,
      List<String> kinds,
      JournalQuery.@Nullable Cursor before,
      int limit) {
    return events.reversed();
  }

  @Override
  public Map<String, Long> journalHeads() {
    return Map.of("main.qwen_single", (long) events.size());
  }

  @Override
  public List<JournalRow> journalAfter(String account, long seq, int limit) {
    return List.copyOf(events).subList((int) seq, events.size());
  }

  @Override
  public Optional<MarkSpan> markSpan() {
    return Optional.of(new MarkSpan(Fixtures.AS_OF.minus(Duration.ofHours(2)), Fixtures.AS_OF));
  }

  @Override
  public List<CurvePoint> curves(Instant from, Instant to, Duration step) {
    List<CurvePoint> points = new ArrayList<>();
    int i = 0;
    for (Instant at = from; !at.isAfter(to); at = at.plus(step)) {
      // Capital is put in half way, which is no gain.
      boolean more = i >= 6;
      Usdt equity = Usdt.of(new BigDecimal(5000 + i + (more ? 1000 : 0)));
      Usdt transfers = Usdt.of(more ? "6000" : "5000");
      points.add(
          new CurvePoint("main.qwen_single", new EquityPoint(at, equity, Usdt.ZERO, transfers)));
      i++;
    }
    return points;
  }

  @Override
  public List<CostRow> costsSince(LocalDate day) {
    return costs();
  }

  @Override
  public List<CostRow> costs() {
    return List.of(
        new CostRow(
            "qwen_single",
            LocalDate.of(2026, 1, 5),
            "qwen3_32b",
            10,
            4,
            12_000,
            900,
            new BigDecimal("0.0123"),
            5_000,
            2,
            new BigDecimal("0.0025")));
  }

  @Override
  public Optional<TradeRow> trade(String positionId) {
    return Optional.of(Fixtures.trade()).filter(row -> row.positionId().equals(positionId));
  }

  @Override
  public List<FillRow> fillsOf(String positionId) {
    return List.of(Fixtures.fill());
  }

  @Override
  public RecentRounds recentRounds(String agent, int limit) {
    return new RecentRounds(
        10, Map.of("HOLD", 7L, "REFUSED", 3L), Map.of("CONFIDENCE_TOO_LOW", 3L));
  }
}
