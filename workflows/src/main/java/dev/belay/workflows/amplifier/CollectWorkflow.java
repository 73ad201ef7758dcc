package dev.belay.workflows.amplifier;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Brings the store of a desk's universe up to date, once. Started by a Schedule every hour under
 * {@code collect/{desk}/…}.
 */
@WorkflowInterface
public interface CollectWorkflow {
  @WorkflowMethod(name = "Collect")
  CollectResult run(CollectInput input);

  record CollectInput(String installation, String desk) implements BelayInput {}

  /**
   * @param coins looked at
   * @param candles that came
   * @param rates of funding that came
   * @param missing candles between the first and the last, of all coins
   * @param failed coins and sources of which not all came
   */
  record CollectResult(int coins, int candles, int rates, long missing, List<String> failed) {
    public CollectResult {
      failed = List.copyOf(failed);
    }
  }
}
