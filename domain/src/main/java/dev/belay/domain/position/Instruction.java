package dev.belay.domain.position;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import org.jspecify.annotations.Nullable;

/** What an operator wants of a position. It is in the ledger before it takes effect. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Instruction.Close.class, name = "close"),
  @JsonSubTypes.Type(value = Instruction.MoveStop.class, name = "stop"),
  @JsonSubTypes.Type(value = Instruction.MoveTarget.class, name = "target")
})
public sealed interface Instruction {

  /**
   * Closes at the market.
   *
   * @param quantity how much; null for all of it, whatever it then is
   */
  record Close(@Nullable Quantity quantity) implements Instruction {}

  /** Moves the protective stop. */
  record MoveStop(Price price) implements Instruction {}

  /**
   * Moves the target, or gives the position one.
   *
   * @param price null to take the target away
   */
  record MoveTarget(@Nullable Price price) implements Instruction {}

  /** Of each kind one may be under way. */
  enum Kind {
    CLOSE,
    STOP,
    TARGET
  }

  /** How an instruction ended. */
  enum End {
    DONE,
    /** The venue would not have it: all is as before. */
    REFUSED,
    /** The position is closing, or closed, for another reason. */
    OVERTAKEN
  }

  default Kind kind() {
    return switch (this) {
      case Close ignored -> Kind.CLOSE;
      case MoveStop ignored -> Kind.STOP;
      case MoveTarget ignored -> Kind.TARGET;
    };
  }

  /** For people. */
  default String text() {
    return switch (this) {
      case Close(var quantity) -> quantity == null ? "close all of it" : "close " + quantity;
      case MoveStop(var price) -> "move the stop to " + price;
      case MoveTarget(var price) ->
          price == null ? "take the target away" : "move the target to " + price;
    };
  }

  /**
   * An instruction that has not come to its end.
   *
   * @param n counts the instructions of a position from 1
   * @param firstOrder the first number that an order of its own can have
   */
  record UnderWay(int n, Instruction wanted, int firstOrder) {}
}
