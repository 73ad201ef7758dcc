package dev.belay.workflows.amplifier;

import dev.belay.domain.market.Symbol;
import dev.belay.workflows.amplifier.CollectActivities.Coins;
import dev.belay.workflows.amplifier.CollectActivities.Collected;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The coins of now, a few at a time, then what is of no coin. */
public final class CollectWorkflowImpl implements CollectWorkflow {
  private static final int AT_A_TIME = 10;

  private final CollectActivities collect =
      Workflow.newActivityStub(CollectActivities.class, ActivityProfiles.COLLECT);

  @Override
  public CollectResult run(CollectInput input) {
    List<Symbol> coins = collect.coins(input.desk());
    int candles = 0;
    int rates = 0;
    long missing = 0;
    List<String> failed = new ArrayList<>();
    for (int first = 0; first < coins.size(); first += AT_A_TIME) {
      int end = Math.min(coins.size(), first + AT_A_TIME);
      Collected some = collect.fetch(new Coins(coins.subList(first, end)));
      candles += some.candles();
      rates += some.rates();
      missing += some.missing();
      failed.addAll(some.failed());
    }
    failed.addAll(collect.outside(input.desk()));
    Workflow.upsertTypedSearchAttributes(
        Attributes.OUTCOME.valueSet(
            !failed.isEmpty() ? "FAILED" : missing > 0 ? "GAPS" : "COMPLETE"));
    return new CollectResult(coins.size(), candles, rates, missing, failed);
  }
}
