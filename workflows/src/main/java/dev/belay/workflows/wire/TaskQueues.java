package dev.belay.workflows.wire;

/** Task queues: one for each domain of failure and of credentials. */
public final class TaskQueues {
  /** Workflows, and the ledger's steps as local activities. */
  public static final String ORCHESTRATION = "orchestration";

  public static final String MARKET_DATA = "market-data";

  /** The only workers with trading keys. */
  public static final String VENUE = "venue";

  public static final String MODELS = "models";

  /** Workflows that only compute: who serves them never takes a step of one that trades. */
  public static final String RESEARCH = "research";

  /** Pieces of long computations. */
  public static final String COMPUTE = "compute";

  private TaskQueues() {}
}
