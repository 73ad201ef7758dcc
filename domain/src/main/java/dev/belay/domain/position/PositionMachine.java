package dev.belay.domain.position;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.PositionFacts.LegOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a position needs next, from what is so: entry, stop, target, exit, until flat.
 *
 * <p>It looks at facts, not at messages: whatever was lost, doubled or reordered on the way, the
 * same facts give the same next step. Its driver carries the commands out, waits for news or until
 * {@link Plan#wakeAfter}, and asks again.
 */
public final class PositionMachine {
  /** How often a stop is tried before the position is closed instead. */
  static final int STOP_TRIES = 3;

  /** How often a target is tried before the stop alone has to do. */
  static final int TARGET_TRIES = 2;

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration LONGEST_EXIT_DELAY = Duration.ofSeconds(30);

  private PositionMachine() {}

  /**
   * @param finished nothing is left to do for ever
   * @param wakeAfter wall time after which to ask again even without news
   */
  public record Plan(List<PositionCommand> commands, boolean finished, Duration wakeAfter) {
    public Plan {
      commands = List.copyOf(commands);
    }
  }

  public static Plan next(PositionFacts facts, Instant wallNow) {
    if (facts.status().isTerminal()) {
      return new Plan(List.of(), true, IDLE);
    }
    List<PositionCommand> commands = new ArrayList<>();
    for (LegOrder order : facts.orders()) {
      if (!order.status().isTerminal()) {
        commands.add(new PositionCommand.Run(order.id()));
      }
    }
    return facts.quantity().isZero()
        ? whileFlat(facts, commands)
        : whileHeld(facts, wallNow, commands);
  }

  private static Plan whileFlat(PositionFacts facts, List<PositionCommand> commands) {
    LegOrder entry = entry(facts);
    boolean was = facts.everFilled();
    boolean open = false;
    for (LegOrder order : facts.orders()) {
      boolean unwanted = was || order.leg() != Leg.ENTRY || facts.closeAsked() != null;
      if (!order.status().isTerminal()) {
        open = true;
        if (unwanted) {
          commands.add(new PositionCommand.Cancel(order.id()));
        }
      }
    }
    if (open || !entry.status().isTerminal()) {
      return new Plan(commands, false, IDLE);
    }
    PositionStatus end = was ? PositionStatus.CLOSED : PositionStatus.NOT_OPENED;
    commands.add(new PositionCommand.Store(end, was ? reason(facts) : null, false));
    return new Plan(commands, true, IDLE);
  }

  private static Plan whileHeld(
      PositionFacts facts, Instant wallNow, List<PositionCommand> commands) {
    Optional<LegOrder> stop = facts.latest(Leg.STOP);
    boolean guarded = stop.map(LegOrder::status).filter(OrderStatus.WORKING::equals).isPresent();
    boolean confirmNow = guarded && facts.stopConfirmedAt() == null;
    if (facts.status() == PositionStatus.OPENING || confirmNow) {
      PositionStatus status =
          facts.status() == PositionStatus.OPENING ? PositionStatus.OPEN : facts.status();
      commands.add(new PositionCommand.Store(status, null, confirmNow));
    }
    @Nullable ExitReason closing = facts.closeAsked();
    Duration wake = IDLE;
    boolean confirmed = guarded || facts.stopConfirmedAt() != null;
    Duration left = confirmed ? IDLE : leftForStop(facts, wallNow);
    boolean stopGone = stop.isEmpty() || stop.get().status().isTerminal();
    int stopsTried = stop.map(order -> order.number() + 1).orElse(0);
    if (closing == null
        && (left.isNegative() || left.isZero() || (stopGone && stopsTried >= STOP_TRIES))) {
      closing = ExitReason.UNPROTECTED;
      commands.add(new PositionCommand.Store(PositionStatus.CLOSING, closing, false));
    } else if (!confirmed && closing == null) {
      wake = left;
    }
    // The stop stays, or comes, while the exit is on its way: the exit may fail.
    // What is held although a stop has filled came later than it, and needs one of its own.
    if (stopGone && stopsTried < STOP_TRIES) {
      commands.add(new PositionCommand.Place(Leg.STOP, stopsTried, null, Duration.ZERO));
    }
    if (closing != null) {
      placeExit(facts, commands);
    } else if (facts.hasTarget() && guarded) {
      placeTarget(facts, commands);
    }
    return new Plan(commands, false, wake);
  }

  private static void placeExit(PositionFacts facts, List<PositionCommand> commands) {
    Optional<LegOrder> exit = facts.latest(Leg.EXIT);
    if (exit.isEmpty()) {
      commands.add(place(0, facts.quantity(), Duration.ZERO));
    } else if (exit.get().status().isTerminal()) {
      int number = exit.get().number() + 1;
      commands.add(place(number, facts.quantity(), exitDelay(number)));
    }
  }

  private static PositionCommand place(int number, Quantity quantity, Duration after) {
    return new PositionCommand.Place(Leg.EXIT, number, quantity, after);
  }

  private static void placeTarget(PositionFacts facts, List<PositionCommand> commands) {
    Optional<LegOrder> target = facts.latest(Leg.TARGET);
    int tried = target.map(order -> order.number() + 1).orElse(0);
    boolean gone = target.isEmpty() || target.get().status().isTerminal();
    if (gone && !filled(target) && tried < TARGET_TRIES) {
      commands.add(new PositionCommand.Place(Leg.TARGET, tried, null, Duration.ZERO));
    }
  }

  /** Time until the stop must be confirmed; negative when it is over. */
  private static Duration leftForStop(PositionFacts facts, Instant wallNow) {
    Instant filledAt = facts.firstFillAt() == null ? wallNow : facts.firstFillAt();
    return Duration.between(wallNow, filledAt.plus(facts.stopWithin()));
  }

  private static Duration exitDelay(int number) {
    Duration delay = Duration.ofMillis(250).multipliedBy(1L << Math.min(number, 10));
    return delay.compareTo(LONGEST_EXIT_DELAY) < 0 ? delay : LONGEST_EXIT_DELAY;
  }

  private static boolean filled(Optional<LegOrder> order) {
    return order.map(LegOrder::status).filter(OrderStatus.FILLED::equals).isPresent();
  }

  private static LegOrder entry(PositionFacts facts) {
    return facts
        .latest(Leg.ENTRY)
        .orElseThrow(() -> new IllegalStateException("Expected a position to have an entry order"));
  }

  /** Why a flat position is flat: by what traded last, in the order of what is most certain. */
  private static ExitReason reason(PositionFacts facts) {
    if (traded(facts, Leg.STOP)) {
      return ExitReason.STOP;
    }
    if (traded(facts, Leg.TARGET)) {
      return ExitReason.TARGET;
    }
    if (traded(facts, Leg.EXIT)) {
      return facts.closeAsked() == null ? ExitReason.COMMAND : facts.closeAsked();
    }
    return ExitReason.LIQUIDATION;
  }

  private static boolean traded(PositionFacts facts, Leg leg) {
    return facts.orders().stream().anyMatch(o -> o.leg() == leg && !o.executed().isZero());
  }
}
