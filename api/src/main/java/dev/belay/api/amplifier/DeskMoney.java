package dev.belay.api.amplifier;

import dev.belay.api.portfolio.Ratios;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.risk.BreakerState;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the desk has, at the quotes of now.
 *
 * @param totalPnlPct of what was deposited; null where that is nothing
 * @param dayPnlPct since the first mark of the market day; null before it
 * @param drawdownPct below the greatest equity since it was last measured anew, at least 0; null
 *     before the first mark
 * @param realizedPnl gross of fees and funding
 * @param fees paid, at least 0
 * @param funding received; negative when paid
 * @param modelUsd what its ballots have cost
 * @param trades closed round trips
 * @param wins those with a net gain
 */
@Schema(name = "DeskMoney")
public record DeskMoney(
    Usdt equity,
    Usdt totalPnl,
    @Nullable Double totalPnlPct,
    @Nullable Double dayPnlPct,
    @Nullable Double drawdownPct,
    Usdt realizedPnl,
    Usdt unrealizedPnl,
    Usdt fees,
    Usdt funding,
    Usdt modelUsd,
    long trades,
    long wins) {

  static DeskMoney of(AgentFigures figures, BreakerState breakers, Instant now) {
    Money money = figures.money();
    Usdt equity = money.equity();
    Usdt pnl = equity.minus(money.deposited());
    Usdt dayStart =
        LocalDate.ofInstant(now, ZoneOffset.UTC).equals(breakers.day())
            ? breakers.dayStart()
            : null;
    Usdt peak = breakers.peak();
    return new DeskMoney(
        equity,
        pnl,
        Ratios.pct(pnl, money.deposited()),
        dayStart == null ? null : Ratios.pct(equity.minus(dayStart), dayStart),
        peak == null ? null : Ratios.pct(below(peak, equity), peak),
        money.realizedPnl(),
        money.unrealizedPnl(),
        money.fees(),
        money.funding(),
        Usdt.of(figures.costUsd()),
        figures.trades(),
        figures.wins());
  }

  /** Since the last mark the equity may have risen above the peak. */
  private static Usdt below(Usdt peak, Usdt equity) {
    return equity.compareTo(peak) > 0 ? Usdt.ZERO : peak.minus(equity);
  }
}
