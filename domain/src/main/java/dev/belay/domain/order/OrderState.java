package dev.belay.domain.order;

import org.jspecify.annotations.Nullable;

/** Where one order stands. The ledger's {@link OrderStatus} is its durable shadow. */
public sealed interface OrderState {

  /** Stored; nothing known beyond that. */
  record Recorded() implements OrderState {}

  /**
   * The one submission is under way.
   *
   * @param cancelAsked somebody wants it gone as soon as it is there
   * @param hinted a trade was seen meanwhile
   */
  record Submitting(boolean cancelAsked, boolean hinted) implements OrderState {}

  /**
   * It may or may not be at the venue.
   *
   * @param looks how often the venue was asked in vain
   */
  record InDoubt(int looks, boolean cancelAsked) implements OrderState {}

  /**
   * The venue has it.
   *
   * @param looks how often it was looked at without news
   */
  record Working(int looks, boolean cancelAsked) implements OrderState {}

  /** Over. */
  record Done(OrderStatus status, @Nullable String reason) implements OrderState {}
}
