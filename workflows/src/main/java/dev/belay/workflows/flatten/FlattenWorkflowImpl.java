package dev.belay.workflows.flatten;

import dev.belay.domain.position.ExitReason;
import dev.belay.workflows.order.VenueActivities;
import dev.belay.workflows.portfolio.FundActivities;
import dev.belay.workflows.portfolio.FundActivities.FlatRef;
import dev.belay.workflows.portfolio.FundActivities.HaltRequest;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Halt, ask every position to close, and look until the venue says flat. */
public final class FlattenWorkflowImpl implements FlattenWorkflow {
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final FundActivities fund =
      Workflow.newLocalActivityStub(FundActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);
  private final VenueActivities venue =
      Workflow.newActivityStub(VenueActivities.class, ActivityProfiles.VENUE_READ);

  private final TreeSet<String> asked = new TreeSet<>();
  private List<String> remaining = List.of();

  @Override
  public FlattenResult run(FlattenInput input) {
    fund.halt(
        new HaltRequest(
            input.portfolio(), "flatten " + input.request(), "operator", input.request()));
    // Behind the halt no account can come to hold anything that does not by now.
    remaining = fund.accounts(input.portfolio());
    for (int looks = 1; ; looks++) {
      List<String> left = new ArrayList<>();
      for (String account : remaining) {
        if (!isFlat(account)) {
          left.add(account);
        }
      }
      remaining = left;
      if (left.isEmpty()) {
        if (Workflow.getVersion("end-in-ledger", Workflow.DEFAULT_VERSION, 1) == 1) {
          fund.flattened(new FlatRef(input.portfolio(), input.request()));
        }
        Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet("FLAT"));
        return new FlattenResult(asked.size(), looks);
      }
      Workflow.sleep(pause(looks));
    }
  }

  /** Asks what is open to close; flat is what ledger and venue both call flat. */
  private boolean isFlat(String account) {
    List<String> open = fund.openPositions(account);
    for (String position : open) {
      if (asked.add(position)) {
        launch.closePosition(new CloseCommand(position, ExitReason.FLATTEN));
      }
    }
    return open.isEmpty()
        && venue.positions(account).isEmpty()
        && venue.openOrders(account).isEmpty();
  }

  private static Duration pause(int looks) {
    Duration pause = SHORTEST.multipliedBy(1L << Math.min(looks, 8));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  @Override
  public List<String> remaining() {
    return remaining;
  }
}
