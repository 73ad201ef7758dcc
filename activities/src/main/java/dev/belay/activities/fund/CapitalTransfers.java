package dev.belay.activities.fund;

import dev.belay.activities.venue.CapitalVenue;
import dev.belay.domain.fault.Failpoints;
import dev.belay.workflows.portfolio.CapitalActivities.CapitalTransfer;
import dev.belay.workflows.portfolio.CapitalActivities.TransferAnswer;
import dev.belay.workflows.portfolio.CapitalVenueActivities;

/** Capital moved at the venue. */
public final class CapitalTransfers implements CapitalVenueActivities {
  private final CapitalVenue venue;
  private final Failpoints failpoints;

  public CapitalTransfers(CapitalVenue venue, Failpoints failpoints) {
    this.venue = venue;
    this.failpoints = failpoints;
  }

  @Override
  public TransferAnswer transfer(CapitalTransfer transfer) {
    String refusal =
        venue.transfer(transfer.id(), transfer.account(), transfer.amount()).orElse(null);
    failpoints.hit("venue.transfer.answered");
    return new TransferAnswer(transfer.id(), refusal);
  }
}
