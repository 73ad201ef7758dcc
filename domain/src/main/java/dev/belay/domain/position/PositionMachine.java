package dev.belay.domain.position;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.Instruction.End;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionFacts.LegOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** How often in a row the exit of a part may come to nothing before it is given up. */
  static final int PART_TRIES = 3;

  /** How long what triggered may take to trade before the position is closed at the market. */
  static final Duration TRIGGERED_WITHIN = Duration.ofSeconds(3);

  /** What the venue says of a quantity that does not fit its filters. */
  private static final List<String> QUANTITY_REFUSED =
      List.of("VENUE_FILTER_FAILED", "VENUE_QUANTITY_OUT_OF_RANGE");

  /** What the venue takes from nobody just now may be sent again soon: nobody refused it. */
  static final Duration BUSY_DELAY = Duration.ofMillis(500);

  /** How often it is tried at that pace; a ban of hours is waited for more slowly. */
  private static final int BUSY_TRIES = 40;

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
    return next(facts, wallNow, true);
  }

  /**
   * As above.
   *
   * @param keepsLarger whether a stop or target for more than is held will do where the venue does
   *     not have one for just that; false as it was decided before
   */
  public static Plan next(PositionFacts facts, Instant wallNow, boolean keepsLarger) {
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
        : whileHeld(facts, wallNow, keepsLarger, commands);
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
      PositionFacts facts, Instant wallNow, boolean keepsLarger, List<PositionCommand> commands) {
    boolean guarded = facts.isGuarded();
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
    Protection asItIs =
        new Protection(facts, Leg.STOP, facts.stop(), STOP_TRIES, null, keepsLarger);
    boolean stopGone = facts.of(Leg.STOP).stream().noneMatch(LegOrder::isActive);
    boolean hopeless = stopGone && asItIs.failures() >= STOP_TRIES;
    if (closing == null && (left.isNegative() || left.isZero() || hopeless)) {
      closing = ExitReason.UNPROTECTED;
      commands.add(new PositionCommand.Store(PositionStatus.CLOSING, closing, false));
    } else if (!confirmed && closing == null) {
      wake = left;
    }
    Optional<Escalation> stuck = closing == null ? triggered(facts) : Optional.empty();
    if (stuck.isPresent()) {
      Duration patience = Duration.between(wallNow, stuck.get().at());
      if (patience.isNegative() || patience.isZero()) {
        closing = stuck.get().reason();
        commands.add(new PositionCommand.Store(PositionStatus.CLOSING, closing, false));
      } else {
        wake = patience.compareTo(wake) < 0 ? patience : wake;
      }
    }
    if (closing != null) {
      // The stop stays, or comes, while the exit is on its way: the exit may fail.
      List<PositionCommand.Place> both = new ArrayList<>();
      if (stopGone && asItIs.mayTry()) {
        both.add(asItIs.next());
      }
      exitOfAll(facts).ifPresent(both::add);
      commands.addAll(sideBySide(both));
    } else {
      stop(facts, keepsLarger).plan(commands);
      if (guarded) {
        target(facts, keepsLarger, commands);
      }
      facts
          .instruction(Instruction.Kind.CLOSE)
          .ifPresent(close -> closePart(facts, close, commands));
    }
    return new Plan(commands, false, wake);
  }

  /** When a triggered order that does not trade is given up, and what closes the position then. */
  private record Escalation(Instant at, ExitReason reason) {}

  private static Optional<Escalation> triggered(PositionFacts facts) {
    return facts.orders().stream()
        .filter(order -> order.status() == OrderStatus.TRIGGERED)
        .flatMap(
            order ->
                Stream.ofNullable(order.triggeredAt())
                    .map(
                        at ->
                            new Escalation(
                                at.plus(TRIGGERED_WITHIN),
                                order.leg() == Leg.TARGET ? ExitReason.TARGET : ExitReason.STOP)))
        .min(Comparator.comparing(Escalation::at));
  }

  private static Protection stop(PositionFacts facts, boolean keepsLarger) {
    UnderWay move = facts.instruction(Instruction.Kind.STOP).orElse(null);
    return move != null && move.wanted() instanceof Instruction.MoveStop(Price price)
        ? new Protection(facts, Leg.STOP, price, STOP_TRIES, move, keepsLarger)
        : new Protection(facts, Leg.STOP, facts.stop(), STOP_TRIES, null, keepsLarger);
  }

  private static void target(
      PositionFacts facts, boolean keepsLarger, List<PositionCommand> commands) {
    UnderWay move = facts.instruction(Instruction.Kind.TARGET).orElse(null);
    Price wanted =
        move != null && move.wanted() instanceof Instruction.MoveTarget(Price price)
            ? price
            : facts.target();
    if (wanted != null) {
      new Protection(facts, Leg.TARGET, wanted, TARGET_TRIES, move, keepsLarger).plan(commands);
      return;
    }
    List<LegOrder> resting = facts.of(Leg.TARGET).stream().filter(LegOrder::isActive).toList();
    resting.forEach(order -> commands.add(new PositionCommand.Cancel(order.id())));
    if (move != null && resting.isEmpty()) {
      commands.add(new PositionCommand.Settle(move.n(), End.DONE, "no target rests any more"));
    }
  }

  /** Each when its own pause is over, though one is placed after the other. */
  private static List<PositionCommand.Place> sideBySide(List<PositionCommand.Place> places) {
    List<PositionCommand.Place> inTurn = new ArrayList<>();
    Duration waited = Duration.ZERO;
    for (PositionCommand.Place each :
        places.stream().sorted(Comparator.comparing(PositionCommand.Place::after)).toList()) {
      inTurn.add(each.in(each.after().minus(waited)));
      waited = each.after();
    }
    return inTurn;
  }

  private static Optional<PositionCommand.Place> exitOfAll(PositionFacts facts) {
    List<LegOrder> exits = facts.of(Leg.EXIT);
    return exits.stream().anyMatch(LegOrder::isActive)
        ? Optional.empty()
        : Optional.of(exitOfAll(facts, inVain(exits)));
  }

  /**
   * Closes all that is held. When the venue refuses the quantity itself, because its filters have
   * changed since it was bought, it is rounded up by a decimal more each time, at once, and then
   * begun anew: an exit only reduces, so more than all is all.
   */
  private static PositionCommand.Place exitOfAll(PositionFacts facts, List<LegOrder> inVain) {
    int refused = (int) inVain.stream().filter(PositionMachine::isForItsQuantity).count();
    BigDecimal held = facts.quantity().value().stripTrailingZeros();
    int roundings = held.precision() + 1;
    BigDecimal rounded = held.setScale(held.scale() - refused % roundings, RoundingMode.CEILING);
    boolean another = !inVain.isEmpty() && isForItsQuantity(inVain.getFirst());
    boolean atOnce = another && refused % roundings != 0;
    return exit(facts, Quantity.of(rounded), atOnce ? Duration.ZERO : exitDelay(inVain));
  }

  private static boolean isForItsQuantity(LegOrder order) {
    return order.isRejectedFor(QUANTITY_REFUSED);
  }

  /** Closes a part, one exit after the other until so much has traded. */
  private static void closePart(
      PositionFacts facts, UnderWay close, List<PositionCommand> commands) {
    if (!(close.wanted() instanceof Instruction.Close(Quantity quantity)) || quantity == null) {
      return;
    }
    List<LegOrder> exits =
        facts.of(Leg.EXIT).stream().filter(o -> o.number() >= close.firstOrder()).toList();
    Quantity closed = exits.stream().map(LegOrder::executed).reduce(Quantity.ZERO, Quantity::plus);
    List<LegOrder> inVain = inVain(exits);
    long failures = inVain.stream().filter(order -> !order.metABusyVenue()).count();
    if (closed.compareTo(quantity) >= 0) {
      commands.add(
          new PositionCommand.Settle(close.n(), End.DONE, "%s were closed".formatted(closed)));
    } else if (facts.of(Leg.EXIT).stream().noneMatch(LegOrder::isActive)) {
      if (failures >= PART_TRIES || inVain.size() >= BUSY_TRIES) {
        String outcome =
            "%s of %s were closed: %s".formatted(closed, quantity, exits.getFirst().reason());
        commands.add(new PositionCommand.Settle(close.n(), End.REFUSED, outcome));
      } else {
        Quantity left = quantity.minus(closed);
        boolean all = left.compareTo(facts.quantity()) > 0;
        commands.add(exit(facts, all ? facts.quantity() : left, exitDelay(inVain)));
      }
    }
  }

  private static PositionCommand.Place exit(
      PositionFacts facts, Quantity quantity, Duration after) {
    return new PositionCommand.Place(Leg.EXIT, facts.nextNumber(Leg.EXIT), quantity, null, after);
  }

  /** The latest exits, as far as they came to nothing at all, one after the other. */
  private static List<LegOrder> inVain(List<LegOrder> exits) {
    return exits.stream()
        .takeWhile(order -> !order.isActive() && order.executed().isZero())
        .toList();
  }

  /** Time until the stop must be confirmed; negative when it is over. */
  private static Duration leftForStop(PositionFacts facts, Instant wallNow) {
    Instant filledAt = facts.firstFillAt() == null ? wallNow : facts.firstFillAt();
    return Duration.between(wallNow, filledAt.plus(facts.stopWithin()));
  }

  private static Duration exitDelay(List<LegOrder> inVain) {
    int failures = inVain.size();
    if (failures == 0) {
      return Duration.ZERO;
    }
    boolean busy = inVain.getFirst().metABusyVenue();
    if (busy && failures <= BUSY_TRIES) {
      return BUSY_DELAY;
    }
    int doublings = busy ? failures - BUSY_TRIES : failures;
    Duration delay = Duration.ofMillis(250).multipliedBy(1L << Math.min(doublings, 10));
    return delay.compareTo(LONGEST_EXIT_DELAY) < 0 ? delay : LONGEST_EXIT_DELAY;
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
