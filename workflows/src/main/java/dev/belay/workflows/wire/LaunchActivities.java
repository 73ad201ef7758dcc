package dev.belay.workflows.wire;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.position.ExitReason;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;

/**
 * Starting workflows that have no parent, and telling them things: idempotent by id, run as local
 * activities.
 */
@ActivityInterface
public interface LaunchActivities {
  @ActivityMethod(name = "Launch.Agent")
  void agent(AgentLaunch agent);

  @ActivityMethod(name = "Launch.Position")
  void position(String positionId);

  @ActivityMethod(name = "Launch.Order")
  void order(ClientOrderId id);

  /** Tells a position that something happened to one of its orders. */
  @ActivityMethod(name = "Launch.FillSeen")
  void fillSeen(String positionId);

  /** Asks a running position to close; one that is gone already needs nothing. */
  @ActivityMethod(name = "Launch.ClosePosition")
  void closePosition(CloseCommand command);

  @ActivityMethod(name = "Launch.CancelOrder")
  void cancelOrder(ClientOrderId id);

  /** Starts closing everything of a portfolio; the same request starts it once. */
  @ActivityMethod(name = "Launch.Flatten")
  void flatten(FlattenCommand command);

  /** Starts an agent, or tells the one that runs to look at the ledger. */
  @ActivityMethod(name = "Launch.AgentChanged")
  void agentChanged(AgentLaunch agent);

  /** Starts carrying out a recorded plan of capital. */
  @ActivityMethod(name = "Launch.Rebalance")
  void rebalance(String plan);

  /** Starts the scheduled review of a week. */
  @ActivityMethod(name = "Launch.Review")
  void review(ReviewLaunch review);

  /** Starts holding ledger and venue against each other. */
  @ActivityMethod(name = "Launch.Reconcile")
  void reconcile(ReconcileLaunch reconcile);

  /** Tells the portfolio that a review is written. */
  @ActivityMethod(name = "Launch.Reviewed")
  void reviewed(ReviewedCommand command);

  /** Starts a vote that was called. */
  @ActivityMethod(name = "Launch.Vote")
  void vote(String vote);

  /** Tells a desk that one of its votes was counted. */
  @ActivityMethod(name = "Launch.Voted")
  void voted(VotedCommand command);

  /**
   * @param week the Monday of market time
   */
  record ReviewLaunch(String portfolio, Instant week) {}

  /**
   * @param name what raised it; the same name starts it once at a time
   */
  record ReconcileLaunch(String portfolio, String name) {}

  record ReviewedCommand(String portfolio, String review) {}

  record VotedCommand(String desk, String vote) {}

  record FlattenCommand(String portfolio, String request) {}

  record AgentLaunch(String portfolio, String agent) {}

  record CloseCommand(String positionId, ExitReason reason) {}
}
