package dev.belay.simulator.parity;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A fact that a replay has otherwise than the record, or that only one of them has.
 *
 * @param kind of what it is a fact
 * @param id the venue's number of an order or a trade; empty where there is none
 * @param order the number of the order that a trade belongs to; empty of all else
 * @param clientOrderId of the order; empty where there is none
 * @param symbol empty where it concerns none
 * @param at market time from which it shows, in epoch milliseconds
 * @param recorded null when only the replay has it
 * @param replayed null when only the record has it
 */
public record Difference(
    String account,
    Kind kind,
    String id,
    String order,
    String clientOrderId,
    String symbol,
    long at,
    String field,
    @Nullable String recorded,
    @Nullable String replayed) {

  /** By market time, and at one time causes before what follows from them. */
  static final Comparator<Difference> CAUSES_FIRST =
      Comparator.comparingLong(Difference::at)
          .thenComparing(Difference::kind)
          .thenComparing(Difference::account)
          .thenComparing(Difference::symbol);

  /** What differs, in the order of cause and effect. */
  public enum Kind {
    /** A command that was taken, and is refused in the replay. */
    COMMAND,
    /** An order as it was taken. */
    ORDER,
    TRADE,
    /** What became of an order. */
    ORDER_END,
    INCOME,
    POSITION,
    LEVERAGE,
    /** An account's cash. */
    WALLET
  }
}
