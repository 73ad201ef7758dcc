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
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.OrderRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents so rich that their orders take several levels of the book, with a trade at each. */
@Tag("crash")
class PartialFillsTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void everyTradeOfAnEntryThatFillsInPartsIsBookedOnce() throws Exception {
    Path home = folder.resolve("home");
    try (BelayHome held = BelayHome.open(home);
        TradingStack stack =
            TradingStack.start(
                options(home), held, CacheFolder.locate(System.getenv()), System.getenv())) {
      stack.trade();
      LedgerReader ledger = stack.venue().ledger().reader;
      String portfolio = stack.portfolio().name();

      OrderRow entry = awaitEntry(ledger, portfolio);
      List<Fill> booked = fillsOf(ledger, portfolio, entry);
      List<Fill> traded =
          stack
              .venue()
              .access()
              .trading()
              .trades(entry.intent().account(), entry.intent().symbol(), null)
              .stream()
              .filter(fill -> fill.venueOrderId().equals(entry.venueOrderId()))
              .toList();

      assertThat(traded.stream().map(Fill::price).distinct()).hasSizeGreaterThan(1);
      assertThat(booked).containsExactlyInAnyOrderElementsOf(traded);
      Quantity sum = Quantity.ZERO;
      for (Fill fill : booked) {
        sum = sum.plus(fill.quantity());
      }
      assertThat(sum).isEqualTo(entry.executed()).isEqualTo(entry.intent().quantity());
      assertThat(stack.venue().ledger().journal.run().intact()).isTrue();
    }
  }

  private static OrderRow awaitEntry(LedgerReader ledger, String portfolio)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      for (OrderRow order : ledger.orders(Listing.newest(portfolio, 500)).items()) {
        if (order.intent().leg() == Leg.ENTRY
            && order.status() == OrderStatus.FILLED
            && fillsOf(ledger, portfolio, order).size() > 1) {
          return order;
        }
      }
      Thread.sleep(250);
    }
    throw new AssertionError("Expected an entry that filled in parts within " + LIMIT);
  }

  private static List<Fill> fillsOf(LedgerReader ledger, String portfolio, OrderRow order) {
    List<Fill> fills = new ArrayList<>();
    for (FillRow row : ledger.fills(Listing.newest(portfolio, 500)).items()) {
      if (order.intent().id().value().equals(row.orderId())) {
        fills.add(row.fill());
      }
    }
    return fills;
  }

  private RunOptions options(Path home) throws IOException {
    Path config = folder.resolve("portfolio.yaml");
    Files.writeString(
        config,
        Files.readString(Path.of("..", "config", "portfolio.yaml"))
            .replaceFirst("initial_balance: 10000\n", "initial_balance: 20000000\n"));
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
}
