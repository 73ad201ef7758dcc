package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.cli.LiveFlags;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.SystemFlags;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.Ports;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.Instruction.End;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.TradeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops that follow and positions that are held for long enough, in an application that trades. */
@Tag("crash")
class GuardTest {
  private static final Duration LIMIT = Duration.ofSeconds(100);

  @TempDir Path folder;

  @Test
  void stopsFollowThePriceAndNothingIsHeldTooLong() throws Exception {
    Path home = folder.resolve("home");
    try (BelayHome held = BelayHome.open(home);
        TradingStack stack =
            TradingStack.start(
                options(home), held, CacheFolder.locate(System.getenv()), System.getenv())) {
      stack.trade();
      LedgerReader ledger = stack.venue().ledger().reader;
      String portfolio = stack.portfolio().name();

      until(ledger, portfolio, trade -> trade.exitReason() == ExitReason.MAX_HOLD);
      List<Instructions.Stored> followed = awaitFollowed(ledger, portfolio);

      for (Instructions.Stored move : followed) {
        assertThat(move.by()).isEqualTo("trailing stop");
      }
      assertThat(stopsOnlyComeNearer(ledger, portfolio)).isGreaterThan(0);
      for (TradeRow trade : trades(ledger, portfolio)) {
        if (trade.exitReason() == ExitReason.MAX_HOLD) {
          assertThat(Duration.between(trade.openedAt(), trade.closedAt()))
              .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
        }
      }
    }
  }

  private static List<TradeRow> trades(LedgerReader ledger, String portfolio) {
    return ledger.trades(Listing.newest(portfolio, 500)).items();
  }

  private static void until(LedgerReader ledger, String portfolio, Predicate<TradeRow> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (trades(ledger, portfolio).stream().noneMatch(wanted)) {
      assertThat(System.nanoTime()).as("a trade within " + LIMIT).isLessThan(end);
      Thread.sleep(250);
    }
  }

  /** Instructions of the guard that were carried out. */
  private static List<Instructions.Stored> awaitFollowed(LedgerReader ledger, String portfolio)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      List<Instructions.Stored> done =
          positions(ledger, portfolio)
              .flatMap(id -> ledger.instructionsOf(id).stream())
              .filter(i -> i.wanted() instanceof Instruction.MoveStop && i.end() == End.DONE)
              .toList();
      if (!done.isEmpty()) {
        return done;
      }
      assertThat(System.nanoTime()).as("a stop that followed within " + LIMIT).isLessThan(end);
      Thread.sleep(250);
    }
  }

  private static Stream<String> positions(LedgerReader ledger, String portfolio) {
    return Stream.concat(
        trades(ledger, portfolio).stream().map(TradeRow::positionId),
        ledger.openPositions(portfolio, List.of()).stream().map(row -> row.id()));
  }

  /** How many stops were placed beside an older one; each nearer than the one before. */
  private static int stopsOnlyComeNearer(LedgerReader ledger, String portfolio) {
    int moved = 0;
    for (String id : positions(ledger, portfolio).toList()) {
      boolean isLong = ledger.position(id, List.of()).orElseThrow().direction() == Direction.LONG;
      List<OrderRow> stops = new ArrayList<>();
      for (OrderRow order : ledger.ordersOf(id)) {
        if (order.intent().leg() == Leg.STOP && order.status() != OrderStatus.REJECTED) {
          stops.add(order);
        }
      }
      stops.sort(Comparator.comparingInt(order -> order.intent().number()));
      for (int i = 1; i < stops.size(); i++) {
        var before = stops.get(i - 1).intent().triggerPrice();
        var after = stops.get(i).intent().triggerPrice();
        if (before != null && after != null && before.compareTo(after) != 0) {
          assertThat(after.compareTo(before)).as(id).isEqualTo(isLong ? 1 : -1);
          moved++;
        }
      }
    }
    return moved;
  }

  private RunOptions options(Path home) throws IOException {
    Path config = folder.resolve("portfolio.yaml");
    Files.writeString(
        config,
        shipped()
            .replaceFirst("trailing_stop_pct: 0 ", "trailing_stop_pct: 1.0 ")
            .replaceFirst("max_hold_hours: 0 ", "max_hold_hours: 0.25 "));
    return new RunOptions(
        RunOptions.Verb.DEMO,
        home,
        Ports.free(),
        null,
        MarketFlags.NONE,
        120,
        TemporalMode.MEMORY,
        SystemFlags.of("portfolio"),
        config,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        true);
  }

  private static String shipped() throws IOException {
    Path file = Path.of("..", "config", "portfolio.yaml");
    return Files.readString(file);
  }
}
