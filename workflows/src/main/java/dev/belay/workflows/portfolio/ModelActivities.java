package dev.belay.workflows.portfolio;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Asking a model; regular activities on the queue {@code models}. */
@ActivityInterface
public interface ModelActivities {

  /**
   * One logical call. A reply stored under the same round and voice is returned without paying
   * again. Fails with a typed failure when the budget is used up or the endpoint refuses.
   */
  @ActivityMethod(name = "Model.Ask")
  ModelReply ask(AskRequest request);

  record AskRequest(
      RoundActivities.RoundRef round, String voice, String promptHash, String observationHash) {}

  /**
   * @param standIn true when no model was asked: the rule-based stand-in answered
   */
  record ModelReply(
      String voice,
      String replyHash,
      String model,
      boolean standIn,
      RoundActivities.Usage usage,
      long latencyMillis) {}
}
