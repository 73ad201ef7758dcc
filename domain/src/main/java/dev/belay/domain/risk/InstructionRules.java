package dev.belay.domain.risk;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.Instruction.Close;
import dev.belay.domain.position.Instruction.MoveStop;
import dev.belay.domain.position.Instruction.MoveTarget;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an operator's instruction can be carried out, as things are at this moment. */
public final class InstructionRules {
  private InstructionRules() {}

  /**
   * A position as an instruction finds it.
   *
   * @param quantity held now
   * @param stop in force, or to be placed first
   * @param closing why it is closing already, or was closed; null while it is not
   */
  public record Held(
      PositionStatus status,
      Direction direction,
      Quantity quantity,
      Price stop,
      @Nullable Price target,
      @Nullable ExitReason closing,
      List<UnderWay> underWay) {
    public Held {
      underWay = List.copyOf(underWay);
    }
  }

  /** What the rules say. */
  public sealed interface Verdict {

    /**
     * It may be kept and carried out.
     *
     * @param instruction as it is to be kept: closing all that is held is closing the position
     */
    record Accepted(Instruction instruction) implements Verdict {}

    /** All is so already. */
    record Unchanged(String why) implements Verdict {}

    /**
     * It can't be.
     *
     * @param field of the instruction that is wrong
     * @param value it had
     * @param allowed what it might have been
     */
    record Refused(RefusalCode code, String field, String value, String allowed)
        implements Verdict {}

    /** Another one is under way that it would contradict. */
    record Conflict(UnderWay other) implements Verdict {}
  }

  /**
   * @param quote null when the market has no current price of the symbol
   */
  public static Verdict judge(
      Held held, Instruction wanted, Instrument instrument, @Nullable Quote quote) {
    if (held.status().isTerminal()) {
      return notOpen(held);
    }
    if (held.closing() != null) {
      return whileClosing(held, wanted, held.closing());
    }
    return switch (wanted) {
      case Close(Quantity quantity) when quantity != null ->
          part(held, quantity, instrument, quote);
      // Out is always allowed, and nothing that is under way may stand in the way of it.
      case Close ignored -> new Verdict.Accepted(wanted);
      case MoveStop(Price price) -> stop(held, price, instrument, quote);
      case MoveTarget(Price price) -> target(held, price, instrument, quote);
    };
  }

  /** How much a share of what is held is, in the venue's units; may be zero. */
  public static Quantity share(Quantity held, BigDecimal pct, Instrument instrument) {
    BigDecimal part = held.value().multiply(pct).movePointLeft(2);
    return part.compareTo(held.value()) >= 0 ? held : instrument.roundDown(Quantity.of(part));
  }

  private static Verdict whileClosing(Held held, Instruction wanted, ExitReason reason) {
    if (wanted instanceof Close(Quantity quantity) && quantity == null) {
      return new Verdict.Unchanged("it is being closed already (%s)".formatted(reason));
    }
    return held.underWay().stream()
        .filter(other -> other.wanted() instanceof Close)
        .findFirst()
        .<Verdict>map(Verdict.Conflict::new)
        .orElseGet(
            () ->
                new Verdict.Refused(
                    RefusalCode.POSITION_NOT_OPEN,
                    "position",
                    "closing (%s)".formatted(reason),
                    "a position that is not closing"));
  }

  private static Verdict part(
      Held held, Quantity quantity, Instrument instrument, @Nullable Quote quote) {
    if (held.quantity().isZero()) {
      return notOpen(held);
    }
    int excess = quantity.compareTo(held.quantity());
    if (excess > 0) {
      return refused(
          RefusalCode.CLOSE_EXCEEDS_HELD, "quantity", quantity, "at most " + held.quantity());
    }
    if (excess == 0) {
      return new Verdict.Accepted(new Close(null));
    }
    if (instrument.roundDown(quantity).compareTo(quantity) != 0) {
      return refused(
          RefusalCode.QUANTITY_OFF_STEP,
          "quantity",
          quantity,
          "a multiple of " + instrument.stepSize().toPlainString());
    }
    if (quantity.compareTo(instrument.minQuantity()) < 0) {
      return refused(
          RefusalCode.SIZE_BELOW_MINIMUM,
          "quantity",
          quantity,
          "at least " + instrument.minQuantity());
    }
    if (quote == null) {
      return unknownPrice("quantity", quantity);
    }
    Quantity rest = held.quantity().minus(quantity);
    boolean tiny =
        rest.compareTo(instrument.minQuantity()) < 0
            || quote.mark().times(rest).compareTo(instrument.minNotional()) < 0;
    return tiny
        ? refused(
            RefusalCode.REMAINDER_BELOW_MINIMUM,
            "quantity",
            quantity,
            "all %s, or so much that at least %s and %s USDT are left"
                .formatted(held.quantity(), instrument.minQuantity(), instrument.minNotional()))
        : unlessUnderWay(held, new Close(quantity));
  }

  private static Verdict stop(
      Held held, Price price, Instrument instrument, @Nullable Quote quote) {
    Verdict wrong = trigger(held, price, instrument, quote, held.direction() == Direction.LONG);
    if (wrong != null) {
      return wrong;
    }
    if (held.target() != null && !held.direction().isStopSide(price, held.target())) {
      return refused(
          RefusalCode.STOP_BEYOND_TARGET,
          "price",
          price,
          "%s the target %s".formatted(losing(held), held.target()));
    }
    Verdict other = unlessUnderWay(held, new MoveStop(price));
    return other instanceof Verdict.Accepted && price.compareTo(held.stop()) == 0
        ? new Verdict.Unchanged("the stop is at %s already".formatted(price))
        : other;
  }

  private static Verdict target(
      Held held, @Nullable Price price, Instrument instrument, @Nullable Quote quote) {
    if (price != null) {
      Verdict wrong = trigger(held, price, instrument, quote, held.direction() != Direction.LONG);
      if (wrong != null) {
        return wrong;
      }
      if (!held.direction().isStopSide(held.stop(), price)) {
        return refused(
            RefusalCode.STOP_BEYOND_TARGET,
            "price",
            price,
            "%s the stop %s".formatted(winning(held), held.stop()));
      }
    } else if (held.quantity().isZero()) {
      return notOpen(held);
    }
    Verdict other = unlessUnderWay(held, new MoveTarget(price));
    return other instanceof Verdict.Accepted && Objects.equals(price, held.target())
        ? new Verdict.Unchanged(
            price == null ? "there is no target" : "the target is at %s already".formatted(price))
        : other;
  }

  /** What is wrong with a trigger price; null if nothing is. */
  private static @Nullable Verdict trigger(
      Held held, Price price, Instrument instrument, @Nullable Quote quote, boolean below) {
    if (held.quantity().isZero()) {
      return notOpen(held);
    }
    if (instrument.roundToTick(price, RoundingMode.FLOOR).compareTo(price) != 0) {
      return refused(
          RefusalCode.PRICE_OFF_TICK,
          "price",
          price,
          "%s or %s, multiples of %s"
              .formatted(
                  instrument.roundToTick(price, RoundingMode.FLOOR),
                  instrument.roundToTick(price, RoundingMode.CEILING),
                  instrument.tickSize().toPlainString()));
    }
    if (quote == null) {
      return unknownPrice("price", price);
    }
    boolean rightOfMark = below ? price.isBelow(quote.mark()) : price.isAbove(quote.mark());
    boolean rightOfLast = below ? price.isBelow(quote.last()) : price.isAbove(quote.last());
    if (rightOfMark && rightOfLast) {
      return null;
    }
    boolean touches =
        rightOfMark
            || rightOfLast
            || price.compareTo(quote.mark()) == 0
            || price.compareTo(quote.last()) == 0;
    return refused(
        touches ? RefusalCode.STOP_THROUGH_PRICE : RefusalCode.STOP_WRONG_SIDE,
        "price",
        price,
        "%s the mark price %s and the last price %s"
            .formatted(below ? "below" : "above", quote.mark(), quote.last()));
  }

  private static Verdict unlessUnderWay(Held held, Instruction wanted) {
    return held.underWay().stream()
        .filter(other -> other.wanted().kind() == wanted.kind())
        .findFirst()
        .<Verdict>map(Verdict.Conflict::new)
        .orElseGet(() -> new Verdict.Accepted(wanted));
  }

  private static Verdict notOpen(Held held) {
    return new Verdict.Refused(
        RefusalCode.POSITION_NOT_OPEN,
        "position",
        held.closing() == null
            ? "%s, holding %s".formatted(held.status(), held.quantity())
            : "%s (%s), holding %s".formatted(held.status(), held.closing(), held.quantity()),
        "a position that is open and holds something");
  }

  private static Verdict unknownPrice(String field, Object value) {
    return refused(RefusalCode.PRICE_UNKNOWN, field, value, "at a market with a current price");
  }

  private static Verdict refused(RefusalCode code, String field, Object value, String allowed) {
    return new Verdict.Refused(code, field, value.toString(), allowed);
  }

  private static String losing(Held held) {
    return held.direction() == Direction.LONG ? "below" : "above";
  }

  private static String winning(Held held) {
    return held.direction() == Direction.LONG ? "above" : "below";
  }
}
