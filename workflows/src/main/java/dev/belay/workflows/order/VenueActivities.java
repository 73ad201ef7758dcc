package dev.belay.workflows.order;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.position.Direction;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** The venue's side; regular activities on the queue {@code venue}, where the keys are. */
@ActivityInterface
public interface VenueActivities {

  /**
   * Claims the order in the ledger, then sends it, once for ever. Never retried: whatever is not an
   * answer of the venue is {@code Unknown}.
   */
  @ActivityMethod(name = "Venue.Submit")
  SubmitOutcome submit(ClientOrderId id);

  /** Asks the venue for the order and its trades; harmless, retried. */
  @ActivityMethod(name = "Venue.Find")
  FindResult find(ClientOrderId id);

  /** Asks the venue to cancel; then {@link #find} tells what became of it. Harmless, retried. */
  @ActivityMethod(name = "Venue.Cancel")
  void cancel(ClientOrderId id);

  /** What the venue itself says an account holds; empty when flat. */
  @ActivityMethod(name = "Venue.Positions")
  List<VenuePosition> positions(String account);

  /** Client ids of everything that rests at the venue for the account, conditional or not. */
  @ActivityMethod(name = "Venue.OpenOrders")
  List<String> openOrders(String account);

  record VenuePosition(Symbol symbol, Direction direction, Quantity quantity) {}
}
