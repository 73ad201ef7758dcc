package dev.belay.domain.risk;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.money.Price;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.position.Direction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What its agent's limits want of a position that is held, as time and price go on. */
public final class PositionGuard {
  /** A stop is moved once that gains so much of its distance: each move is an order. */
  private static final BigDecimal WORTH_IT = new BigDecimal("0.1");

  private PositionGuard() {}

  /**
   * A position that is held.
   *
   * @param stop in force
   * @param openedAt market time of its first fill
   */
  public record Held(Direction direction, Price stop, Instant openedAt) {}

  /** What is wanted of it. */
  public sealed interface Wanted {
    /** The stop is to follow. */
    record Follow(Price stop) implements Wanted {}

    /** It is to be closed. */
    record Out() implements Wanted {}
  }

  /**
   * @param now market time
   * @param mark the price that stops look at
   * @return empty where all is well as it is
   */
  public static Optional<Wanted> next(
      Held held, AgentLimits limits, Instrument instrument, Price mark, Instant now) {
    if (limits.maxHoldHours().signum() > 0 && !now.isBefore(until(held, limits))) {
      return Optional.of(new Wanted.Out());
    }
    return limits.trailingStopPct().signum() > 0
        ? follow(held, limits.trailingStopPct(), instrument, mark)
        : Optional.empty();
  }

  /** Market time at which the position is closed. */
  public static Instant until(Held held, AgentLimits limits) {
    long minutes =
        limits
            .maxHoldHours()
            .multiply(BigDecimal.valueOf(60))
            .setScale(0, RoundingMode.CEILING)
            .longValue();
    return held.openedAt().plus(Duration.ofMinutes(minutes));
  }

  private static Optional<Wanted> follow(
      Held held, BigDecimal pct, Instrument instrument, Price mark) {
    BigDecimal distance = mark.value().multiply(pct).movePointLeft(2);
    boolean isLong = held.direction() == Direction.LONG;
    BigDecimal behind = isLong ? mark.value().subtract(distance) : mark.value().add(distance);
    if (behind.signum() <= 0) {
      return Optional.empty();
    }
    // Rounded away from the price: never nearer than asked for.
    Price stop =
        instrument.roundToTick(
            Price.of(behind), isLong ? RoundingMode.FLOOR : RoundingMode.CEILING);
    BigDecimal gain = stop.value().subtract(held.stop().value());
    BigDecimal better = isLong ? gain : gain.negate();
    boolean worthIt =
        better.compareTo(instrument.tickSize()) >= 0
            && better.compareTo(distance.multiply(WORTH_IT)) >= 0;
    return worthIt ? Optional.of(new Wanted.Follow(stop)) : Optional.empty();
  }
}
