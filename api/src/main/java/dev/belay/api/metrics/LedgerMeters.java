package dev.belay.api.metrics;

import dev.belay.api.cache.Refreshed;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.domain.reconcile.CaseKind;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.CaseRow;
import dev.belay.ledger.read.Counts;
import dev.belay.ledger.read.FundFigures;
import dev.belay.ledger.read.ReconciliationRow;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fund's meters, read from the ledger at most every five seconds, and only when somebody
 * scrapes. While the ledger is away they keep their last values and {@code belay_ledger_up} is 0.
 */
@Singleton
public final class LedgerMeters implements MeterBinder {
  private final Refreshed<Snapshot> snapshot;
  private volatile Snapshot shown = new Snapshot(Counts.ZERO, null, null, null);
  private @Nullable MultiGauge equity;
  private @Nullable MultiGauge positions;
  private @Nullable MultiGauge running;

  /** Through providers, for the ledger's own data source wants the registry that these bind to. */
  LedgerMeters(BeanProvider<PortfolioBook> book, BeanProvider<QuoteBoard> quotes) {
    this.snapshot =
        new Refreshed<>(
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            shown,
            last -> {
              QuoteBoard.Board board = quotes.get().now();
              return new Snapshot(
                  book.get().counts(),
                  book.get().figures(board.quotes(), board.time().now()),
                  book.get().cases(true, 500),
                  book.get().lastReconciliation().map(ReconciliationRow::began).orElse(null));
            });
  }

  private record Snapshot(
      Counts counts,
      @Nullable FundFigures figures,
      @Nullable List<CaseRow> openCases,
      @Nullable Instant reconciled) {}

  /** Reads the ledger anew if it is time to; called before a scrape. */
  synchronized void refresh() {
    shown = snapshot.get();
    FundFigures figures = shown.figures();
    if (figures == null) {
      return;
    }
    rows(equity, figures, agent -> agent.money().equity().value().doubleValue());
    rows(positions, figures, AgentFigures::positionCount);
    rows(running, figures, agent -> agent.status().equals("running") ? 1 : 0);
  }

  private static void rows(
      @Nullable MultiGauge gauge, FundFigures figures, ToDoubleFunction<AgentFigures> value) {
    if (gauge != null) {
      List<MultiGauge.Row<?>> rows =
          figures.agents().stream()
              .<MultiGauge.Row<?>>map(
                  agent ->
                      MultiGauge.Row.of(
                          Tags.of("agent", agent.spec().id()), value.applyAsDouble(agent)))
              .toList();
      gauge.register(rows, true);
    }
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    counter(registry, "belay.rounds", "Rounds recorded", Counts::rounds);
    counter(registry, "belay.decisions", "Elements of recorded decisions", Counts::decisions);
    counter(registry, "belay.refusals", "Refused elements and intents", Counts::refusals);
    counter(registry, "belay.orders", "Orders recorded", Counts::orders);
    counter(registry, "belay.fills", "Fills booked", Counts::fills);
    counter(registry, "belay.trades", "Closed round trips", Counts::trades);
    gauge(registry, "belay.equity.usdt", "Equity of the fund", this::fundEquity);
    gauge(registry, "belay.open.positions", "Positions not closed", this::openPositions);
    gauge(registry, "belay.halted", "1 while entries are halted", this::halted);
    gauge(
        registry,
        "belay.entries.held",
        "1 while entries are refused though not halted",
        this::held);
    for (CaseKind kind : CaseKind.values()) {
      Gauge.builder("belay.open.cases", () -> openCases(kind))
          .tag("kind", kind.name())
          .description("Disagreements of ledger and venue that are not mended")
          .strongReference(true)
          .register(registry);
    }
    gauge(
        registry,
        "belay.reconciliation.age.seconds",
        "Wall time since ledger and venue were last held against each other",
        this::reconciliationAge);
    gauge(registry, "belay.ledger.up", "1 while the ledger answers", this::up);
    equity = agents(registry, "belay.agent.equity.usdt", "Equity of an agent");
    positions = agents(registry, "belay.agent.open.positions", "An agent's positions not closed");
    running = agents(registry, "belay.agent.running", "1 while an agent may trade");
  }

  private void counter(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Counts> count) {
    FunctionCounter.builder(name, this, meters -> count.applyAsDouble(meters.shown.counts()))
        .description(description + " since the home was created")
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(registry);
  }

  private static MultiGauge agents(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  private double fundEquity() {
    FundFigures figures = shown.figures();
    return figures == null ? Double.NaN : figures.money().equity().value().doubleValue();
  }

  private double openPositions() {
    FundFigures figures = shown.figures();
    return figures == null
        ? Double.NaN
        : figures.agents().stream().mapToInt(AgentFigures::positionCount).sum();
  }

  private double halted() {
    FundFigures figures = shown.figures();
    return figures == null ? Double.NaN : figures.halt() == null ? 0 : 1;
  }

  private double held() {
    FundFigures figures = shown.figures();
    return figures == null ? Double.NaN : figures.hold() == null ? 0 : 1;
  }

  private double openCases(CaseKind kind) {
    List<CaseRow> open = shown.openCases();
    return open == null ? Double.NaN : open.stream().filter(row -> row.kind() == kind).count();
  }

  private double reconciliationAge() {
    Instant reconciled = shown.reconciled();
    return reconciled == null
        ? Double.NaN
        : Duration.between(reconciled, Instant.now()).toMillis() / 1000.0;
  }

  private double up() {
    return snapshot.isKnown() && snapshot.failure().isEmpty() ? 1 : 0;
  }
}
