package dev.belay.app.run;

import dev.belay.activities.amplifier.DeskBook;
import dev.belay.activities.amplifier.ScanTable;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.position.ExitReason;
import dev.belay.ledger.amplifier.Cycles;
import dev.belay.strategies.amplifier.AmplifierRule;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Why;
import dev.belay.workflows.amplifier.DeskActivities.Followed;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between two cycles, every second: stops follow the price, what was held for long enough goes, and
 * where the price of bitcoin has dropped too far everything is closed. Several processes may do it
 * at once; one that dies costs a second.
 */
final class DeskGuard implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeskGuard.class);
  private static final long EVERY_MS = 1_000;
  private static final Duration OLDEST_SCAN = Duration.ofMinutes(30);

  private final Foundation base;
  private final AmplifierRule rule;
  private final Symbol signal;
  private final DeskBook book;
  private final Launcher launcher;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("desk-guard").factory());
  private boolean failing;

  private DeskGuard(Foundation base, AmplifierSettings settings) {
    this.base = base;
    this.rule = new AmplifierRule(settings);
    this.signal =
        Symbol.of(
            settings.scanner().exclusions().signal() + settings.scanner().exclusions().quote());
    this.book = Workers.deskBook(base);
    this.launcher = base.launcher;
  }

  static DeskGuard start(Foundation base, AmplifierSettings settings) {
    DeskGuard guard = new DeskGuard(base, settings);
    var unused =
        guard.loop.scheduleWithFixedDelay(
            guard::guarded, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    return guard;
  }

  /** An outage is logged once; the next look makes up for it. */
  private void guarded() {
    try {
      base.ledger.recovery.desks().forEach(this::look);
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        log.warn("Stops of the desk don't follow and nobody watches bitcoin: {}", "" + e);
      }
      failing = true;
    }
  }

  private void look(String desk) {
    if (base.ledger.positions.open(DeskSpec.account(desk)).isEmpty()) {
      return;
    }
    Followed followed = book.follow(desk);
    followed.moved().forEach(launcher::fillSeen);
    followed
        .out()
        .forEach(
            position -> launcher.closePosition(new CloseCommand(position, ExitReason.MAX_HOLD)));
    Instant now = base.market.data.time().now();
    if (book.toClose(desk).positions().isEmpty()) {
      dropped(desk, now)
          .ifPresent(why -> launcher.tellDesk(desk, it -> it.override(why.toString())));
    }
  }

  /** Against the highest price that the last scan knew of. */
  private Optional<Why> dropped(String desk, Instant now) {
    Optional<Cycles.Seen> seen =
        base.ledger
            .cycles
            .lastSeen(desk, now)
            .filter(scan -> scan.asOf().isAfter(now.minus(OLDEST_SCAN)));
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    ScanTable.Momentum momentum =
        ScanTable.read(base.ledger.contents.get(seen.get().scanHash())).momentum();
    Optional<Quote> quote =
        base.market.data.quotes().stream().filter(q -> q.symbol().equals(signal)).findFirst();
    if (momentum == null || quote.isEmpty()) {
      return Optional.empty();
    }
    double highest = momentum.price() / (1 - momentum.dropPct() / 100);
    double drop = 100 * (1 - quote.get().last().value().doubleValue() / highest);
    return Optional.ofNullable(rule.dropped(drop));
  }

  @Override
  public void close() {
    loop.shutdownNow();
  }
}
