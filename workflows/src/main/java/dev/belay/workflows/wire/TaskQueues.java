package dev.belay.workflows.wire;

/** Task queues: one for each domain of failure and of credentials. */
public final class TaskQueues {
  /** Workflows, and the ledger's steps as local activities. */
  public static final String ORCHESTRATION = "orchestration";

  public static final String MARKET_DATA = "market-data";

  /** The only workers with trading keys. */
  public static final String VENUE = "venue";

  public static final String MODELS = "models";

  private TaskQueues() {}
}
