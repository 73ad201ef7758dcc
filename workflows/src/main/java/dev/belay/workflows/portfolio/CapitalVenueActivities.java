package dev.belay.workflows.portfolio;

import dev.belay.workflows.portfolio.CapitalActivities.CapitalTransfer;
import dev.belay.workflows.portfolio.CapitalActivities.TransferAnswer;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The venue's side of a transfer; a regular activity on the queue {@code venue}. */
@ActivityInterface
public interface CapitalVenueActivities {

  /** Moves the capital, once for each id: harmless, asked until answered. */
  @ActivityMethod(name = "CapitalVenue.Transfer")
  TransferAnswer transfer(CapitalTransfer transfer);
}
