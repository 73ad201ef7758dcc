package dev.belay.domain.risk;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The breakers: what each equity mark does to an agent and to the fund. */
public final class Breakers {
  private static final Duration SECOND_DRAWDOWN = Duration.ofHours(24);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Breakers() {}

  /** An agent's state after its equity was marked. */
  public static BreakerState mark(
      BreakerState state, Usdt equity, Instant asOf, AgentLimits limits) {
    LocalDate day = day(asOf);
    Usdt dayStart = state.dayStart() != null && day.equals(state.day()) ? state.dayStart() : equity;
    LocalDate lossDay = lost(dayStart, equity, limits.dailyLossPct()) ? day : state.lossDay();
    if (state.isPaused(asOf)) {
      return new BreakerState(
          null, day, dayStart, lossDay, state.pausedUntil(), state.drawdownAt(), state.locked());
    }
    Usdt peak = greater(state.peak(), equity);
    if (!lost(peak, equity, limits.drawdownPct())) {
      return new BreakerState(peak, day, dayStart, lossDay, null, state.drawdownAt(), false);
    }
    boolean again =
        state.drawdownAt() != null && asOf.isBefore(state.drawdownAt().plus(SECOND_DRAWDOWN));
    Instant until = asOf.plus(limits.drawdownPause());
    return new BreakerState(null, day, dayStart, lossDay, until, asOf, again);
  }

  /** An agent's state after an operator resumed it: the pause is over, the peak measured anew. */
  public static BreakerState resumed(BreakerState state) {
    return new BreakerState(
        null, state.day(), state.dayStart(), state.lossDay(), null, null, false);
  }

  /**
   * An agent's state after capital was moved to or from it. What it remembers is scaled as its
   * equity is, so that the percentage lost is the same before and after: a transfer is neither a
   * loss nor a way out of one. An agent that has nothing before or after is measured anew.
   *
   * @param before equity before the transfer, at current prices
   * @param amount to the agent, or from it when negative
   */
  public static BreakerState transferred(BreakerState state, Usdt before, Usdt amount) {
    Usdt after = before.plus(amount);
    boolean anew = !before.isPositive() || !after.isPositive();
    return new BreakerState(
        anew ? null : scaled(state.peak(), before, after),
        anew ? null : state.day(),
        anew ? null : scaled(state.dayStart(), before, after),
        state.lossDay(),
        state.pausedUntil(),
        state.drawdownAt(),
        state.locked());
  }

  private static @Nullable Usdt scaled(@Nullable Usdt remembered, Usdt before, Usdt after) {
    return remembered == null
        ? null
        : Usdt.of(
            remembered
                .value()
                .multiply(after.value())
                .divide(before.value(), 8, RoundingMode.HALF_EVEN));
  }

  /**
   * What the fund's breakers remember.
   *
   * @param peak greatest equity since the start or the last resume
   */
  public record FundState(@Nullable Usdt peak, @Nullable LocalDate day, @Nullable Usdt dayStart) {
    public static final FundState NEW = new FundState(null, null, null);
  }

  /**
   * @param halt why entries are to be halted; empty when all is well
   */
  public record FundMark(FundState state, Optional<Refusal> halt) {}

  /** The fund's state after its equity was marked, and whether that halts entries. */
  public static FundMark fund(FundState state, Usdt equity, Instant asOf, FundLimits limits) {
    LocalDate day = day(asOf);
    Usdt dayStart = state.dayStart() != null && day.equals(state.day()) ? state.dayStart() : equity;
    Usdt peak = greater(state.peak(), equity);
    Optional<Refusal> halt = Optional.empty();
    if (lost(dayStart, equity, limits.dailyLossPct())) {
      halt = halted(RefusalCode.FUND_DAILY_LOSS_REACHED, limits.dailyLossPct(), dayStart, equity);
    } else if (lost(peak, equity, limits.drawdownPct())) {
      halt = halted(RefusalCode.FUND_DRAWDOWN_REACHED, limits.drawdownPct(), peak, equity);
    }
    return new FundMark(new FundState(peak, day, dayStart), halt);
  }

  /** Whether the equity lies at least so many percent below where it was. */
  static boolean lost(Usdt from, Usdt equity, BigDecimal percent) {
    BigDecimal loss = from.minus(equity).value();
    return loss.signum() > 0
        && loss.multiply(HUNDRED).compareTo(from.value().multiply(percent)) >= 0;
  }

  static LocalDate day(Instant marketTime) {
    return LocalDate.ofInstant(marketTime, ZoneOffset.UTC);
  }

  private static Optional<Refusal> halted(
      RefusalCode code, BigDecimal percent, Usdt from, Usdt equity) {
    return Optional.of(
        new Refusal(
            code,
            "Expected less than %s %% below %s, was %s"
                .formatted(percent.toPlainString(), from, equity)));
  }

  private static Usdt greater(@Nullable Usdt peak, Usdt equity) {
    return peak == null || equity.compareTo(peak) > 0 ? equity : peak;
  }
}
