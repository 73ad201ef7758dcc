package dev.belay.app.run;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.risk.PositionGuard;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Instructions.Told;
import dev.belay.ledger.read.PositionRow;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every second, tells positions what their agents' limits want of them: to have the stop follow, or
 * to be closed. What it tells is an instruction in the ledger, or a wish to close, as an
 * operator's; several processes may do it at once, and one that dies costs a second.
 */
final class GuardLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GuardLoop.class);
  private static final long EVERY_MS = 1_000;

  private final String portfolio;
  private final LedgerStack ledger;
  private final MarketData market;
  private final Launcher launcher;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("position-guard").factory());
  private boolean failing;

  private GuardLoop(String portfolio, LedgerStack ledger, MarketData market, Launcher launcher) {
    this.portfolio = portfolio;
    this.ledger = ledger;
    this.market = market;
    this.launcher = launcher;
  }

  static GuardLoop start(Foundation base, String portfolio) {
    GuardLoop guard = new GuardLoop(portfolio, base.ledger, base.market.data, base.launcher);
    var unused =
        guard.loop.scheduleWithFixedDelay(
            guard::guarded, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    return guard;
  }

  /** An outage is logged once; the next look makes up for it. */
  private void guarded() {
    try {
      look();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        log.warn("Stops don't follow and nobody looks at how long positions are held: {}", "" + e);
      }
      failing = true;
    }
  }

  private void look() {
    Map<String, AgentLimits> limits = new HashMap<>();
    for (AgentSpec agent : ledger.roster.portfolio(portfolio).agents()) {
      if (agent.limits().trailingStopPct().signum() > 0
          || agent.limits().maxHoldHours().signum() > 0) {
        limits.put(agent.id(), agent.limits());
      }
    }
    if (limits.isEmpty()) {
      return;
    }
    List<Quote> quotes = market.quotes();
    Instant now = market.time().now();
    for (PositionRow row : ledger.reader.openPositions(portfolio, quotes)) {
      AgentLimits its = limits.get(row.agent());
      Instant openedAt = row.openedAt();
      if (its != null && openedAt != null && row.status() == PositionStatus.OPEN) {
        look(row, openedAt, its, quotes, now);
      }
    }
  }

  private void look(
      PositionRow row, Instant openedAt, AgentLimits limits, List<Quote> quotes, Instant now) {
    Quote quote =
        quotes.stream().filter(q -> q.symbol().equals(row.symbol())).findFirst().orElse(null);
    Optional<Instrument> instrument = instrument(row.symbol());
    if (quote == null || instrument.isEmpty()) {
      return;
    }
    PositionGuard.Held held = new PositionGuard.Held(row.direction(), row.stop(), openedAt);
    PositionGuard.next(held, limits, instrument.get(), quote.mark(), now)
        .ifPresent(
            wanted -> {
              switch (wanted) {
                case PositionGuard.Wanted.Out() ->
                    launcher.closePosition(new CloseCommand(row.id(), ExitReason.MAX_HOLD));
                case PositionGuard.Wanted.Follow(var stop) ->
                    tell(row.id(), new Instruction.MoveStop(stop), instrument.get(), quote);
              }
            });
  }

  private void tell(
      String position, Instruction.MoveStop move, Instrument instrument, Quote quote) {
    // The same move has the same name, whoever tells it.
    Commander guard =
        new Commander("trail/" + position + "/" + move.price(), "trailing stop", null);
    tell(ledger, launcher, position, move, instrument, quote, guard);
  }

  /** Has a stop moved, unless the ledger refuses or something else is under way. */
  static void tell(
      LedgerStack ledger,
      Launcher launcher,
      String position,
      Instruction.MoveStop move,
      Instrument instrument,
      Quote quote,
      Commander commander) {
    Told told = ledger.instructions.tell(position, found -> move, instrument, quote, commander);
    if (told instanceof Told.Kept(Instructions.Stored kept) && kept.end() == null) {
      launcher.instructed(position, kept.id(), kept.wanted());
    }
  }

  private Optional<Instrument> instrument(Symbol symbol) {
    return market.instruments().stream().filter(i -> i.symbol().equals(symbol)).findFirst();
  }

  @Override
  public void close() {
    loop.shutdownNow();
  }
}
