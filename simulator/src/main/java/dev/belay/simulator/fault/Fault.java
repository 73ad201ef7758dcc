package dev.belay.simulator.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.belay.domain.market.Symbol;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a call, or with the telling of an event. Spans are wall milliseconds from 1
 * to {@value #LONGEST}, counted from the arrival of the call, or the telling, that meets the fault.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(value = Fault.AcceptThenDrop.class, name = "ACCEPT_THEN_DROP"),
  @Type(value = Fault.AcceptThen5xx.class, name = "ACCEPT_THEN_5XX"),
  @Type(value = Fault.Refuse5xx.class, name = "REFUSE_5XX"),
  @Type(value = Fault.DropBefore.class, name = "DROP_BEFORE"),
  @Type(value = Fault.Delay.class, name = "DELAY"),
  @Type(value = Fault.HalfOpen.class, name = "HALF_OPEN"),
  @Type(value = Fault.StopRefused.class, name = "STOP_REFUSED"),
  @Type(value = Fault.Invisible.class, name = "INVISIBLE"),
  @Type(value = Fault.TriggeredUnfilled.class, name = "TRIGGERED_UNFILLED"),
  @Type(value = Fault.FiltersChange.class, name = "FILTERS_CHANGE"),
  @Type(value = Fault.ClockSkew.class, name = "CLOCK_SKEW"),
  @Type(value = Fault.RateLimit.class, name = "RATE_LIMIT"),
  @Type(value = Fault.Ban.class, name = "BAN"),
  @Type(value = Fault.Maintenance.class, name = "MAINTENANCE"),
  @Type(value = Fault.EventTwice.class, name = "EVENT_TWICE"),
  @Type(value = Fault.EventLate.class, name = "EVENT_LATE"),
  @Type(value = Fault.EventOvertaken.class, name = "EVENT_OVERTAKEN"),
  @Type(value = Fault.EventMissing.class, name = "EVENT_MISSING"),
  @Type(value = Fault.SocketClosed.class, name = "SOCKET_CLOSED"),
  @Type(value = Fault.SocketHalfOpen.class, name = "SOCKET_HALF_OPEN")
})
public sealed interface Fault {
  /** The longest span: ten minutes. */
  long LONGEST = 600_000;

  /** The call is carried out and committed; the connection is closed without an answer. */
  record AcceptThenDrop() implements Fault {}

  /** The call is carried out and committed; the answer is 503 "Unknown error, …". */
  record AcceptThen5xx() implements Fault {}

  /** Nothing is done; the answer is 503 "Service Unavailable.". */
  record Refuse5xx() implements Fault {}

  /** Nothing is done; the connection is closed. */
  record DropBefore() implements Fault {}

  /**
   * The answer comes late.
   *
   * @param ms how late
   * @param done whether the call is carried out before the pause or after it
   */
  record Delay(long ms, When done) implements Fault {
    public Delay {
      inRange("ms", ms, LONGEST);
      present("done, BEFORE or AFTER", done);
    }
  }

  /** On which side of the pause something happens. */
  enum When {
    BEFORE,
    AFTER
  }

  /** The call is read and never answered; the connection is closed at the end of the span. */
  record HalfOpen(long ms) implements Fault {
    public HalfOpen {
      inRange("ms", ms, LONGEST);
    }
  }

  /**
   * A conditional order is refused, whatever it is.
   *
   * @param code of the exchange; -2021 unless given
   * @param msg of the exchange; "Order would immediately trigger." unless given
   */
  record StopRefused(@Nullable Integer code, @Nullable String msg) implements Fault {}

  /**
   * The order is accepted, and answered; for the span, queries for orders don't find it. Trades,
   * positions and cancels know it, as they do not come from the copy that lags behind.
   */
  record Invisible(long ms) implements Fault {
    public Invisible {
      inRange("ms", ms, LONGEST);
    }
  }

  /**
   * When the stop accepted by this call triggers, its market order waits.
   *
   * @param steps after how many candles it meets the market, 1 to 1000
   */
  record TriggeredUnfilled(int steps) implements Fault {
    public TriggeredUnfilled {
      inRange("steps", steps, 1_000);
    }
  }

  /**
   * A symbol has other filters from this call on, in what is listed and in what is checked, until
   * the plan is cleared or another one set. What is null stays.
   */
  record FiltersChange(
      Symbol symbol,
      @Nullable BigDecimal tick,
      @Nullable BigDecimal step,
      @Nullable BigDecimal minNotional)
      implements Fault {
    public FiltersChange {
      present("symbol", symbol);
      positive("tick", tick);
      positive("step", step);
      positive("min_notional", minNotional);
    }
  }

  /** A fault that lasts: every call in the rule's scope meets it until the span is over. */
  sealed interface Lasting extends Fault {
    /** How long it lasts. */
    long ms();
  }

  /**
   * The venue's clock, as it is told and as requests are checked by it, is wrong.
   *
   * @param skewMs how far it is ahead; behind when negative
   */
  record ClockSkew(long skewMs, long ms) implements Lasting {
    public ClockSkew {
      inRange("ms", ms, LONGEST);
      if (skewMs == 0 || Math.abs(skewMs) > 86_400_000) {
        throw new IllegalArgumentException(
            "Expected a skew_ms of up to a day either way and other than 0, was " + skewMs);
      }
    }
  }

  /** Calls are refused with 429, -1003, and the seconds left as {@code Retry-After}. */
  record RateLimit(long ms) implements Lasting {
    public RateLimit {
      inRange("ms", ms, LONGEST);
    }
  }

  /** Calls are refused with 418, -1003, and the seconds left as {@code Retry-After}. */
  record Ban(long ms) implements Lasting {
    public Ban {
      inRange("ms", ms, LONGEST);
    }
  }

  /** Calls are refused with 503 "Service Unavailable.". */
  record Maintenance(long ms) implements Lasting {
    public Maintenance {
      inRange("ms", ms, LONGEST);
    }
  }

  /** A fault of a stream. It is one telling that meets it: an event to one who listens. */
  sealed interface OfEvents extends Fault {}

  /** The event is told twice. */
  record EventTwice() implements OfEvents {}

  /** The event, and all that follow on the connection meanwhile, come late and in order. */
  record EventLate(long ms) implements OfEvents {
    public EventLate {
      inRange("ms", ms, LONGEST);
    }
  }

  /**
   * The next event on the connection comes before it.
   *
   * @param ms if there is no other event for that long, it comes then
   */
  record EventOvertaken(long ms) implements OfEvents {
    public EventOvertaken {
      inRange("ms", ms, LONGEST);
    }
  }

  /** The event is not told. */
  record EventMissing() implements OfEvents {}

  /** The connection breaks, and the event is lost with it. */
  record SocketClosed() implements OfEvents {}

  /**
   * From this event on nothing comes from the connection any more, neither events nor answers,
   * though it looks open; at the end of the span it breaks.
   */
  record SocketHalfOpen(long ms) implements OfEvents {
    public SocketHalfOpen {
      inRange("ms", ms, LONGEST);
    }
  }

  private static void inRange(String name, long value, long most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "Expected %s from 1 to %d, was %d".formatted(name, most, value));
    }
  }

  private static void present(String what, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("Expected a " + what);
    }
  }

  private static void positive(String name, @Nullable BigDecimal value) {
    if (value != null && (value.signum() <= 0 || value.stripTrailingZeros().scale() > 8)) {
      throw new IllegalArgumentException(
          "Expected a positive %s with at most 8 decimals, was %s".formatted(name, value));
    }
  }
}
