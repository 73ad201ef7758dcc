package dev.belay.activities.portfolio;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.workflows.portfolio.RoundActivities.DecideRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns stored replies into a decision; pure but for reading the content store. */
public interface Decider {
  Draft decide(DecideRequest request, AgentSpec agent);

  /**
   * A decision before it is recorded.
   *
   * @param outcome TRADE, HOLD, REFUSED, ABSTAIN, NO_DECISION
   * @param detail why, for ABSTAIN and NO_DECISION
   * @param elements closes first, then opens, then the rest
   */
  record Draft(
      String outcome, @Nullable String detail, String reasoning, List<DraftElement> elements) {
    public Draft {
      elements = List.copyOf(elements);
    }
  }

  /**
   * @param raw the element as the model wrote it, at most 2000 characters
   * @param decision null when it was refused for its form
   */
  record DraftElement(
      String raw,
      @Nullable Symbol symbol,
      @Nullable Action action,
      @Nullable Decision decision,
      @Nullable Refusal refusal) {}
}
