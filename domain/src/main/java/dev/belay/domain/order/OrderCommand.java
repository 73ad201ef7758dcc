package dev.belay.domain.order;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the driver of an order has to do next, in the order given. */
public sealed interface OrderCommand {

  /** Claim and send; answers with {@link OrderEvent.Submitted}. */
  record Submit() implements OrderCommand {}

  /** Ask the venue; answers with {@link OrderEvent.Looked}. */
  record Look() implements OrderCommand {}

  /** Ask the venue to cancel; answers with {@link OrderEvent.CancelSent}. */
  record SendCancel() implements OrderCommand {}

  /** Store status and fills in the ledger and tell the position. */
  record Record(
      OrderStatus status, @Nullable String venueOrderId, List<Fill> fills, @Nullable String reason)
      implements OrderCommand {
    public Record {
      fills = List.copyOf(fills);
    }
  }

  /** Wait this long of wall time, or until something happens. */
  record Wait(Duration time) implements OrderCommand {}
}
