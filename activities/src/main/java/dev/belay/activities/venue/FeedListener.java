package dev.belay.activities.venue;

import dev.belay.domain.order.ClientOrderId;

/** Whom the account feed tells. Both are hints: losing one costs time, not truth. */
public interface FeedListener {

  /** The order may have traded: ask the venue. */
  void hint(String account, ClientOrderId id);

  /** The position was changed by the venue itself. */
  void positionChanged(String positionId);
}
