package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.activities.venue.Venue;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.cli.LiveFlags;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.SystemFlags;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.Ports;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.reconcile.CaseKind;
import dev.belay.ledger.Positions;
import dev.belay.ledger.read.CaseRow;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.PositionRow;
import dev.belay.workflows.portfolio.AgentWorkflow;
import dev.belay.workflows.wire.LaunchActivities.ReconcileLaunch;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowNotFoundException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks what Belay believes behind its back, in an application that trades. */
@Tag("crash")
class ReconcileTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final Duration MENDED_WITHIN = Duration.ofSeconds(40);
  private static final Duration ROUND_ENDS_WITHIN = Duration.ofSeconds(3);

  @TempDir Path folder;
  private int runs;

  @Test
  void whatIsLostIsMendedAndWhatIsForeignIsACase() throws Exception {
    Path home = folder.resolve("home");
    try (BelayHome held = BelayHome.open(home);
        TradingStack stack =
            TradingStack.start(
                options(home), held, CacheFolder.locate(System.getenv()), System.getenv())) {
      stack.trade();
      PositionRow position = abandoned(stack);
      OrderRow stop = stopOf(stack, position.id());
      ClientOrderId foreign = placeByHand(stack, position);

      // They run again: of a stop that is gone they hear, and do something about it.
      venue(stack).cancel(position.account(), position.symbol(), stop.intent().id(), true);
      await(
          "the position to be guarded again, or closed",
          () -> Optional.of(position.id()).filter(id -> isWell(stack, id, stop)));

      CaseRow unknown =
          reconciled(stack, CaseKind.UNKNOWN_ORDER, foreign.value(), row -> row.closedAt() == null);
      assertThat(unknown.repairs()).isNull();
      assertThat(venue(stack).openOrders(position.account()))
          .as("what nobody knows is not touched")
          .contains(foreign.value());

      venue(stack).cancel(position.account(), position.symbol(), foreign, false);
      CaseRow gone =
          reconciled(stack, CaseKind.UNKNOWN_ORDER, foreign.value(), row -> row.closedAt() != null);
      assertThat(gone.outcome()).isEqualTo("GONE");
      assertThat(stack.venue().ledger().journal.run().intact()).isTrue();
    }
  }

  /**
   * A position that nothing looks after until a reconciliation finds that: one that trades
   * meanwhile is told by that, and another is taken.
   */
  private PositionRow abandoned(TradingStack stack) throws InterruptedException {
    String portfolio = stack.portfolio().name();
    for (int attempt = 0; attempt < 5; attempt++) {
      PositionRow position = await("a guarded position", () -> guarded(stack));
      // Nor may its agent close it.
      String agent = position.account().substring(position.account().indexOf('.') + 1);
      stack
          .client()
          .newWorkflowStub(AgentWorkflow.class, WorkflowIds.agent(portfolio, agent))
          .pause("the test");
      Thread.sleep(ROUND_ENDS_WITHIN);
      Optional<ClientOrderId> stop = workingStop(stack, position.id());
      if (stop.isEmpty()) {
        continue;
      }
      List<String> lost = List.of(position.id(), stop.get().value());
      terminate(stack, WorkflowIds.order(stop.get()));
      terminate(stack, WorkflowIds.position(position.id()));
      boolean mended =
          eventually(() -> lost.stream().allMatch(id -> isMended(stack, CaseKind.NOT_RUNNING, id)));
      if (mended && workingStop(stack, position.id()).isPresent()) {
        return position;
      }
    }
    throw new AssertionError("Expected one of five positions to rest while it is abandoned");
  }

  private boolean isMended(TradingStack stack, CaseKind kind, String subject) {
    return found(stack, kind, subject, row -> "REPAIRED".equals(row.outcome())).isPresent();
  }

  private static boolean eventually(Supplier<Boolean> so) throws InterruptedException {
    long end = System.nanoTime() + MENDED_WITHIN.toNanos();
    while (System.nanoTime() < end) {
      if (so.get()) {
        return true;
      }
      Thread.sleep(250);
    }
    return false;
  }

  private static Optional<ClientOrderId> workingStop(TradingStack stack, String position) {
    return stack.venue().ledger().reader.ordersOf(position).stream()
        .filter(order -> order.intent().leg() == Leg.STOP)
        .filter(order -> order.status() == OrderStatus.WORKING)
        .map(order -> order.intent().id())
        .findFirst();
  }

  private static Venue venue(TradingStack stack) {
    return stack.venue().access().trading();
  }

  /** The one whose stop is farthest from the price: it is to last a while. */
  private static Optional<PositionRow> guarded(TradingStack stack) {
    return stack
        .venue()
        .ledger()
        .reader
        .openPositions(stack.portfolio().name(), stack.venue().market().data.quotes())
        .stream()
        .filter(row -> row.status() == PositionStatus.OPEN && row.stopConfirmedAt() != null)
        .filter(row -> row.mark() != null)
        .max(Comparator.comparing(ReconcileTest::distance));
  }

  private static BigDecimal distance(PositionRow row) {
    BigDecimal mark = Objects.requireNonNull(row.mark()).value();
    return row.stop().value().subtract(mark).abs().divide(mark, 8, RoundingMode.HALF_UP);
  }

  private static OrderRow stopOf(TradingStack stack, String position) {
    return stack.venue().ledger().reader.ordersOf(position).stream()
        .filter(order -> order.intent().leg() == Leg.STOP)
        .filter(order -> order.status() == OrderStatus.WORKING)
        .findFirst()
        .orElseThrow();
  }

  /** A resting buy far below the price, under an id that derives from nothing of the ledger. */
  private static ClientOrderId placeByHand(TradingStack stack, PositionRow position) {
    ClientOrderId id = ClientOrderId.derive("another", position.account(), "by hand", Leg.ENTRY, 0);
    BigDecimal mark = Objects.requireNonNull(position.mark()).value();
    Instrument instrument =
        stack.venue().market().data.instruments().stream()
            .filter(i -> i.symbol().equals(position.symbol()))
            .findFirst()
            .orElseThrow();
    Price half = instrument.roundToTick(Price.of(mark.divide(BigDecimal.TWO)), RoundingMode.UP);
    BigDecimal units =
        to(instrument.stepSize(), new BigDecimal("20").divide(half.value(), 8, RoundingMode.UP));
    Instant now = Instant.now();
    OrderIntent intent =
        new OrderIntent(
            id,
            position.account(),
            position.id(),
            "by hand",
            Leg.ENTRY,
            0,
            position.symbol(),
            Side.BUY,
            OrderType.LIMIT,
            Quantity.of(units),
            half,
            null,
            1,
            now,
            now.plusSeconds(5));
    assertThat(venue(stack).submit(intent, () -> {})).isInstanceOf(SubmitOutcome.Accepted.class);
    return id;
  }

  private static BigDecimal to(BigDecimal grid, BigDecimal value) {
    return value.divide(grid, 0, RoundingMode.UP).multiply(grid);
  }

  private static void terminate(TradingStack stack, String workflow) {
    try {
      stack.client().newUntypedWorkflowStub(workflow).terminate("the test");
    } catch (WorkflowNotFoundException e) {
      // It has come to its end in the meantime.
    }
  }

  private static boolean isWell(TradingStack stack, String id, OrderRow lost) {
    Positions.Stored position = stack.venue().ledger().positions.load(id);
    boolean guarded =
        position.orders().stream()
            .anyMatch(
                order ->
                    order.leg() == Leg.STOP
                        && order.status() == OrderStatus.WORKING
                        && !order.id().equals(lost.intent().id()));
    return guarded || position.status() == PositionStatus.CLOSED;
  }

  /** Reconciles until there is such a case. */
  private CaseRow reconciled(
      TradingStack stack, CaseKind kind, String subject, Predicate<CaseRow> wanted)
      throws InterruptedException {
    return await(kind + " of " + subject, () -> found(stack, kind, subject, wanted));
  }

  /** Raises a reconciliation, one at a time, and looks what the earlier ones have found. */
  private Optional<CaseRow> found(
      TradingStack stack, CaseKind kind, String subject, Predicate<CaseRow> wanted) {
    String portfolio = stack.portfolio().name();
    stack.launcher().reconcile(new ReconcileLaunch(portfolio, "test" + runs++ / 20));
    return stack.venue().ledger().reader.cases(portfolio, false, 100).stream()
        .filter(row -> row.kind() == kind && row.subject().equals(subject))
        .filter(wanted)
        .findFirst();
  }

  private static <T> T await(String what, Supplier<Optional<T>> question)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(250);
    }
    throw new AssertionError("Expected %s within %s".formatted(what, LIMIT));
  }

  private static RunOptions options(Path home) {
    return new RunOptions(
        RunOptions.Verb.DEMO,
        home,
        Ports.free(),
        null,
        MarketFlags.NONE,
        60,
        TemporalMode.MEMORY,
        SystemFlags.of("portfolio"),
        null,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        true);
  }
}
